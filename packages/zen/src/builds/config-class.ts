import type { TypeRef } from '@hydra-zen/omegaconf/nodes'
import { optionalOf } from '@hydra-zen/omegaconf/nodes'
import { type Callable, fieldsOf, type Property } from '@hydra-zen/signatures'
import { ConfigObject } from '../config/config-object.ts'
import { literalDefault } from '../config/parameters.ts'
import { typeRefOf } from '../config/type-refs.ts'
import { toConfigValue } from '../convert/to-config-value.ts'
import { ZenError } from '../errors.ts'
import type { CallSite } from '../targets/call-site.ts'
import type { DefaultsItem } from '../types.ts'
import { whatIs } from '../what-is.ts'
import { checkDefaults } from './steering.ts'
import { unknownField } from './unknown-field.ts'
import type { Workshop } from './workshop.ts'

/** From what the config of a class was made. */
export interface ClassRecipe {
  readonly fromClass: ConfigClass
  readonly values: object
  readonly options: { readonly defaults?: readonly DefaultsItem[] | undefined }
  readonly site: CallSite
}

/** A class whose fields are a config: made without arguments. */
export type ConfigClass = new () => object

/**
 * The config that a class declares: its public fields, with the types and values written there.
 *
 * A field without a value is missing (`x!: number`), one with `?` is known but absent. A value that is an expression is
 * taken from `new Class()`. Where no source is at hand, the instance alone tells: fields without a value are missing.
 *
 * @throws ZenError `CONFIG_CLASS` where this is no class, or one that cannot be made without arguments
 */
export function configOfClass({ fromClass, values, options, site }: ClassRecipe, workshop: Workshop): ConfigObject {
  if (typeof fromClass !== 'function') {
    throw new ZenError(`A config class was expected; this is ${whatIs(fromClass)}.`, {
      code: 'CONFIG_CLASS',
      hint: 'an object goes into a store as it is: store({ … }, { name })',
    })
  }
  const name = fromClass.name || 'Config'
  const file = site.file
  const declared = fieldsOf(fromClass as Callable, file === undefined ? {} : { file })
  const instance = needsInstance(declared) ? instantiated(fromClass, name) : {}
  const types = new Map<string, TypeRef>()
  const all = new Map<string, unknown>()
  const absent: string[] = []
  const context = workshop.conversion(site, {})
  const convert = (value: unknown, key: string) => toConfigValue(value, { building: name, path: key }, context)
  for (const property of declared ?? fromInstance(instance)) {
    const { name: key, type, optional, default: given } = property
    const literal = given && literalDefault(given)
    const own = literal ? literal.known : (instance as Record<string, unknown>)[key]
    types.set(key, optional && !given ? optionalOf(typeRefOf(type)) : typeRefOf(type))
    if (own !== undefined) all.set(key, convert(own, key))
    else if (optional && !given) absent.push(key)
    else all.set(key, '???')
  }
  for (const key of Object.keys(values)) if (!types.has(key)) throw unknownField(key, name, types.keys())
  for (const [key, value] of Object.entries(values)) if (value !== undefined) all.set(key, convert(value, key))
  if (options.defaults) checkDefaults(options.defaults, name)
  const entries = new Map<string, unknown>(options.defaults === undefined ? [] : [['defaults', options.defaults]])
  for (const [key, value] of all) entries.set(key, value)
  return ConfigObject.of(
    {
      kind: 'config',
      name,
      target: undefined,
      declaredBy: fromClass as Callable,
      signature: undefined,
      params: (declared ?? []).map(asParameter),
      meta: [],
      absent: absent.filter((key) => !all.has(key)),
      types,
      doc: workshop.signatureOf(fromClass as Callable)?.doc,
      recipe: { fromClass, values, options, site } satisfies ClassRecipe,
      maker: workshop.maker,
    },
    entries,
  )
}

/** Whether the text of the class leaves something open that only an instance can tell. */
function needsInstance(declared: readonly Property[] | undefined): boolean {
  return declared === undefined || declared.some(({ default: given }) => given !== undefined && !literalDefault(given))
}

function instantiated(fromClass: ConfigClass, name: string): object {
  try {
    return new fromClass()
  } catch (cause) {
    throw new ZenError(`The config class ${name} cannot be made without arguments.`, {
      code: 'CONFIG_CLASS',
      hint: 'give its fields values where they are declared, not in a constructor',
      cause,
    })
  }
}

function fromInstance(instance: object): Property[] {
  return Object.keys(instance).map((name) => ({ name, type: { k: 'any' } }))
}

function asParameter({ name, type, optional, default: given, doc }: Property) {
  return { name, type, required: !optional, default: given, position: undefined, doc }
}
