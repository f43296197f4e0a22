import { didYouMean, listed } from '@hydra-zen/diagnostics'
import { InterpolationKeyError, InterpolationResolutionError, UnsupportedInterpolationType } from '../errors.ts'
import { detailsOf, nearestKey } from '../nodes/fail.ts'
import { fullKey, rootOf } from '../nodes/key-path.ts'
import { type ConfigNode, childNode } from '../nodes/node.ts'

/** Where a path with `up` dots in front begins. @throws InterpolationKeyError where there are not so many levels */
export function baseOf(node: ConfigNode, up: number, keys: readonly string[]): ConfigNode {
  if (up === 0) return rootOf(node)
  let base: ConfigNode | undefined = node.parent
  for (let step = 1; step < up && base !== undefined; step++) base = base.parent
  if (base === undefined) {
    throw new InterpolationKeyError(
      `The interpolation \`${node.text}\` goes up ${up} levels with \`${'.'.repeat(up)}${keys.join('.')}\`: there are not so many.`,
      detailsOf('INTERPOLATION_KEY_NOT_FOUND', node),
    )
  }
  return base
}

/** Refuses an interpolation to a container that holds it: it would contain itself. */
export function refuseAncestor(target: ConfigNode, node: ConfigNode): void {
  for (let at: ConfigNode | undefined = node; at !== undefined; at = at.parent) {
    if (at !== target) continue
    throw new InterpolationResolutionError(
      `The interpolation \`${node.text}\` leads to a container that holds it.`,
      detailsOf('INTERPOLATION_CYCLE', node),
    )
  }
}

/** What OmegaConf 2.0 had under another name. */
const renamed: ReadonlyMap<string, string> = new Map([
  ['env', 'it is `oc.env` now, which gives the text; for a number or a list in it: `${oc.decode:${oc.env:NAME}}`'],
])

/** The error for a resolver that nobody registered. */
export function unknownResolver(
  name: string,
  known: readonly string[],
  node: ConfigNode,
): UnsupportedInterpolationType {
  return new UnsupportedInterpolationType(
    `There is no resolver \`${name}\`.`,
    detailsOf('RESOLVER_UNKNOWN', node, undefined, {
      hint:
        renamed.get(name) ??
        didYouMean(name, known) ??
        `known ones: ${listed(known)}\n      to add it: registerResolver('${name}', (…) => …), before the value is read`,
    }),
  )
}

/** The error for a path that leads nowhere, with the nearest key, or the resolver that was meant. */
export function keyNotFound(
  base: ConfigNode,
  keys: readonly string[],
  { node, up, isResolver }: { node: ConfigNode; up: number; isResolver: (name: string) => boolean },
): InterpolationKeyError {
  let at = base
  let hint: string | undefined
  for (const key of keys) {
    if (at.kind === 'scalar') break
    const child = at.state === 'value' ? childNode(at, key) : undefined
    if (child === undefined) {
      const first = at === base && up === 0 && keys.length > 1 && isResolver(key)
      hint = first
        ? `\`${key}\` is no key but a resolver: \`\${${key}:${keys.slice(1).join('.')}}\``
        : nearestKey(at, key)
      break
    }
    at = child
  }
  return new InterpolationKeyError(
    `The interpolation \`${node.text}\` leads to \`${'.'.repeat(up)}${keys.join('.')}\`, which is not there.`,
    detailsOf('INTERPOLATION_KEY_NOT_FOUND', node, undefined, { hint }),
  )
}

/** The error for interpolations that lead back to the first; the circle is shown. */
export function cycle(nodes: readonly ConfigNode[]): InterpolationResolutionError {
  const last = nodes.at(-1) as ConfigNode
  const whole = nodes.slice(nodes.indexOf(last))
  const loop = whole.length > 8 ? [...whole.slice(0, 4), undefined, ...whole.slice(-3)] : whole
  return new InterpolationResolutionError(
    `Interpolations lead in a circle: ${loop.map((node) => (node ? `\`${fullKey(node)}\`` : '…')).join(' → ')}.`,
    detailsOf('INTERPOLATION_CYCLE', last),
  )
}
