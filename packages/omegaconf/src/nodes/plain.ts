import { ConfigValueError, UnsupportedValueType } from '../errors.ts'
import { bytesKey, type Key, type Scalar, WholeFloat } from '../types/scalar.ts'
import { isEnumMember, isScalar, kept } from './convert.ts'
import { detailsOf } from './fail.ts'
import { flag } from './flags.ts'
import { checkInterpolation } from './interpolation-tree.ts'
import {
  type Cell,
  type ConfigNode,
  type ContainerNode,
  ListNode,
  MapNode,
  type RawScalar,
  ScalarNode,
} from './node.ts'
import type { Origin } from './origin.ts'

/** Deepest nesting of data that is taken; also what stops data that contains itself. */
export const DEEPEST = 1000

/** Whether a value becomes a mapping: a `Map`, or an object that is no instance of a class. */
export function isPlainMap(value: unknown): value is ReadonlyMap<unknown, unknown> | Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false
  const proto = Object.getPrototypeOf(value)
  if (proto === Object.prototype || proto === null || value instanceof Map) return !isEnumMember(value)
  // a plain object of another realm (`vm`, test runners)
  return Object.getPrototypeOf(proto) === null && Object.hasOwn(proto, 'isPrototypeOf') && !isEnumMember(value)
}

/** The entries of plain data for a mapping; `undefined` is absent. */
export function* plainEntries(value: object): Iterable<[unknown, unknown]> {
  if (value instanceof Map) {
    for (const entry of value) if (entry[1] !== undefined) yield entry
  } else {
    for (const key of Object.keys(value)) {
      const item = (value as Record<string, unknown>)[key]
      if (item !== undefined) yield [key, item]
    }
  }
}

/** Whether a value can be a key of an untyped mapping. */
function isKey(value: unknown): value is Key {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'bigint':
      return true
    default:
      return isEnumMember(value)
  }
}

/**
 * Fills an untyped mapping or list from plain data, with leaves kept bare.
 *
 * `other` answers for what is not plain: a view, a node, a schema.
 */
export interface PlainReader {
  readonly origin: Origin | undefined
  other(value: object, parent: ContainerNode, key: Key): ConfigNode
}

/** An untyped list from an array. */
export function plainList(data: readonly unknown[], reader: PlainReader, depth: number, at: ConfigNode): ListNode {
  const node = new ListNode(reader.origin)
  adoptUnder(node, at)
  if (depth > DEEPEST) tooDeep(node)
  const { cells } = node
  for (let index = 0; index < data.length; index++) {
    cells.push(plainCell(data[index] ?? null, node, index, reader, depth))
  }
  return node
}

/** An untyped mapping from an object or a `Map`. */
export function plainMap(data: object, reader: PlainReader, depth: number, at: ConfigNode): MapNode {
  const node = new MapNode(reader.origin)
  adoptUnder(node, at)
  if (depth > DEEPEST) tooDeep(node)
  const { cells } = node
  if (data instanceof Map) {
    for (const [key, value] of data) {
      if (value === undefined) continue
      const own = normalKey(key, node)
      cells.set(own, plainCell(value, node, own, reader, depth))
    }
  } else {
    const record = data as Record<string, unknown>
    for (const key in record) {
      if (!Object.hasOwn(record, key)) continue
      const value = record[key]
      if (value !== undefined) cells.set(key, plainCell(value, node, key, reader, depth))
    }
  }
  return node
}

// While a tree is being made a node only needs its place for messages; the caller adopts it for good.
function adoptUnder(node: ContainerNode, at: ConfigNode): void {
  node.parent = at.parent
  node.key = at.key
}

/** The key as trees keep it: a whole float is the integer it equals. */
export function normalKey(key: unknown, node: ConfigNode): Key {
  if (key instanceof WholeFloat) return key.value
  if (isKey(key)) return key
  if (key instanceof Uint8Array) return bytesKey(key)
  throw new UnsupportedValueType(
    `A value of type ${describe(key)} cannot be a key.`,
    detailsOf('CONFIG_KEY_TYPE', node),
  )
}

function plainCell(value: unknown, parent: ContainerNode, key: Key, reader: PlainReader, depth: number): Cell {
  switch (typeof value) {
    case 'string':
      if (value.includes('${') || value === '???') return plainLeaf(value, parent, key, reader.origin)
      parent.lazy = true
      return value
    case 'number':
    case 'boolean':
      parent.lazy = true
      return value
    case 'object':
      if (value !== null) {
        if (Array.isArray(value)) return plainArray(value, parent, key, reader, depth)
        if (isPlainMap(value)) {
          if (looksLikeSchema(value)) return reader.other(value, parent, key)
          return plainMap(value, reader, depth + 1, { parent, key } as ConfigNode)
        }
        if (!isScalar(value)) return reader.other(value, parent, key)
      }
      return plainLeaf(value as Scalar | null, parent, key, reader.origin)
    default:
      return plainLeaf(value as Scalar | null, parent, key, reader.origin)
  }
}

function plainArray(value: unknown[], parent: ContainerNode, key: Key, reader: PlainReader, depth: number): Cell {
  for (let at = 0; at < value.length; at++) {
    const item = value[at]
    const type = typeof item
    if (type === 'number' || type === 'boolean') continue
    if (type === 'string' && item !== '???' && !(item as string).includes('${')) continue
    return plainList(value, reader, depth + 1, { parent, key } as ConfigNode)
  }
  parent.lazy = true
  return value.slice() as RawScalar[]
}

/** Whether an object is a schema type rather than data that happens to have a `kind`. */
export function looksLikeSchema(value: object): boolean {
  return (value as { kind?: unknown }).kind === 'schema' && (value as { fields?: unknown }).fields instanceof Map
}

/** An untyped leaf from a scalar as a user writes it: `???` and `${…}` are states, and the latter is checked. */
export function plainLeaf(
  value: unknown,
  parent: ContainerNode | undefined,
  key: Key | undefined,
  origin?: Origin,
): ScalarNode {
  const node = new ScalarNode('null', undefined, undefined, origin)
  node.parent = parent
  node.key = key
  if (typeof value === 'string') {
    if (value === '???') node.state = 'missing'
    else if (value.includes('${')) {
      checkInterpolation(value)
      node.state = 'interpolation'
      node.text = value
    } else {
      node.state = 'value'
      node.value = value
    }
  } else if (value !== null && value !== undefined) {
    if (!isScalar(value) && !flag(node, 'allowObjects')) refuseObject(value, node)
    node.state = 'value'
    node.value = kept(value as Scalar)
  }
  return node
}

/** @throws UnsupportedValueType `VALUE_UNSUPPORTED` */
export function refuseObject(value: unknown, node: ConfigNode): never {
  const details = detailsOf('VALUE_UNSUPPORTED', node, undefined, {
    value,
    hint: 'a configuration holds text, numbers, booleans, null, bytes, lists and mappings',
  })
  const where = details.path ? `\`${details.path}\`: ` : ''
  throw new UnsupportedValueType(`${where}A value of type ${describe(value)} cannot be in a configuration.`, details)
}

function describe(value: unknown): string {
  if (value === null) return 'null'
  if (typeof value !== 'object') return typeof value
  return value.constructor?.name ?? 'object'
}

function tooDeep(node: ConfigNode): never {
  let path = ''
  let steps = 0
  for (let at: ConfigNode | undefined = node; at?.key !== undefined && steps < 8; at = at.parent, steps++) {
    path = `${String(at.key)}${path === '' ? '' : `.${path}`}`
  }
  throw new ConfigValueError(`The data is nested deeper than ${DEEPEST} levels, or contains itself.`, {
    code: 'CONFIG_TOO_DEEP',
    path: `….${path}`,
  })
}
