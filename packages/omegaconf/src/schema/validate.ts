import { codeFrame } from '@hydra-zen/diagnostics'
import { ValidationError } from '../errors.ts'
import { detailsOf, spanOf } from '../nodes/fail.ts'
import { fullKey } from '../nodes/key-path.ts'
import { type ConfigNode, type ContainerNode, childNode, type MapNode } from '../nodes/node.ts'
import { toContainer } from '../ops/to-container.ts'
import type { Key } from '../types/scalar.ts'
import type { SchemaProblem } from '../types/type-ref.ts'

/**
 * Has every schema in a tree judge what stands there now, interpolations followed; all problems come in one error.
 *
 * @throws ValidationError `VALUE_NOT_VALID`; InterpolationResolutionError
 */
export function validateNode(root: ConfigNode): void {
  const found: { readonly node: ConfigNode; readonly key: string; readonly message: string }[] = []
  visit(root, (node) => {
    for (const problem of node.schema?.check?.(toContainer(node, { resolve: true })) ?? []) {
      const place = nodeAt(node, problem)
      found.push({ node: place, key: pathOf(node, problem), message: problem.message })
    }
  })
  const [first, ...more] = found
  if (first === undefined) return
  const summary = `\`${first.key}\`: ${first.message}`
  const rest = more.map(({ node, key, message }) => {
    const span = spanOf(node)
    return `\`${key}\`: ${message}${span ? `\n${codeFrame(span)}` : ''}`
  })
  throw new ValidationError([...rest, summary].join('\n'), {
    ...detailsOf('VALUE_NOT_VALID', first.node),
    path: first.key,
  })
}

function visit(node: ConfigNode, deed: (node: MapNode) => void): void {
  if (node.kind === 'scalar' || node.state !== 'value') return
  if (node.kind === 'map') {
    if (node.schema?.check) deed(node)
    for (const child of node.entries.values()) visit(child, deed)
  } else for (const item of node.items) visit(item, deed)
}

function pathOf(node: MapNode, { path }: SchemaProblem): string {
  let full = fullKey(node)
  for (const key of path) full += typeof key === 'number' ? `[${key}]` : full === '' ? key : `.${key}`
  return full
}

function nodeAt(node: MapNode, { path }: SchemaProblem): ConfigNode {
  let at: ConfigNode = node
  for (const key of path) {
    if (at.kind === 'scalar') break
    const child: ConfigNode | undefined = childNode(at as ContainerNode, key as Key)
    if (child === undefined) break
    at = child
  }
  return at
}

/** Whether no `???` is left, so that a schema can judge the whole. */
export function isComplete(node: ConfigNode): boolean {
  if (node.state === 'missing') return false
  if (node.kind === 'scalar' || node.state !== 'value') return true
  if (node.kind === 'map') return [...node.entries.values()].every(isComplete)
  return node.items.every(isComplete)
}
