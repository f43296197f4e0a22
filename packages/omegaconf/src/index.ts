/** Configuration trees: made, merged, read and written, with interpolations, types and the place of every value. */

// Making and reading

export type { DictConfig, ListConfig } from './view/config-types.ts'
export { type CreateConfigOptions, copy, create, validate } from './view/create.ts'
export { fromCli, fromDotlist, mergeWithCli, mergeWithDotlist } from './view/dotlist.ts'
export { load, loadText, save, type ToYamlOptions, toYaml } from './view/files.ts'
export { isConfig, isDict, isList, toContainer, toObject } from './view/plain.ts'

// Merging and changing

export type { FlagName, Flags } from './nodes/node.ts'
export {
  flagOverride,
  isReadonly,
  isStruct,
  openDict,
  readWrite,
  setFlag,
  setReadonly,
  setStruct,
} from './view/flags.ts'
export { merge, mergeWith, unsafeMerge } from './view/merge.ts'
export { canSelect, get, pop, resolve, type SelectValueOptions, select, setItem, update } from './view/paths.ts'

// Asking

export type { CodePlace, Origin } from './nodes/origin.ts'
export { type Blame, type BlameLine, blame, type Explanation, explain } from './provenance/explain.ts'
export type { HistoryEntry } from './provenance/history.ts'
export {
  fullKey,
  getType,
  isInterpolation,
  isMissing,
  keysOf,
  maskedCopy,
  missingKeys,
  structuralEquality,
} from './view/questions.ts'

// Resolvers

export { createResolverRegistry, defaultResolvers } from './interpolation/registry.ts'
export type { RegisterOptions, ResolverRegistry } from './nodes/context.ts'
export {
  type ContextualResolver,
  clearCache,
  clearResolver,
  clearResolvers,
  hasResolver,
  type RegisterResolverOptions,
  type ResolverContext,
  type ResolverFunction,
  registerNewResolver,
  registerResolver,
  registerResolvers,
} from './view/resolvers.ts'

// Types and schemas

export { type ClassSchemaOptions, classSchema, type FieldTypes } from './schema/class-schema.ts'
export { field } from './schema/field.ts'
export { isStandardSchema, type StandardSchemaV1 } from './schema/is-standard-schema.ts'
export { standardSchema } from './schema/standard-schema.ts'
export { type EnumMember, type Key, type Scalar, WholeFloat } from './types/scalar.ts'
export { typeName } from './types/type-name.ts'
export {
  anyType,
  boolType,
  bytesType,
  dictOf,
  enumOf,
  floatType,
  intType,
  listOf,
  numberType,
  optionalOf,
  type SchemaField,
  type SchemaProblem,
  type SchemaType,
  schemaOf,
  strType,
  type TypeRef,
} from './types/type-ref.ts'
export type { ConfigClass, DeepPartial, MarkerText, Merged, PathOf, Structured, ValueAt } from './types/typed.ts'

// Errors

export {
  ComposerError,
  ConfigAttributeError,
  ConfigCycleDetectedException,
  type ConfigErrorDetails,
  ConfigIndexError,
  ConfigKeyError,
  ConfigTypeError,
  ConfigValueError,
  ConstructorError,
  GrammarParseError,
  InterpolationKeyError,
  InterpolationResolutionError,
  InterpolationToMissingValueError,
  InterpolationValidationError,
  KeyValidationError,
  MissingMandatoryValue,
  OmegaConfBaseException,
  type OmegaConfCode,
  OmegaConfDeprecationWarning,
  ParserError,
  ReaderError,
  ReadonlyConfigError,
  ScannerError,
  UnsupportedInterpolationType,
  UnsupportedValueType,
  ValidationError,
  YAMLError,
} from './errors.ts'
