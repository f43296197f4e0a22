import {
  ConfigAttributeError,
  ConfigIndexError,
  ConfigKeyError,
  ConfigTypeError,
  KeyValidationError,
  ReadonlyConfigError,
} from '../errors.ts'
import type { Key } from '../types/scalar.ts'
import { required, typeName } from '../types/type-name.ts'
import { anyType, type TypeRef } from '../types/type-ref.ts'
import { scalarTypeName, tryConvert } from './convert.ts'
import { detailsOf, nearestKey } from './fail.ts'
import { flag } from './flags.ts'
import type { ContainerNode, ListNode, MapNode } from './node.ts'
import { printKey } from './print-scalar.ts'

/** The key as a typed mapping keeps it. @throws KeyValidationError `CONFIG_KEY_TYPE` */
export function checkedKey(node: MapNode, key: Key): Key {
  const wanted = required(node.keyType)
  if (wanted.kind === 'any') return key
  const converted = convertKey(wanted, key)
  if (converted !== undefined) return converted
  const shown = `\`${printKey(key)}\` (${scalarTypeName(key)})`
  throw new KeyValidationError(`The key ${shown} is no ${typeName(wanted)}.`, {
    ...detailsOf('CONFIG_KEY_TYPE', node, key),
    hint: wanted.kind === 'enum' ? `one of ${[...wanted.members.keys()].join(', ')}` : undefined,
  })
}

function convertKey(wanted: TypeRef, key: Key): Key | undefined {
  switch (wanted.kind) {
    case 'enum':
      return tryConvert(wanted, key) as Key | undefined
    case 'bool':
      return key === 0 || key === 1 ? key === 1 : typeof key === 'boolean' ? key : undefined
    case 'int':
      return scalarTypeName(key) === 'int' ? key : typeof key === 'boolean' ? key : undefined
    case 'float':
      return typeof key === 'number' ? key : undefined
    case 'literal':
      return wanted.values.includes(key as string) ? key : undefined
    case 'union':
      for (const one of wanted.of) {
        const converted = convertKey(one, key)
        if (converted !== undefined) return converted
      }
      return undefined
    default:
      return scalarTypeName(key) === wanted.kind ? key : undefined
  }
}

/** The type that a child is declared with: its field's, or the container's element type. */
export function childType(parent: ContainerNode, key: Key): TypeRef {
  if (parent.kind === 'list') {
    const wanted = required(parent.type)
    return wanted.kind === 'tuple' ? (wanted.of[key as number] ?? wanted.rest ?? anyType) : parent.elementType
  }
  return parent.schema?.fields.get(key as string)?.type ?? parent.elementType
}

/** Reading and writing a property is attribute access in the reference: what struct mode refuses has that class. */
export function asAttributeError(error: unknown): unknown {
  return error instanceof ConfigKeyError && error.code === 'CONFIG_KEY_NOT_IN_STRUCT'
    ? new ConfigAttributeError(error.summary, error.details)
    : error
}

/** Refuses a key that a mapping neither holds nor takes. */
export function refuseNewKey(node: MapNode, key: Key, verb: 'read' | 'set'): void {
  if (node.cells.has(key)) return
  const { schema } = node
  if (schema !== undefined) {
    const field = schema.fields.get(key as string)
    if (field?.absent) return
    if (node.flags?.struct === false) return
    if (schema.open && node.flags?.struct !== true) return
  } else if (!flag(node, 'struct')) return
  throw new ConfigKeyError(`\`${printKey(key)}\` is not a key of ${schema?.name ?? placeName(node)}.`, {
    ...detailsOf('CONFIG_KEY_NOT_IN_STRUCT', node, key),
    hint:
      nearestKey(node, key) ??
      (verb === 'set' ? `to add it, prefix the override with \`+\` or use openDict` : undefined),
  })
}

/** What to call a container in a sentence. */
export function placeName(node: MapNode): string {
  const path = detailsOf('CONFIG_KEY_NOT_FOUND', node).path
  return path ? `\`${path}\`` : 'this config'
}

/** The index from the start. @throws KeyValidationError, ConfigIndexError, ConfigTypeError */
export function checkedIndex(node: ListNode, key: Key): number {
  if (typeof key !== 'number' || !Number.isSafeInteger(key)) {
    throw new KeyValidationError(
      `A list takes integers as indices, not \`${printKey(key)}\` (${scalarTypeName(key)}).`,
      detailsOf('CONFIG_KEY_TYPE', node),
    )
  }
  if (node.state !== 'value') {
    throw new ConfigTypeError(
      'A list that is null, missing or an interpolation has no elements.',
      detailsOf('CONFIG_NO_VALUE', node, key),
    )
  }
  const { length } = node.cells
  const index = key < 0 ? key + length : key
  if (index < 0 || index >= length) {
    throw new ConfigIndexError(
      `The list${whereList(node)} has no element ${key}: it has ${length}.`,
      detailsOf('CONFIG_INDEX_OUT_OF_RANGE', node, key),
    )
  }
  return index
}

function whereList(node: ListNode): string {
  const { path } = detailsOf('CONFIG_INDEX_OUT_OF_RANGE', node)
  return path ? ` \`${path}\`` : ''
}

/** Refuses to change what is read-only. @throws ReadonlyConfigError `CONFIG_READONLY` */
export function refuseReadonly(node: ContainerNode, key: Key | undefined, deed = 'changed'): void {
  if (!flag(node, 'readonly')) return
  const details = detailsOf('CONFIG_READONLY', node, key, { hint: 'copy it, or open it with readWrite' })
  throw new ReadonlyConfigError(`\`${details.path}\` is read-only and cannot be ${deed}.`, details)
}
