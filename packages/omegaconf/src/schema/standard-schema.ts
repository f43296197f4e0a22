import type { StandardSchemaV1 } from '@standard-schema/spec'
import { ConfigValueError, ValidationError } from '../errors.ts'
import { anyType, type SchemaProblem, type SchemaType, schemaOf, strType, type TypeRef } from '../types/type-ref.ts'
import type { Structured } from '../types/typed.ts'
import { typeFromJsonSchema } from './json-schema.ts'
import { typeFromValibot } from './valibot-schema.ts'

/** A Standard Schema that can also say what it takes as JSON Schema: zod from 4.2, arktype from 2.1.28. */
interface WithJsonSchema {
  readonly jsonSchema?: { input(options: { target: string; libraryOptions?: Record<string, unknown> }): unknown }
}

const known = new WeakMap<StandardSchemaV1, SchemaType>()

/**
 * A schema from a Standard Schema (zod 4, valibot, arktype …): its fields and defaults, and its own judgement on whole
 * values. Of a validator that cannot say what its fields are, only the judgement counts.
 *
 * @throws ConfigValueError `SCHEMA_NOT_VALID` where it describes no mapping
 */
export function standardSchema<S extends StandardSchemaV1>(
  validator: S,
  name = 'Config',
): Structured<StandardSchemaV1.InferInput<S>> {
  const before = known.get(validator)
  if (before !== undefined) return before
  const type = describe(validator, name)
  const extra = { source: validator, check: (value: unknown) => problemsOf(validator, value) }
  if (type.kind !== 'schema' && type.kind !== 'dict' && type.kind !== 'any') {
    throw new ConfigValueError('A configuration is a mapping; this schema describes something else.', {
      code: 'SCHEMA_NOT_VALID',
    })
  }
  const value = type.kind === 'dict' ? type.value : anyType
  const schema: SchemaType =
    type.kind === 'schema' ? { ...type, ...extra } : schemaOf(name, {}, { open: { key: strType, value }, ...extra })
  known.set(validator, schema)
  return schema
}

function describe(validator: StandardSchemaV1, name: string): TypeRef {
  const standard = validator['~standard'] as StandardSchemaV1['~standard'] & WithJsonSchema
  if (standard.vendor === 'valibot') return typeFromValibot(validator, name)
  if (standard.jsonSchema === undefined) return anyType
  try {
    const options = { target: 'draft-2020-12', libraryOptions: { unrepresentable: 'any' } }
    const type = typeFromJsonSchema(standard.jsonSchema.input(options), name)
    return standard.vendor === 'arktype' ? withArktypeDefaults(type, (validator as { json?: unknown }).json) : type
  } catch {
    // some part of it (a date, a transform) has no JSON Schema: the validator alone judges
    return anyType
  }
}

/** arktype leaves defaults out of its JSON Schema; its own JSON has them. */
function withArktypeDefaults(type: TypeRef, json: unknown): TypeRef {
  if (type.kind !== 'schema' || typeof json !== 'object' || json === null) return type
  const { optional = [], required = [] } = json as ArktypeJson
  const fields = new Map(type.fields)
  for (const { key, value, ...rest } of [...required, ...optional]) {
    const field = fields.get(key)
    if (field === undefined) continue
    const own = withArktypeDefaults(field.type, value)
    fields.set(key, 'default' in rest ? { type: own, default: rest.default, doc: field.doc } : { ...field, type: own })
  }
  return { ...type, fields }
}

interface ArktypeJson {
  readonly optional?: readonly { readonly key: string; readonly value: unknown; readonly default?: unknown }[]
  readonly required?: readonly { readonly key: string; readonly value: unknown }[]
}

/** What a validator finds wrong with plain data, and at which keys. */
function problemsOf(validator: StandardSchemaV1, value: unknown): SchemaProblem[] {
  const result = validated(validator, value)
  return (result.issues ?? []).map(({ message, path = [] }) => ({
    message,
    path: path.map((step) => {
      const key = typeof step === 'object' ? step.key : step
      return typeof key === 'number' ? key : String(key)
    }),
  }))
}

/** What a validator makes of plain data: its own defaults and transformations included. */
export function validated(validator: StandardSchemaV1, value: unknown): StandardSchemaV1.Result<unknown> {
  const result = validator['~standard'].validate(value)
  if (result instanceof Promise) {
    throw new ValidationError('A schema that validates asynchronously cannot judge a configuration.', {
      code: 'SCHEMA_NOT_VALID',
    })
  }
  return result
}
