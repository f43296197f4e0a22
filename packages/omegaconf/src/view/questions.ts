import { scalarTypeName } from '../nodes/convert.ts'
import { fullKey as pathOf } from '../nodes/key-path.ts'
import { type ConfigNode, childNode } from '../nodes/node.ts'
import { structuralEquality as equal } from '../ops/equality.ts'
import { maskedCopy as masked } from '../ops/masked-copy.ts'
import { missingKeys as missing } from '../ops/missing-keys.ts'
import { tryResolved } from '../ops/select.ts'
import type { Key } from '../types/scalar.ts'
import { mapBehind, nodeBehind, nodeFor } from './config-node.ts'
import { view } from './view.ts'
import { viewKey } from './view-key.ts'

/** The paths of all values that are `???`. */
export function missingKeys(config: object): Set<string> {
  return new Set(missing(nodeBehind(config)))
}

/** Whether the value under a key is `???`. A key that is not there is not missing. */
export function isMissing(config: object, key: Key): boolean {
  return child(config, key)?.state === 'missing'
}

/** Whether the value under a key (or the configuration itself) is an interpolation. */
export function isInterpolation(config: object, key?: Key): boolean {
  const node = key === undefined ? nodeBehind(config) : child(config, key)
  return node?.state === 'interpolation'
}

/**
 * What a value is: `dict`, `list`, `int`, `float`, `str`, `bool`, `bytes`, an enum's or a schema's name; for a class's
 * mapping, the class. `undefined` for null, `???` and what is not there.
 */
export function getType(config: object, key?: Key): unknown {
  const node = key === undefined ? nodeBehind(config) : child(config, key)
  const found = node && tryResolved(node)
  if (found === undefined || found.state !== 'value') return undefined
  if (found.kind === 'scalar') return found.value === undefined ? undefined : scalarTypeName(found.value)
  if (found.kind === 'list') return 'list'
  return found.schema ? (found.schema.source ?? found.schema.name) : 'dict'
}

/** Whether two configurations (or plain data) hold the same. */
export function structuralEquality(one: unknown, other: unknown): boolean {
  return equal(nodeFor(one), nodeFor(other))
}

/** A new configuration with only the keys named. */
export function maskedCopy<T extends object, K extends keyof T & Key>(config: T, keys: K | readonly K[]): Pick<T, K> {
  return view<Pick<T, K>>(masked(mapBehind(config), keys as Key))
}

/** Where a configuration stands in the whole: `db.replicas[0]`; `''` for the root. */
export function fullKey(config: object, key?: Key): string {
  return pathOf(nodeBehind(config), key)
}

/** The keys of a mapping as they are: integers, booleans and enum members too, `???` or not. */
export function keysOf(config: object): Key[] {
  return [...mapBehind(config).cells.keys()]
}

function child(config: object, key: Key): ConfigNode | undefined {
  const node = nodeBehind(config)
  if (node.state !== 'value') return undefined
  return childNode(node, node.kind === 'map' && typeof key === 'string' ? viewKey(node, key) : key)
}
