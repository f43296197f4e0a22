import type { SourceSpan } from '@hydra-zen/diagnostics'
import type { EnumMember } from './scalar.ts'

/** What may be stored somewhere: the declared type, as data. */
export type TypeRef =
  | AnyType
  | PrimitiveType
  | EnumType
  | LiteralType
  | OptionalType
  | ListType
  | DictType
  | TupleType
  | UnionType
  | SchemaType

/** Anything a configuration can hold, `null` included. */
export interface AnyType {
  readonly kind: 'any'
}

/** A leaf of one kind. `number` is ours: an int or a float, neither converted into the other. */
export interface PrimitiveType {
  readonly kind: 'int' | 'float' | 'bool' | 'str' | 'bytes' | 'number'
}

/** One of the members of an enumeration, stored as the member. */
export interface EnumType {
  readonly kind: 'enum'
  readonly name: string
  readonly members: ReadonlyMap<string, EnumMember>
}

/** One of the values listed, compared by type and value. */
export interface LiteralType {
  readonly kind: 'literal'
  readonly values: readonly (string | number | boolean | null | EnumMember)[]
  /** What to call the type in messages, where it has a name: `Color`. */
  readonly name?: string
  /** Texts that stand for values: the member names of an enumeration that is plain values when it runs. */
  readonly names?: ReadonlyMap<string, string | number>
}

/** What `of` takes, or `null`. */
export interface OptionalType {
  readonly kind: 'optional'
  readonly of: TypeRef
}

/** A list whose elements are all of one type. */
export interface ListType {
  readonly kind: 'list'
  readonly of: TypeRef
}

/** A mapping whose keys are of one type, and whose values are of one type. */
export interface DictType {
  readonly kind: 'dict'
  readonly key: TypeRef
  readonly value: TypeRef
}

/** A list of known length; with `rest`, any number of further elements. */
export interface TupleType {
  readonly kind: 'tuple'
  readonly of: readonly TypeRef[]
  readonly rest?: TypeRef | undefined
}

/** The first of several types that takes a value. */
export interface UnionType {
  readonly kind: 'union'
  readonly of: readonly TypeRef[]
}

/** One field of a schema. Without `default` and without `absent`, its value starts as `???`. */
export interface SchemaField {
  readonly type: TypeRef
  /** Plain data, a node, or `{ factory }`; `{}` for a schema-typed field is that schema's default instance. */
  readonly default?: unknown
  readonly doc?: string | undefined
  readonly origin?: SourceSpan | undefined
  /** Known but absent: not in the mapping until it is set, yet struct mode takes it. */
  readonly absent?: boolean | undefined
  /** How a composition merges what later configs say: `append`, `prepend`, `replace`, `by_key(name)`. */
  readonly merge?: string | undefined
}

/** A structured config: a mapping whose keys, types and defaults are declared. */
export interface SchemaType {
  readonly kind: 'schema'
  readonly name: string
  /** May be filled after the record is made, so that a schema can mention itself. */
  readonly fields: ReadonlyMap<string, SchemaField>
  /** The schemas this one extends: a value of this type is taken where one of those is declared. */
  readonly bases?: readonly SchemaType[] | undefined
  /** Set where keys beyond the fields are taken, with the types of those keys and values. */
  readonly open?: { readonly key: TypeRef; readonly value: TypeRef } | undefined
  /** Nothing but fields: merges with any mapping, as plain data does. */
  readonly loose?: boolean | undefined
  readonly doc?: string | undefined
  /** Judges a whole plain value; gives the problems, none when it is fine. */
  readonly check?: ((value: unknown) => readonly SchemaProblem[]) | undefined
  /** The class or validator it was made from, for `toObject` and `getType`. */
  readonly source?: unknown
}

/** What a schema's `check` found, at which keys. */
export interface SchemaProblem {
  readonly path: readonly (string | number)[]
  readonly message: string
}

/** Takes every value that a configuration can hold. */
export const anyType: AnyType = { kind: 'any' }
/** Whole numbers. */
export const intType: PrimitiveType = { kind: 'int' }
/** Numbers with a fraction; a whole one becomes a float. */
export const floatType: PrimitiveType = { kind: 'float' }
/** `true` and `false`, and the texts that stand for them. */
export const boolType: PrimitiveType = { kind: 'bool' }
/** Text; numbers and booleans become text. */
export const strType: PrimitiveType = { kind: 'str' }
/** Bytes (`Uint8Array`). */
export const bytesType: PrimitiveType = { kind: 'bytes' }
/** Whole numbers and floats, each as it is. */
export const numberType: PrimitiveType = { kind: 'number' }

/** `of` or `null`; optional types and `any` stay as they are. */
export function optionalOf(of: TypeRef): TypeRef {
  return of.kind === 'optional' || of.kind === 'any' ? of : { kind: 'optional', of }
}

/** Lists of one type of elements. */
export function listOf(of: TypeRef = anyType): ListType {
  return { kind: 'list', of }
}

/** Mappings of one type of values, and of keys. */
export function dictOf(value: TypeRef = anyType, key: TypeRef = anyType): DictType {
  return { kind: 'dict', key, value }
}

/** An enumeration with its members, in order: `enumOf('Color', { RED: 1, GREEN: 2 })`. */
export function enumOf(name: string, members: Readonly<Record<string, string | number>>): EnumType {
  const map = new Map<string, EnumMember>()
  for (const [member, value] of Object.entries(members)) {
    map.set(member, { kind: 'enum-member', of: name, name: member, value })
  }
  return { kind: 'enum', name, members: map }
}

/** A schema from its fields in order: `schemaOf('Db', { host: { type: strType }, port: { type: intType, default: 80 } })`. */
export function schemaOf(
  name: string,
  fields: Readonly<Record<string, SchemaField>> | ReadonlyMap<string, SchemaField>,
  extra: Partial<Pick<SchemaType, 'bases' | 'open' | 'doc' | 'check' | 'source'>> = {},
): SchemaType {
  const map = fields instanceof Map ? fields : new Map(Object.entries(fields))
  return { kind: 'schema', name, fields: map, ...extra }
}
