import { ConfigKeyError, MissingMandatoryValue } from '../errors.ts'
import { detailsOf, nearestKey } from '../nodes/fail.ts'
import { checkedIndex, checkedKey, refuseNewKey, refuseReadonly } from '../nodes/keys.ts'
import { type ConfigNode, type ContainerNode, childNode } from '../nodes/node.ts'
import { printKey } from '../nodes/print-scalar.ts'
import type { Key } from '../types/scalar.ts'
import { refuseStruct, remove } from './remove.ts'
import { missing, resolved } from './select.ts'

/**
 * What `container[key]` reads, interpolations followed.
 *
 * @throws ConfigKeyError `CONFIG_KEY_NOT_FOUND`, `CONFIG_KEY_NOT_IN_STRUCT`; ConfigIndexError; KeyValidationError;
 * MissingMandatoryValue; InterpolationResolutionError
 */
export function readItem(container: ContainerNode, key: Key): ConfigNode {
  if (container.state === 'missing') throw missing(container)
  const own = container.kind === 'list' ? checkedIndex(container, key) : checkedKey(container, key)
  const child = childNode(container, own)
  if (child === undefined) throw absent(container, own)
  if (child.state === 'missing') throw missing(child)
  return resolved(child)
}

/**
 * Reads a child and takes it away; with `fallback`, that is given where there is no such key, or only `???`.
 *
 * @throws as `readItem` and `remove`
 */
export function popItem(container: ContainerNode, key: Key, ...fallback: readonly [unknown?]): unknown {
  refuseReadonly(container, key, 'removed')
  if (container.state === 'missing') {
    throw new MissingMandatoryValue(
      'A container that is missing (???) has nothing to take.',
      detailsOf('CONFIG_NO_VALUE', container),
    )
  }
  let own: Key
  if (container.kind === 'map') {
    refuseStruct(container, key)
    own = checkedKey(container, key)
  } else own = checkedIndex(container, key)
  const child = childNode(container, own)
  if (child === undefined) {
    if (fallback.length > 0) return fallback[0]
    throw absent(container, own)
  }
  let value: unknown
  if (child.state !== 'missing') value = resolved(child)
  else if (fallback.length > 0) value = fallback[0]
  else if (container.kind === 'list') value = null
  else throw missing(child)
  remove(container, own)
  return value
}

function absent(container: ContainerNode, key: Key): ConfigKeyError {
  if (container.kind === 'map') refuseNewKey(container, key, 'read')
  return new ConfigKeyError(`There is no key \`${printKey(key)}\`.`, {
    ...detailsOf('CONFIG_KEY_NOT_FOUND', container, key),
    hint: nearestKey(container, key),
  })
}
