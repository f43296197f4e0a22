import { didYouMean } from '@hydra-zen/diagnostics'
import {
  anyType,
  boolType,
  floatType,
  intType,
  numberType,
  optionalOf,
  strType,
  type TypeRef,
} from '@hydra-zen/omegaconf/nodes'
import { ConfigObject } from '../config/config-object.ts'
import { toConfigValue } from '../convert/to-config-value.ts'
import { ZenError } from '../errors.ts'
import type { CallSite } from '../targets/call-site.ts'
import type { AnyConfig, DefaultsItem } from '../types.ts'
import { inheritedFrom } from './bases.ts'
import { checkDefaults } from './steering.ts'
import { unknownField } from './unknown-field.ts'
import type { Workshop } from './workshop.ts'

/** A type given by hand: its name, a list of the values allowed, or the engine's own. */
export type FieldType = keyof typeof namedTypes | readonly (string | number | boolean | null)[] | TypeRef

/** A field with a type: what {@link field} and {@link required} make. */
export class Field<V = unknown> {
  readonly type: TypeRef
  readonly value: unknown
  declare readonly of?: V

  constructor(type: TypeRef, value: unknown) {
    this.type = type
    this.value = value
  }
}

/** The value type of a {@link FieldType}. */
export type ValueOf<T> = T extends 'int' | 'float' | 'number'
  ? number
  : T extends 'string'
    ? string
    : T extends 'boolean'
      ? boolean
      : T extends readonly (infer V)[]
        ? V
        : unknown

/** A field of {@link makeConfig} with a type, and its value if it has one. */
export function field<const T extends FieldType>(
  type: T,
  value?: ValueOf<T> | AnyConfig | string | null,
): Field<ValueOf<T>> {
  const ref = typeRef(type)
  return new Field(value === null ? optionalOf(ref) : ref, value === undefined ? '???' : value)
}

/** A field of {@link makeConfig} that must be given. */
export function required<const T extends FieldType = 'any'>(type?: T): Field<ValueOf<T>> {
  return new Field(type === undefined ? anyType : typeRef(type), '???')
}

/** How {@link makeConfig} makes a config. */
export interface MakeConfigOptions {
  /** Configs whose fields are inherited; the first one wins. */
  readonly bases?: readonly AnyConfig[] | undefined
  readonly defaults?: readonly DefaultsItem[] | undefined
  /** The config's name in messages. */
  readonly name?: string | undefined
  readonly doc?: string | undefined
}

/** The types of the values that fields stand for. */
export type ValuesOf<F> = { readonly [K in keyof F]: F[K] extends Field<infer V> ? V : F[K] }

/** Fields to which groups may bring more; one that is `null` is there to be filled. */
export type Opened<F> = { readonly [K in keyof F]: F[K] extends null ? unknown : F[K] } & {
  readonly [key: string]: unknown
}

/** A config that is fields and no target. */
export function configOfFields(
  fields: object,
  { options, site }: { readonly options: MakeConfigOptions; readonly site: CallSite },
  workshop: Workshop,
): ConfigObject {
  const name = options.name ?? 'Config'
  const bases = inheritedFrom(options.bases)
  const types = new Map<string, TypeRef>()
  for (const base of options.bases ?? []) {
    for (const [key, type] of ConfigObject.factsOf(base)?.types ?? []) types.set(key, type)
  }
  const all = new Map(bases.fields)
  const context = workshop.conversion(site, {})
  for (const [key, given] of Object.entries(fields)) {
    if (given === undefined) continue
    if (given instanceof Field) types.set(key, given.type)
    const value = given instanceof Field ? given.value : given
    all.set(key, toConfigValue(value, { building: name, path: key }, context))
  }
  const defaults = options.defaults ?? bases.steering.get('defaults')
  if (options.defaults) checkDefaults(options.defaults, 'makeConfig')
  const values = new Map<string, unknown>(defaults === undefined ? [] : [['defaults', defaults]])
  for (const [key, value] of all) if (value === '???') values.set(key, value)
  for (const [key, value] of all) if (value !== '???') values.set(key, value)
  return ConfigObject.of(
    {
      kind: 'config',
      name,
      target: undefined,
      signature: undefined,
      bases: options.bases,
      params: [],
      meta: [],
      absent: [],
      types,
      doc: options.doc,
      recipe: { fields, options, site } satisfies FieldsRecipe,
      maker: workshop.maker,
    },
    values,
  )
}

/** From what {@link configOfFields} made a config. */
export interface FieldsRecipe {
  readonly fields: object
  readonly options: MakeConfigOptions
  readonly site: CallSite
}

const namedTypes = {
  any: anyType,
  boolean: boolType,
  float: floatType,
  int: intType,
  number: numberType,
  string: strType,
} as const

/**
 * The fields of a config with more values, which keep the types that were given.
 *
 * @throws SignatureError `SIGNATURE_UNKNOWN_PARAMETER` for a field it does not have
 */
export function fieldsWith({ fields, options }: FieldsRecipe, more: object): object {
  const known = [...Object.keys(fields), ...inheritedFrom(options.bases).fields.keys()]
  const all: Record<string, unknown> = { ...fields }
  for (const [key, value] of Object.entries(more)) {
    if (!known.includes(key)) throw unknownField(key, options.name ?? 'Config', known)
    const before = all[key]
    all[key] = before instanceof Field && !(value instanceof Field) ? new Field(before.type, value) : value
  }
  return all
}

function typeRef(type: FieldType): TypeRef {
  if (typeof type === 'string') {
    if (Object.hasOwn(namedTypes, type)) return namedTypes[type]
    throw new ZenError(`There is no type \`${type}\` of a field.`, {
      code: 'ZEN_OPTION',
      hint: didYouMean(type, Object.keys(namedTypes)) ?? `there are ${Object.keys(namedTypes).join(', ')}`,
    })
  }
  return Array.isArray(type) ? { kind: 'literal', values: type } : (type as TypeRef)
}
