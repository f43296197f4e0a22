import { ConfigTypeError } from '../errors.ts'
import { createNode } from '../nodes/create.ts'
import { type ConfigNode, type ContainerNode, isNode } from '../nodes/node.ts'
import { mergeInto, merge as mergeNodes, unsafeMerge as unsafeMergeNodes } from '../ops/merge.ts'
import { schemaFor } from '../schema/schema-for.ts'
import type { ConfigClass, DeepPartial, MergedAll, Structured } from '../types/typed.ts'
import { nodeBehind, nodeFor } from './config-node.ts'
import { view } from './view.ts'

/**
 * A new configuration from several: mappings key by key, everything else from the last that has it.
 *
 * Takes configurations, plain data, classes and schemas. Types, flags and history come along.
 * @throws ConfigTypeError where a list meets a mapping; ValidationError; ConfigKeyError where struct mode or a schema
 * refuses a key
 */
export function merge<T extends object>(base: ConfigClass<T> | Structured<T>, ...others: readonly DeepPartial<T>[]): T
export function merge<T extends readonly object[]>(...configs: T): MergedAll<T>
export function merge(...configs: readonly unknown[]): unknown {
  return view(mergeNodes(...configs.map(sourceOf)) as ContainerNode)
}

/** As `merge`, several times faster, for configurations that nobody needs afterwards: they are used up. */
export function unsafeMerge<T extends readonly object[]>(...configs: T): MergedAll<T> {
  return view(unsafeMergeNodes(...configs.map(sourceOf)) as ContainerNode)
}

/** Merges others into a configuration itself. @throws as `merge`; ReadonlyConfigError */
export function mergeWith<T extends object>(config: T, ...others: readonly unknown[]): T {
  mergeInto(nodeBehind(config), others.map(sourceOf))
  return config
}

function sourceOf(value: unknown): ConfigNode {
  const schema = schemaFor(value)
  const node = schema === undefined ? nodeFor(value) : createNode(schema)
  if (isNode(node) && node.kind !== 'scalar') return node
  throw new ConfigTypeError('Only mappings and lists can be merged.', { code: 'CONFIG_MERGE_KINDS' })
}
