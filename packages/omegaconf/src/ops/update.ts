import { ConfigTypeError, ConfigValueError } from '../errors.ts'
import { selectChild } from '../interpolation/select-child.ts'
import { setItem } from '../nodes/assign.ts'
import { createNode } from '../nodes/create.ts'
import { detailsOf } from '../nodes/fail.ts'
import { withFlags } from '../nodes/flags.ts'
import { splitKey } from '../nodes/key-path.ts'
import { asAttributeError } from '../nodes/keys.ts'
import type { ConfigNode, ContainerNode } from '../nodes/node.ts'
import type { Origin } from '../nodes/origin.ts'
import { DEEPEST, isPlainMap, looksLikeSchema } from '../nodes/plain.ts'
import { isConfigNode, unwrapView } from '../nodes/shape.ts'
import type { Key } from '../types/scalar.ts'
import { mergeInto } from './merge.ts'
import { resolved } from './select.ts'

/** How {@link update} puts a value in its place. */
export interface UpdateOptions {
  /** Merge mappings and replace the rest (default true), or replace all. */
  readonly merge?: boolean | undefined
  /** Set even what struct mode refuses. */
  readonly forceAdd?: boolean | undefined
  readonly origin?: Origin | undefined
}

/**
 * Sets the value at a path, making mappings on the way.
 *
 * Reference: `OmegaConf.update`. A value on the way that is no container is replaced by a mapping.
 * @throws ConfigAttributeError `CONFIG_KEY_NOT_IN_STRUCT`; ConfigValueError `CONFIG_TOO_DEEP`; ReadonlyConfigError;
 * ValidationError; MissingMandatoryValue
 */
export function update(
  root: ContainerNode,
  path: string | readonly Key[],
  value: unknown,
  options: UpdateOptions = {},
): void {
  const keys = typeof path === 'string' ? splitKey(path) : path
  if (keys.length > DEEPEST) {
    throw new ConfigValueError(
      `A key of ${keys.length} parts is too long: data nests ${DEEPEST} levels at most.`,
      detailsOf('CONFIG_TOO_DEEP', root),
    )
  }
  let at = root
  for (const key of keys.slice(0, -1)) at = descend(at, key, options)
  const last = indexOrKey(at, keys.at(-1) as Key)
  const input = unwrapView(value)
  const apply = () => {
    if (options.merge !== false && isContainerLike(input)) {
      const old = at.kind === 'list' && (last as number) >= at.cells.length ? undefined : selectChild(at, last)
      const target = old !== undefined && old.state === 'interpolation' && old.kind === 'scalar' ? undefined : old
      if (target !== undefined && target.kind !== 'scalar') {
        const source = isConfigNode(input) ? input : createNode(input, { origin: options.origin })
        return mergeInto(target, [source])
      }
    }
    assign(at, last, input, options.origin)
  }
  if (options.forceAdd) withFlags(at, { struct: false }, apply)
  else apply()
}

function descend(at: ContainerNode, key: Key, options: UpdateOptions): ContainerNode {
  const own = indexOrKey(at, key)
  let child = selectChild(at, own)
  if (child?.state === 'interpolation') child = resolved(child)
  if (child !== undefined && child.kind !== 'scalar' && child.state === 'value') return child
  const make = () => setItem(at, own, {}, { origin: options.origin })
  if (options.forceAdd) withFlags(at, { struct: false }, make)
  else make()
  const made = selectChild(at, own) as ConfigNode
  if (made.kind === 'scalar') {
    throw new ConfigTypeError(`\`${String(key)}\` takes a value, no keys.`, detailsOf('CONFIG_NOT_A_CONTAINER', made))
  }
  return made
}

function indexOrKey(at: ContainerNode, key: Key): Key {
  if (at.kind === 'map' || typeof key === 'number') return key
  if (typeof key === 'string' && /^[+-]?\d+$/.test(key.trim())) return Number(key)
  throw new ConfigTypeError(`\`${String(key)}\` is no index of a list.`, detailsOf('CONFIG_KEY_TYPE', at))
}

function isContainerLike(value: unknown): boolean {
  if (isConfigNode(value)) return value.kind !== 'scalar'
  return Array.isArray(value) || (isPlainMap(value) && !looksLikeSchema(value))
}

function assign(at: ContainerNode, key: Key, value: unknown, origin: Origin | undefined): void {
  try {
    setItem(at, key, value, { origin })
  } catch (error) {
    throw asAttributeError(error)
  }
}
