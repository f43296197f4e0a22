import {
  anyType,
  boolType,
  bytesType,
  dictOf,
  intType,
  listOf,
  numberType,
  optionalOf,
  type SchemaField,
  schemaOf,
  strType,
  type TypeRef,
} from '../types/type-ref.ts'

/** The parts of a valibot schema that say what it takes. They are its documented, public fields. */
interface ValibotSchema {
  readonly type: string
  readonly entries?: Readonly<Record<string, ValibotSchema>>
  readonly wrapped?: ValibotSchema
  readonly item?: ValibotSchema
  readonly items?: readonly ValibotSchema[]
  readonly value?: ValibotSchema
  readonly literal?: unknown
  readonly options?: readonly unknown[]
  readonly pipe?: readonly { readonly type: string }[]
  readonly rest?: ValibotSchema
  readonly default?: unknown
}

/** The type that a valibot schema describes, without valibot itself; what trees cannot say is `any`. */
export function typeFromValibot(schema: unknown, name: string): TypeRef {
  return typeOf(schema as ValibotSchema, name)
}

function typeOf(schema: ValibotSchema, name: string): TypeRef {
  switch (schema.type) {
    case 'string':
      return strType
    case 'boolean':
      return boolType
    case 'instance':
      return anyType
    case 'number':
      return schema.pipe?.some((step) => step.type === 'integer' || step.type === 'safe_integer') ? intType : numberType
    case 'bigint':
      return intType
    case 'blob':
      return bytesType
    case 'literal':
      return literal([schema.literal])
    case 'picklist':
    case 'enum':
      return literal(schema.options ?? [])
    case 'array':
      return listOf(schema.item ? typeOf(schema.item, `${name}Item`) : anyType)
    case 'tuple':
    case 'strict_tuple':
      return { kind: 'tuple', of: (schema.items ?? []).map((item, at) => typeOf(item, `${name}${at}`)) }
    case 'record':
      return dictOf(schema.value ? typeOf(schema.value, `${name}Value`) : anyType, strType)
    case 'nullable':
    case 'nullish':
    case 'undefinedable':
    case 'optional':
    case 'exact_optional':
    case 'non_optional':
      return wrapped(schema, name)
    case 'union':
    case 'variant':
      return union((schema.options ?? []) as ValibotSchema[], name)
    case 'object':
    case 'strict_object':
    case 'loose_object':
    case 'object_with_rest':
      return object(schema, name)
    default:
      return anyType
  }
}

function wrapped(schema: ValibotSchema, name: string): TypeRef {
  const inner = schema.wrapped ? typeOf(schema.wrapped, name) : anyType
  return schema.type.startsWith('null') ? optionalOf(inner) : inner
}

function literal(values: readonly unknown[]): TypeRef {
  const plain = values.filter((one) => ['string', 'number', 'boolean'].includes(typeof one))
  return plain.length === values.length ? { kind: 'literal', values: plain as string[] } : anyType
}

function union(members: readonly ValibotSchema[], name: string): TypeRef {
  const of = members.map((member) => typeOf(member, name))
  return of.some((type) => type.kind === 'any') ? anyType : { kind: 'union', of }
}

function object(schema: ValibotSchema, name: string): TypeRef {
  const fields = new Map<string, SchemaField>()
  for (const [key, entry] of Object.entries(schema.entries ?? {})) {
    const type = typeOf(entry, key)
    const given = typeof entry.default === 'function' ? (entry.default as () => unknown)() : entry.default
    if (given !== undefined) fields.set(key, { type, default: given })
    else fields.set(key, /optional|nullish/.test(entry.type) ? { type, absent: true } : { type })
  }
  const open = schema.type === 'loose_object' ? anyType : schema.rest ? typeOf(schema.rest, name) : undefined
  return schemaOf(name, fields, open ? { open: { key: strType, value: open } } : {})
}
