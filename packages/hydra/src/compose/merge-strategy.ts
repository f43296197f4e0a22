import { adopt, type ConfigNode, copyNode, type Key, ListNode, type MapNode, merge } from '@hydra-zen/omegaconf/nodes'
import { spanOf } from '../defaults/default-spec.ts'
import { ConfigCompositionException } from '../errors.ts'

/** How a field takes what a later config says: instead of replacing lists and merging mappings. */
type MergeStrategy =
  | { readonly kind: 'append' | 'prepend' | 'replace' }
  | { readonly kind: 'by_key'; readonly name: string }

/** A strategy with the field it is for, counted from the config that states it. */
export interface StatedStrategy {
  readonly keys: readonly Key[]
  readonly strategy: MergeStrategy
}

/** A config without its `_merge_` statements, and what they state. */
export interface StatedConfig {
  readonly config: ConfigNode
  readonly stated: readonly StatedStrategy[]
}

/**
 * Takes the `_merge_` statements out of a config: `_merge_: {plugins: append}` beside the field, or
 * `_merge_: replace` inside a mapping that is to be replaced as a whole. Schemas state them with their fields.
 *
 * @throws ConfigCompositionException `MERGE_STRATEGY` for a strategy that does not exist.
 */
export function takeStrategies(config: ConfigNode): StatedConfig {
  const known = cache.get(config)
  if (known) return known
  const found: StatedConfig = mentions(config) ? extract(config) : { config, stated: none }
  cache.set(config, found)
  return found
}

const none: readonly StatedStrategy[] = []
const cache = new WeakMap<ConfigNode, StatedConfig>()

/**
 * What a merge with strategies has to put right: asked before the merge, done after it.
 *
 * @param at - The package that `incoming` goes to.
 */
export function planStrategies(
  root: MapNode,
  incoming: ConfigNode,
  { at, strategies }: { readonly at: readonly Key[]; readonly strategies: Iterable<StatedStrategy> },
): () => void {
  const results: { keys: readonly Key[]; node: ConfigNode }[] = []
  for (const { keys, strategy } of strategies) {
    const inside = below(keys, at)
    const before = lookUp(root, keys)
    const now = inside && lookUp(incoming, inside)
    if (!before || !now) continue
    const node = combined(before, now, strategy)
    if (node) results.push({ keys, node })
  }
  return () => {
    for (const { keys, node } of results) {
      const parent = lookUp(root, keys.slice(0, -1))
      if (parent?.kind === 'map') adopt(parent, keys.at(-1) as Key, node)
    }
  }
}

function combined(before: ConfigNode, now: ConfigNode, strategy: MergeStrategy): ConfigNode | undefined {
  if (strategy.kind === 'replace') {
    const node = copyNode(now)
    node.past = before
    return node
  }
  if (before.kind !== 'list' || now.kind !== 'list' || before.state !== 'value' || now.state !== 'value')
    return undefined
  const list = listLike(before)
  switch (strategy.kind) {
    case 'append':
      addAll(list, before.items)
      addAll(list, now.items)
      break
    case 'prepend':
      addAll(list, now.items)
      addAll(list, before.items)
      break
    case 'by_key':
      addByKey(list, [...before.items, ...now.items], strategy.name)
      break
    default:
      strategy.kind satisfies never
  }
  list.origin = now.origin
  list.past = before
  return list
}

/** Items with the same `name` become one, merged in order; the rest are appended. */
function addByKey(list: ListNode, items: readonly ConfigNode[], name: string): void {
  const places = new Map<unknown, number>()
  for (const item of items) {
    const own = item.kind === 'map' ? item.entries.get(name) : undefined
    const identity = own?.kind === 'scalar' && own.state === 'value' ? own.value : undefined
    const place = identity === undefined ? undefined : places.get(identity)
    if (place !== undefined) {
      adopt(list, place, merge(list.items[place] as ConfigNode, item))
      continue
    }
    if (identity !== undefined) places.set(identity, list.items.length)
    adopt(list, list.items.length, copyNode(item))
  }
}

function addAll(list: ListNode, items: readonly ConfigNode[]): void {
  for (const item of items) adopt(list, list.cells.length, copyNode(item))
}

function listLike(node: ListNode): ListNode {
  const list = new ListNode(node.origin)
  list.type = node.type
  list.elementType = node.elementType
  list.flags = node.flags
  return list
}

/** `keys` seen from `at`: `['db','hosts']` from `['db']` is `['hosts']`; `undefined` where it is not below. */
function below(keys: readonly Key[], at: readonly Key[]): readonly Key[] | undefined {
  if (keys.length < at.length || at.some((key, index) => keys[index] !== key)) return undefined
  return keys.slice(at.length)
}

function lookUp(root: ConfigNode, keys: readonly Key[]): ConfigNode | undefined {
  let at: ConfigNode | undefined = root
  for (const key of keys) {
    if (at?.kind !== 'map' || at.state !== 'value') return undefined
    at = at.cells.has(key) ? at.entries.get(key) : undefined
  }
  return at
}

/** A quick look: nearly no config states anything. */
function mentions(node: ConfigNode): boolean {
  if (node.kind === 'scalar' || node.state !== 'value') return false
  if (node.kind === 'map') {
    if (node.cells.has('_merge_')) return true
    if (node.schema) for (const field of node.schema.fields.values()) if (field.merge !== undefined) return true
  }
  for (const cell of node.cells.values()) {
    if (typeof cell === 'object' && !Array.isArray(cell) && mentions(cell as ConfigNode)) return true
  }
  return false
}

function extract(config: ConfigNode): StatedConfig {
  const copy = copyNode(config)
  const stated: StatedStrategy[] = []
  visit(copy, [], stated)
  return { config: copy, stated }
}

function visit(node: ConfigNode, keys: readonly Key[], stated: StatedStrategy[]): void {
  if (node.kind === 'scalar' || node.state !== 'value') return
  if (node.kind === 'map') takeStatements(node, keys, stated)
  const children = node.kind === 'map' ? node.entries : node.items.entries()
  for (const [key, child] of children) visit(child, [...keys, key], stated)
}

function takeStatements(node: MapNode, keys: readonly Key[], stated: StatedStrategy[]): void {
  for (const [key, { merge: text }] of node.schema?.fields ?? []) {
    if (text !== undefined) stated.push({ keys: [...keys, key], strategy: readStrategy(text, node) })
  }
  const statement = node.cells.has('_merge_') ? node.entries.get('_merge_') : undefined
  if (!statement) return
  node.cells.delete('_merge_')
  if (statement.kind === 'map' && statement.state === 'value') {
    for (const [key, value] of statement.entries) {
      const path = typeof key === 'string' ? key.split('.') : [key]
      stated.push({ keys: [...keys, ...path], strategy: readStrategy(textOf(value), value) })
    }
  } else stated.push({ keys, strategy: readStrategy(textOf(statement), statement) })
}

function textOf(node: ConfigNode): string {
  return node.kind === 'scalar' && node.state === 'value' ? String(node.value) : ''
}

function readStrategy(text: string, node: ConfigNode): MergeStrategy {
  const byKey = /^by_key\(\s*([^\s()]+)\s*\)$/.exec(text)
  if (byKey?.[1] !== undefined) return { kind: 'by_key', name: byKey[1] }
  if (text === 'append' || text === 'prepend' || text === 'replace') return { kind: text }
  throw new ConfigCompositionException(`\`${text}\` is no merge strategy.`, {
    code: 'MERGE_STRATEGY',
    at: spanOf(node),
    hint: 'there are append, prepend, replace and by_key(NAME).',
  })
}
