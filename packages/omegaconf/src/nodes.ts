/**
 * `@hydra-zen/omegaconf/nodes`: the engine-level interface, for packages that build on configuration trees.
 *
 * Nodes are plain records; everything that can be done with them is a function here. Users of configurations want
 * the package's main entry instead.
 */
import type { ConfigNode } from './nodes/node.ts'
import { resolvedCopy } from './ops/resolved-copy.ts'
import { type DumpOptions, dumpYaml } from './yaml/dump.ts'

export * from './errors.ts'
export { escapePlain } from './grammar/escape.ts'
export {
  BACKSLASH,
  BRACE_CLOSE,
  BRACE_OPEN,
  CHAR_ESCAPABLE,
  CHAR_ID_START,
  CHAR_PLAIN,
  charFlags,
  DOLLAR,
  flagsAt,
  makeFloat,
  scanId,
  skipSpace,
  typedText,
} from './grammar/lexical.ts'
export { contextOf, setContext } from './interpolation/context.ts'
export { Pass } from './interpolation/evaluate.ts'
export { type Outcome, resultNode } from './interpolation/outcome.ts'
export { createResolverRegistry, defaultResolvers } from './interpolation/registry.ts'
export { applyType, setItem, setNodeValue } from './nodes/assign.ts'
export type {
  RegisteredResolver,
  RegisterOptions,
  Resolver,
  ResolverCallSite,
  ResolverRegistry,
  TreeContext,
} from './nodes/context.ts'
export { floatOf, isEnumMember, isScalar, unboxed } from './nodes/convert.ts'
export { copyNode } from './nodes/copy.ts'
export { type CreateOptions, createNode, emptyMap } from './nodes/create.ts'
export { detailsOf, nearestKey, objectType, spanOf } from './nodes/fail.ts'
export { flag, setFlag, withFlags } from './nodes/flags.ts'
export { fullKey, rootOf, splitKey } from './nodes/key-path.ts'
export { childType } from './nodes/keys.ts'
export {
  adopt,
  type Cell,
  type ConfigNode,
  type ContainerNode,
  childNode,
  type FlagName,
  type Flags,
  isNode,
  ListNode,
  MapNode,
  ScalarNode,
  type State,
  scalarNode,
  textNode,
} from './nodes/node.ts'
export type { CodePlace, Origin } from './nodes/origin.ts'
export { isPlainMap } from './nodes/plain.ts'
export { printNode, printRepr } from './nodes/print-node.ts'
export { printFloat, printKey, printScalar } from './nodes/print-scalar.ts'
export { isConfigNode } from './nodes/shape.ts'
export { TreeTemplate } from './nodes/tree-template.ts'
export { NODE, nodeOf } from './nodes/view-link.ts'
export { structuralEquality } from './ops/equality.ts'
export { popItem, readItem } from './ops/item.ts'
export { append, insert } from './ops/list-ops.ts'
export { maskedCopy } from './ops/masked-copy.ts'
export { type MergeOptions, merge, mergeInto, unsafeMerge } from './ops/merge.ts'
export { missingKeys } from './ops/missing-keys.ts'
export { remove } from './ops/remove.ts'
export { resolveInPlace } from './ops/resolve.ts'
export { resolvedCopy } from './ops/resolved-copy.ts'
export { childOf, resolved, type SelectOptions, select, tryResolved } from './ops/select.ts'
export { type ToContainerOptions, toContainer } from './ops/to-container.ts'
export { type UpdateOptions, update } from './ops/update.ts'
export { explanationText } from './provenance/explain.ts'
export { find, type HistoryEntry, history, historyOf, originPlace } from './provenance/history.ts'
export { classSchema } from './schema/class-schema.ts'
export { schemaFor } from './schema/schema-for.ts'
export { standardSchema } from './schema/standard-schema.ts'
export { isComplete, validateNode } from './schema/validate.ts'
export { type EnumMember, type Key, type Scalar, WholeFloat } from './types/scalar.ts'
export { extendsSchema, required, takesNull, typeName } from './types/type-name.ts'
export {
  type AnyType,
  anyType,
  boolType,
  bytesType,
  type DictType,
  dictOf,
  type EnumType,
  enumOf,
  floatType,
  intType,
  type ListType,
  type LiteralType,
  listOf,
  numberType,
  type OptionalType,
  optionalOf,
  type PrimitiveType,
  type SchemaField,
  type SchemaProblem,
  type SchemaType,
  schemaOf,
  strType,
  type TupleType,
  type TypeRef,
  type UnionType,
} from './types/type-ref.ts'
export { holds } from './view/holds.ts'
export { isView, readChild, readValue, view } from './view/view.ts'
export { type DiskForm, fromDiskForm, toDiskForm } from './yaml/disk-form.ts'
export { type DumpOptions, dumpEntry, dumpYaml } from './yaml/dump.ts'
export { loadYamlNode, type TreeMemory } from './yaml/load.ts'
export { loadYamlValue } from './yaml/load-value.ts'
export type { YamlTree } from './yaml/tree.ts'

/** The tree as YAML text, as `OmegaConf.to_yaml` lays it out. With `resolve`, interpolations become what they lead to. */
export function toYaml(node: ConfigNode, options: DumpOptions & { readonly resolve?: boolean } = {}): string {
  return dumpYaml(options.resolve ? resolvedCopy(node) : node, options)
}
