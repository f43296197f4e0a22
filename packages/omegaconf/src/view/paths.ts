import { InterpolationResolutionError } from '../errors.ts'
import { setItem as setNode } from '../nodes/assign.ts'
import { isConfigNode } from '../nodes/shape.ts'
import { popItem } from '../ops/item.ts'
import { resolveInPlace } from '../ops/resolve.ts'
import { type SelectOptions, select as selectNode } from '../ops/select.ts'
import { type UpdateOptions, update as updateNode } from '../ops/update.ts'
import type { Key } from '../types/scalar.ts'
import type { PathOf, ValueAt } from '../types/typed.ts'
import { nodeBehind } from './config-node.ts'
import { readChild, readValue } from './view.ts'
import { viewKey } from './view-key.ts'

/** What `select` gives where there is no value. */
export interface SelectValueOptions<D = undefined> extends Omit<SelectOptions, 'resolve'> {
  /** Given where there is nothing, or `???`. */
  readonly default?: D
}

/**
 * The value at a path (`db.port`, `l[0]`, `..up`), or `undefined` (or `default`) where there is none or it is `???`.
 *
 * @throws InterpolationResolutionError unless `throwOnResolutionFailure` is false; MissingMandatoryValue with
 * `throwOnMissing`
 */
export function select<T extends object, P extends PathOf<T>, D = undefined>(
  config: T,
  path: P,
  options?: SelectValueOptions<D>,
): ValueAt<T, P> | D
export function select<V = unknown, D = undefined>(config: object, path: string, options?: SelectValueOptions<D>): V | D
export function select(config: object, path: string, options: SelectValueOptions<unknown> = {}): unknown {
  const node = selectNode(nodeBehind(config), path, options)
  return node === undefined ? options.default : readValue(node)
}

/** Whether `select` would find a value there. */
export function canSelect(config: object, path: string): boolean {
  try {
    return selectNode(nodeBehind(config), path, {}) !== undefined
  } catch (error) {
    if (error instanceof InterpolationResolutionError) return false
    throw error
  }
}

/**
 * Sets the value at a path, making mappings on the way; a mapping is merged unless `merge` is false.
 *
 * @throws ConfigAttributeError in struct mode unless `forceAdd`; ReadonlyConfigError; ValidationError
 */
export function update<T extends object, P extends PathOf<T>>(
  config: T,
  path: P,
  value: unknown,
  options?: UpdateOptions,
): void
export function update(config: object, path: string, value: unknown, options?: UpdateOptions): void
export function update(config: object, path: string, value: unknown, options: UpdateOptions = {}): void {
  updateNode(nodeBehind(config), path, value, options)
}

/** The value under one key, which may be an integer, a boolean or an enum member; `fallback` where there is none. */
export function get<V = unknown>(config: object, key: Key, fallback?: V): V | undefined {
  const node = nodeBehind(config)
  const own = node.kind === 'map' && typeof key === 'string' ? viewKey(node, key) : key
  const cell = node.kind === 'map' ? node.cells.get(own) : node.cells[own as number]
  if (cell === undefined || (isConfigNode(cell) && cell.state === 'missing')) return fallback
  return readChild(node, own) as V
}

/** Assigns under one key, which may be an integer, a boolean or an enum member. */
export function setItem(config: object, key: Key, value: unknown): void {
  setNode(nodeBehind(config), key, value)
}

/** Reads the value under a key and takes it away. */
export function pop<V = unknown>(config: object, key: Key, ...fallback: readonly [V?]): V {
  const value = popItem(nodeBehind(config), key, ...fallback)
  return (isConfigNode(value) ? readValue(value) : value) as V
}

/** Replaces every interpolation by what it leads to, in place. @throws InterpolationResolutionError */
export function resolve<T extends object>(config: T): T {
  resolveInPlace(nodeBehind(config))
  return config
}
