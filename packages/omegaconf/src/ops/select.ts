import {
  ConfigKeyError,
  ConfigTypeError,
  InterpolationResolutionError,
  InterpolationToMissingValueError,
  MissingMandatoryValue,
} from '../errors.ts'
import { Pass } from '../interpolation/evaluate.ts'
import { resultNode } from '../interpolation/outcome.ts'
import { detailsOf } from '../nodes/fail.ts'
import { fullKey, splitKey } from '../nodes/key-path.ts'
import { type ConfigNode, type ContainerNode, childNode } from '../nodes/node.ts'
import type { Key } from '../types/scalar.ts'

/** What {@link select} gives where nothing is, or what is there is missing. */
export interface SelectOptions {
  /** `???` at the end throws `MissingMandatoryValue` instead of giving `undefined`. */
  readonly throwOnMissing?: boolean | undefined
  /** Default true. */
  readonly throwOnResolutionFailure?: boolean | undefined
  /** Follow an interpolation that stands at the end of the path. Default true; those on the way always are. */
  readonly resolve?: boolean | undefined
}

/**
 * The node at a path (`a.b[0].c`), or `undefined` where there is none or it is `???`. `''` is `root` itself; dots in
 * front go up: `..a` starts at the parent.
 *
 * @throws MissingMandatoryValue, InterpolationResolutionError, ConfigTypeError where a list is given a word
 */
export function select(
  root: ContainerNode,
  path: string | readonly Key[],
  options: SelectOptions = {},
): ConfigNode | undefined {
  const { throwOnMissing = false, throwOnResolutionFailure = true, resolve = true } = options
  const pass = new Pass()
  try {
    const found = walkFrom(pass, root, path, throwOnMissing)
    if (found === undefined) return undefined
    if (found.state === 'missing') {
      if (throwOnMissing) throw missing(found)
      return undefined
    }
    if (!resolve || found.state !== 'interpolation') return found
    const outcome = resultNode(pass.follow(found), found)
    return outcome.state === 'missing' ? undefined : outcome
  } catch (error) {
    const failed = error instanceof InterpolationResolutionError || error instanceof ConfigTypeError
    if (failed && !throwOnResolutionFailure) return undefined
    throw error
  }
}

function walkFrom(
  pass: Pass,
  root: ContainerNode,
  path: string | readonly Key[],
  strict: boolean,
): ConfigNode | undefined {
  let base: ConfigNode | undefined = root
  let keys: readonly Key[]
  if (typeof path === 'string') {
    let up = 0
    while (path[up] === '.') up++
    for (let step = 1; step < up && base !== undefined; step++) base = base.parent
    if (base === undefined) {
      throw new ConfigKeyError(
        `The path \`${path}\` goes up further than there are levels.`,
        detailsOf('CONFIG_KEY_NOT_FOUND', root),
      )
    }
    keys = up === path.length ? [] : splitKey(path.slice(up))
  } else keys = path
  try {
    return pass.walk(base, keys, strict)
  } catch (error) {
    if (error instanceof ConfigTypeError && error.code === 'CONFIG_NOT_A_CONTAINER') return undefined
    if (strict && error instanceof InterpolationToMissingValueError && error.details.cause === undefined) {
      throw new MissingMandatoryValue(error.summary, error.details)
    }
    throw error
  }
}

/** @throws MissingMandatoryValue `CONFIG_MISSING_VALUE` */
export function missing(node: ConfigNode): MissingMandatoryValue {
  const path = fullKey(node)
  return new MissingMandatoryValue(`\`${path}\` is missing (???).`, {
    ...detailsOf('CONFIG_MISSING_VALUE', node),
    hint: `give it a value: \`${path}=…\``,
  })
}

/** A container's own child; nothing is resolved or checked. */
export function childOf(container: ContainerNode, key: Key): ConfigNode | undefined {
  return container.state === 'value' ? childNode(container, key) : undefined
}

/** The node an interpolation leads to, or a fresh read-only node for text and resolvers' answers. Others as they are. */
export function resolved(node: ConfigNode): ConfigNode {
  if (node.state !== 'interpolation') return node
  return resultNode(new Pass().follow(node), node)
}

/** As `resolved`, or `undefined` where the interpolation cannot be followed. */
export function tryResolved(node: ConfigNode): ConfigNode | undefined {
  try {
    return resolved(node)
  } catch (error) {
    if (error instanceof InterpolationResolutionError) return undefined
    throw error
  }
}
