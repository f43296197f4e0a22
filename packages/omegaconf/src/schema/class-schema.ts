import { isScalar, scalarTypeName } from '../nodes/convert.ts'
import { isPlainMap } from '../nodes/plain.ts'
import type { Scalar } from '../types/scalar.ts'
import {
  anyType,
  boolType,
  bytesType,
  dictOf,
  floatType,
  listOf,
  numberType,
  type SchemaField,
  type SchemaType,
  schemaOf,
  strType,
  type TypeRef,
} from '../types/type-ref.ts'
import type { ConfigClass, Structured } from '../types/typed.ts'
import { declaredFields } from './field.ts'

/** Types of a class's fields, by name; a field that is left out has the type of its default. */
export type FieldTypes<T extends object> = { readonly [K in keyof T & string]?: TypeRef }

/** What the fields of a class do not tell themselves. */
export interface ClassSchemaOptions<T extends object> {
  /** From a signature or by hand. They come before `@field` decorators and defaults. */
  readonly types?: FieldTypes<T> | undefined
  /** Default: the class's own name. */
  readonly name?: string | undefined
  readonly doc?: string | undefined
}

const schemas = new WeakMap<ConfigClass<object>, SchemaType>()

/**
 * A schema from a class: its instance fields, in order, with their defaults; a field without one is mandatory.
 *
 * Types come from `types`, then from `@field` decorators, then from the defaults: a number takes ints and floats,
 * an array is a list of anything. A field of a class that has a schema is nested. One instance is made to look at.
 * @example
 * class Db { host = 'localhost'; port!: number }
 * const config = create(classSchema(Db, { types: { port: intType } }))
 */
export function classSchema<T extends object>(
  type: ConfigClass<T>,
  options: ClassSchemaOptions<T> = {},
): Structured<T> {
  const plain = options.types === undefined && options.name === undefined && options.doc === undefined
  const known = plain ? schemas.get(type) : undefined
  if (known !== undefined) return known
  const fields = new Map<string, SchemaField>()
  const schema: Structured<T> = schemaOf(options.name ?? type.name, fields, {
    bases: basesOf(type),
    doc: options.doc,
    source: type,
  })
  if (plain) schemas.set(type, schema)
  const instance = new type() as Record<string, unknown>
  const declared = declaredFields(type)
  for (const name of new Set([...declared.keys(), ...Object.keys(instance)])) {
    const value = instance[name]
    const given = (options.types as Record<string, TypeRef> | undefined)?.[name] ?? declared.get(name)
    const hint = given ?? typeOfDefault(value)
    fields.set(name, value === undefined ? { type: hint } : { type: hint, default: defaultOf(value) })
  }
  return schema
}

function basesOf(type: ConfigClass<object>): SchemaType[] {
  const parent: unknown = Object.getPrototypeOf(type)
  return typeof parent === 'function' && parent !== Function.prototype
    ? [classSchema(parent as ConfigClass<object>)]
    : []
}

function typeOfDefault(value: unknown): TypeRef {
  if (value === undefined || value === null) return anyType
  if (isScalar(value)) return typeOfScalar(value)
  if (Array.isArray(value)) return listOf()
  if (isPlainMap(value)) return dictOf()
  return classSchema((value as object).constructor as ConfigClass<object>)
}

function typeOfScalar(value: Scalar): TypeRef {
  switch (scalarTypeName(value)) {
    case 'str':
      return strType
    case 'bool':
      return boolType
    case 'bytes':
      return bytesType
    case 'float':
      return typeof value === 'object' ? floatType : numberType
    case 'int':
      return numberType
    default:
      return anyType
  }
}

/** An instance of another class stands for that class's defaults with its own values. */
function defaultOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || isScalar(value) || Array.isArray(value) || isPlainMap(value)) {
    return value
  }
  return new Map(Object.entries(value).map(([key, item]) => [key, defaultOf(item)]))
}
