import { ConfigKeyError, ConfigTypeError } from '../errors.ts'
import { detailsOf, nearestKey } from '../nodes/fail.ts'
import { flag } from '../nodes/flags.ts'
import { checkedIndex, checkedKey, refuseReadonly } from '../nodes/keys.ts'
import { type ContainerNode, isNode, type ListNode } from '../nodes/node.ts'
import { printKey } from '../nodes/print-scalar.ts'
import type { Key } from '../types/scalar.ts'

/**
 * Takes a child away, as `del container[key]` does.
 *
 * @throws ReadonlyConfigError; ConfigTypeError in struct mode and for a schema's fields; ConfigKeyError, ConfigIndexError
 */
export function remove(container: ContainerNode, key: Key): void {
  if (container.kind === 'list') {
    refuseReadonly(container, key, 'shortened')
    container.cells.splice(checkedIndex(container, key), 1)
    renumber(container)
    return
  }
  const own = checkedKey(container, key)
  refuseReadonly(container, own, 'removed')
  refuseStruct(container, own)
  if (!container.cells.delete(own)) throw notFound(container, own)
}

/** Refuses to take a key away in struct mode, or from a schema. */
export function refuseStruct(container: ContainerNode & { kind: 'map' }, key: Key): void {
  const { schema } = container
  const details = () => detailsOf('CONFIG_KEY_NOT_IN_STRUCT', container, key, { hint: 'open it with openDict first' })
  if (flag(container, 'struct'))
    throw new ConfigTypeError(`\`${printKey(key)}\` cannot be removed: struct mode is on.`, details())
  if (
    schema &&
    container.flags?.struct !== false &&
    !schema.fields.get(key as string)?.absent &&
    !(schema.open && !schema.fields.has(key as string))
  ) {
    throw new ConfigTypeError(`\`${printKey(key)}\` cannot be removed: it is a field of ${schema.name}.`, details())
  }
}

function notFound(container: ContainerNode, key: Key): ConfigKeyError {
  return new ConfigKeyError(`There is no key \`${printKey(key)}\` to remove.`, {
    ...detailsOf('CONFIG_KEY_NOT_FOUND', container, key),
    hint: nearestKey(container, key),
  })
}

/** Sets the keys of a list's elements to where they stand. */
export function renumber(list: ListNode): void {
  for (const [at, cell] of list.cells.entries()) if (isNode(cell)) cell.key = at
}
