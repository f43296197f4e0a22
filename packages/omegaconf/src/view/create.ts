import type { StandardSchemaV1 } from '@standard-schema/spec'
import { ConfigValueError } from '../errors.ts'
import { createNode } from '../nodes/create.ts'
import type { ContainerNode, Flags } from '../nodes/node.ts'
import type { Origin } from '../nodes/origin.ts'
import { mergeInto } from '../ops/merge.ts'
import { schemaFor } from '../schema/schema-for.ts'
import { isComplete, validateNode } from '../schema/validate.ts'
import type { TypeRef } from '../types/type-ref.ts'
import type { ConfigClass, DeepPartial, Structured } from '../types/typed.ts'
import { loadYamlNode } from '../yaml/load.ts'
import { nodeFor } from './config-node.ts'
import { view } from './view.ts'

/** How a configuration is made. */
export interface CreateConfigOptions {
  readonly flags?: Flags | undefined
  /** Where the data was written; errors and `explain` show it. */
  readonly origin?: Origin | undefined
  /** The declared type of plain data: `dictOf(intType)`. */
  readonly type?: TypeRef | undefined
}

/**
 * A configuration: from a class, a schema or a Standard Schema with data to merge over its defaults; from plain data;
 * from YAML text; or a copy of another.
 *
 * A Standard Schema judges the whole once no `???` is left: at once where the data completes it, else in `validate`.
 * @throws ValidationError, UnsupportedValueType, GrammarParseError; YAMLError for text that is no YAML
 * @example
 * create({ db: { host: 'localhost', port: 3306 } }).db.port // 3306
 */
export function create<S extends StandardSchemaV1>(
  schema: S,
  data?: DeepPartial<StandardSchemaV1.InferInput<S>>,
  options?: CreateConfigOptions,
): StandardSchemaV1.InferOutput<S>
export function create<T extends object>(
  type: ConfigClass<T> | Structured<T>,
  data?: DeepPartial<T>,
  options?: CreateConfigOptions,
): T
export function create<T = Record<string, unknown>>(yaml: string, options?: CreateConfigOptions): T
export function create<T extends object>(data: T, options?: CreateConfigOptions): T
export function create(): Record<string, unknown>
export function create(source: unknown = {}, second?: unknown, third?: CreateConfigOptions): unknown {
  const schema = schemaFor(source)
  if (schema !== undefined) {
    const node = createNode(schema, third ?? {}) as ContainerNode
    if (second !== undefined) mergeInto(node, [nodeFor(second)])
    if (isComplete(node)) validateNode(node)
    return view(node)
  }
  const options = (second ?? {}) as CreateConfigOptions
  if (typeof source === 'string' && options.type === undefined) {
    const node = loadYamlNode({ name: 'text', text: source })
    if (options.flags) node.flags = { ...options.flags }
    return view(node)
  }
  const node = createNode(source, options)
  if (node.kind !== 'scalar') return view(node)
  throw new ConfigValueError('A configuration is made from a mapping, a list, a class, a schema or YAML text.', {
    code: 'CONFIG_BAD_ARGUMENT',
  })
}

/** A copy that shares nothing with the original; types, flags and history stay. */
export function copy<T extends object>(config: T): T {
  return view(createNode(config) as ContainerNode)
}

/**
 * Has every schema in a configuration judge what stands there now.
 *
 * @throws ValidationError `VALUE_NOT_VALID` with all problems, each at its place
 */
export function validate<T extends object>(config: T): T {
  validateNode(nodeFor(config))
  return config
}
