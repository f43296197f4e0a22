// The protocol's values (see the conformance suite) to and from trees and plain data.
import { isConfigNode, isEnumMember, isNode, nodeOf, WholeFloat } from '@hydra-zen/omegaconf/nodes'

const TAGS = new Set(['$map', '$float', '$int', '$bytes', '$missing', '$enum', '$call', '$partial', '$config'])

/** What a node, a view or plain data looks like in an answer; interpolations stay texts. */
export function encode(value) {
  const node = isConfigNode(value) ? value : nodeOf(value)
  return node ? encodeCell(node) : encodePlain(value)
}

function encodeCell(cell) {
  if (!isNode(cell)) return Array.isArray(cell) ? cell.map(encodeScalar) : encodeScalar(cell)
  switch (cell.state) {
    case 'null':
      return null
    case 'missing':
      return '???'
    case 'interpolation':
      return cell.text
  }
  if (cell.kind === 'scalar') return encodeScalar(cell.value)
  if (cell.kind === 'list') return cell.cells.map(encodeCell)
  return encodeEntries([...cell.cells].map(([key, item]) => [key, encodeCell(item)]))
}

/** Plain data: objects, `Map`s, arrays, scalars. `special` may take over for objects it knows. */
export function encodePlain(value, special) {
  const taken = special?.(value)
  if (taken !== undefined) return taken
  if (isConfigNode(value) || nodeOf(value)) return encode(value)
  if (Array.isArray(value)) return value.map((item) => encodePlain(item, special))
  if (value instanceof Map) return encodeEntries([...value].map(([key, item]) => [key, encodePlain(item, special)]))
  if (
    typeof value === 'object' &&
    value !== null &&
    !(value instanceof WholeFloat || value instanceof Uint8Array || isEnumMember(value))
  ) {
    return encodeEntries(Object.keys(value).map((key) => [key, encodePlain(value[key], special)]))
  }
  return encodeScalar(value)
}

export function encodeEntries(entries) {
  if (
    entries.every(([key]) => typeof key === 'string' && !/^\d+$/.test(key) && !TAGS.has(key) && key !== '__proto__')
  ) {
    return Object.fromEntries(entries)
  }
  return { $map: entries.map(([key, item]) => [encodeScalar(key), item]) }
}

export function encodeScalar(value) {
  if (value === undefined || value === null) return null
  if (typeof value === 'bigint') return { $int: String(value) }
  if (value instanceof WholeFloat) return encodeScalar(value.value)
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('base64') }
  if (isEnumMember(value)) return { $enum: `${value.of}.${value.name}` }
  if (typeof value === 'number' && !Number.isFinite(value)) {
    return { $float: Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf' }
  }
  return value
}

/** A protocol value as plain data: objects as `Map`s, so that no key is lost. `enums` finds members by `Color.RED`. */
export function decode(value, enums = () => undefined) {
  if (Array.isArray(value)) return value.map((item) => decode(item, enums))
  if (typeof value !== 'object' || value === null) return value
  const keys = Object.keys(value)
  if (keys.length === 1) {
    const only = value[keys[0]]
    switch (keys[0]) {
      case '$float':
        return only === 'nan' ? Number.NaN : only === 'inf' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY
      case '$int':
        return BigInt(only)
      case '$bytes':
        return new Uint8Array(Buffer.from(only, 'base64'))
      case '$enum':
        return enums(only) ?? only
      case '$missing':
        return '???'
      case '$map':
        return new Map(only.map(([key, item]) => [decode(key, enums), decode(item, enums)]))
    }
  }
  return new Map(keys.map((key) => [key, decode(value[key], enums)]))
}
