import { InterpolationResolutionError, InterpolationToMissingValueError } from '../errors.ts'
import { Pass } from '../interpolation/evaluate.ts'
import type { Outcome } from '../interpolation/outcome.ts'
import { buildNode, setNodeValue } from '../nodes/assign.ts'
import { copyNode } from '../nodes/copy.ts'
import { detailsOf } from '../nodes/fail.ts'
import { interpolationTree } from '../nodes/interpolation-tree.ts'
import { fullKey } from '../nodes/key-path.ts'
import { adopt, type Cell, type ConfigNode, type ContainerNode, isNode, type ScalarNode } from '../nodes/node.ts'
import { isConfigNode } from '../nodes/shape.ts'
import type { Key, Scalar } from '../types/scalar.ts'

/**
 * Replaces every interpolation by what it leads to, in place; one that leads to `???` becomes `???`.
 *
 * @throws InterpolationResolutionError
 */
export function resolveInPlace(root: ConfigNode): void {
  const pass = new Pass()
  const open = new Set<ConfigNode>()
  if (root.state === 'interpolation') {
    const outcome = followed(pass, root)
    if (isConfigNode(outcome)) {
      resolveChildren(pass, outcome, open)
      setNodeValue(root, outcome)
    }
  }
  resolveChildren(pass, root, open)
}

function resolveChildren(pass: Pass, node: ConfigNode, open: Set<ConfigNode>): void {
  if (node.kind === 'scalar' || node.state !== 'value') return
  if (open.has(node)) {
    throw new InterpolationResolutionError(
      `Interpolations make \`${fullKey(node)}\` contain itself.`,
      detailsOf('INTERPOLATION_CYCLE', node),
    )
  }
  open.add(node)
  if (node.kind === 'map') {
    for (const [key, cell] of node.cells) if (isNode(cell)) resolveChild(pass, node, key, cell, open)
  } else {
    const { cells } = node
    for (let at = 0; at < cells.length; at++) {
      const cell = cells[at] as Cell
      if (isNode(cell)) resolveChild(pass, node, at, cell, open)
    }
  }
  open.delete(node)
}

function resolveChild(pass: Pass, parent: ContainerNode, key: Key, node: ConfigNode, open: Set<ConfigNode>): void {
  if (node.state !== 'interpolation') {
    if (node.kind !== 'scalar') resolveChildren(pass, node, open)
    return
  }
  const outcome = followed(pass, node)
  if (isConfigNode(outcome)) {
    if (outcome.kind !== 'scalar') {
      resolveChildren(pass, outcome, open)
      const copy = copyNode(outcome)
      if (node.kind === 'scalar') {
        copy.past = node
        adopt(parent, key, copy)
      } else setNodeValue(node, outcome)
      return
    }
    if (node.kind === 'scalar') {
      node.state = outcome.state
      node.value = outcome.value
      node.text = undefined
    } else setNodeValue(node, outcome)
    return
  }
  if (node.kind === 'scalar') {
    node.text = undefined
    if (outcome === null) node.state = 'null'
    else setResult(pass, node, outcome as Scalar)
  } else adopt(parent, key, buildNode(node.type, outcome, { origin: node.origin, parent, key }))
}

/**
 * Text that became `${…}` through escapes is left as it is, yet whoever reads it next follows it. So does the
 * reference, whose nodes cannot tell such a text from an interpolation.
 */
function setResult(pass: Pass, node: ScalarNode, value: Scalar): void {
  if (typeof value === 'string' && value.includes('${')) {
    interpolationTree(value)
    node.state = 'interpolation'
    node.text = value
    pass.forget()
    return
  }
  node.state = value === '???' ? 'missing' : 'value'
  node.value = value
}

function followed(pass: Pass, node: ConfigNode): Outcome {
  try {
    return pass.follow(node)
  } catch (error) {
    if (error instanceof InterpolationToMissingValueError)
      return buildNode(node.type, '???', { parent: node.parent, key: node.key })
    throw error
  }
}
