import type { TypeRef } from '@hydra-zen/omegaconf/nodes'
import type { Callable, Signature } from '@hydra-zen/signatures'
import { ConfigObject } from '../config/config-object.ts'
import { type ParameterList, parameterList } from '../config/parameters.ts'
import { toConfigValue } from '../convert/to-config-value.ts'
import { SignatureError, ZenError } from '../errors.ts'
import type { CallSite } from '../targets/call-site.ts'
import type { BuildsOptions } from '../types.ts'
import { inheritedFrom } from './bases.ts'
import { checkGiven, refuseReserved } from './check-given.ts'
import { excluder, fullSignature } from './full-signature.ts'
import { checkOptions, steeringValues } from './steering.ts'
import type { Workshop } from './workshop.ts'

/** From what a config that builds something is made. */
export interface Recipe {
  readonly target: Callable
  /** The address to write, where it is not the target's own (`zen:dict` for `kwargsOf`). */
  readonly address?: string | undefined
  readonly given: object
  readonly options: BuildsOptions
  /** Where the user asked for it. */
  readonly site: CallSite
  /** How the user's call begins, for messages. */
  readonly verb: string
}

/**
 * A config that builds what `target` makes.
 *
 * @throws SignatureError where the target would not take what is given, or has no readable signature and needs one
 * @throws TargetError where the target has no address
 */
export function build(recipe: Recipe, workshop: Workshop): ConfigObject {
  const { target, options, site } = recipe
  checkOptions(options, recipe.verb)
  if (typeof recipe.given !== 'object' || Array.isArray(recipe.given)) throw notNamed(recipe)
  const address = recipe.address ?? options.target ?? workshop.addressOf(target, site, recipe.verb)
  const signature = workshop.signatureOf(target, site)
  const name = options.name ?? (target.name || address)
  if (signature && isPlain(recipe) && !workshop.typeOf)
    return plainConfig(recipe, { address, name, signature }, workshop)
  const list = signature && parameterList(signature)
  const building = signature?.at === undefined ? name : `${name} (${signature.at})`
  if (list === undefined && options.fullSignature) throw unreadable(recipe, name)

  const bases = inheritedFrom(options.bases)
  const given = convertedFields(recipe.given, building, recipe, workshop)
  const meta = options.meta ? convertedFields(options.meta, building, recipe, workshop) : noFields
  const args = options.args?.length
    ? (toConfigValue([...options.args], { building, path: '_args_' }, workshop.conversion(site, options)) as unknown[])
    : bases.args
  const metaNames = meta.size + bases.meta.length > 0 ? [...new Set([...bases.meta, ...meta.keys()])] : noNames
  refuseReserved(building, given.keys())
  if (list && (given.size > 0 || bases.fields.size > 0 || args.length > 0 || metaNames.length > 0)) {
    checkGiven({ building, names: [...given.keys(), ...bases.fields.keys()], args, meta: metaNames }, list)
  }

  const values = steeringValues({ address, args, meta: metaNames, options, bases, site }, workshop)
  const absent = addFields(values, { signature, list, given, meta, inherited: bases.fields, args, options })
  return ConfigObject.of(
    {
      kind: 'builds',
      name,
      target,
      signature,
      bases: options.bases,
      params: undefined,
      meta: metaNames,
      absent,
      types: handGivenTypes(list, workshop),
      doc: signature?.doc,
      recipe,
      maker: workshop.maker,
    },
    values,
  )
}

/** Nothing is given, and no option says more than that the whole signature is wanted, or not. */
function isPlain({ given, options }: Recipe): boolean {
  for (const _ in given) return false
  for (const key in options) if (key !== 'fullSignature') return false
  return true
}

/** The short way for most configs: the target with its own defaults. */
function plainConfig(
  recipe: Recipe,
  { address, name, signature }: { readonly address: string; readonly name: string; readonly signature: Signature },
  workshop: Workshop,
): ConfigObject {
  const full = recipe.options.fullSignature ? workshop.fullSignatureOf(recipe.target, signature) : undefined
  return new ConfigObject(
    {
      kind: 'builds',
      name,
      target: recipe.target,
      signature,
      params: undefined,
      meta: noNames,
      absent: full ? full.absent : noNames,
      types: undefined,
      doc: signature.doc,
      recipe,
      maker: workshop.maker,
    },
    full ? full.names : noNames,
    full ? full.values : noNames,
    address,
  )
}

interface FieldParts {
  readonly signature: Signature | undefined
  readonly list: ParameterList | undefined
  readonly given: ReadonlyMap<string, unknown>
  readonly meta: ReadonlyMap<string, unknown>
  readonly inherited: ReadonlyMap<string, unknown>
  readonly args: readonly unknown[]
  readonly options: BuildsOptions
}

/** Adds the fields: those still missing first, then those with values. Gives the names that are known but absent. */
function addFields(values: Map<string, unknown>, parts: FieldParts): readonly string[] {
  const { signature, list, given, meta, inherited, args, options } = parts
  if (!options.fullSignature || signature === undefined || list === undefined) {
    for (const [key, value] of inherited) values.set(key, value)
    for (const [key, value] of given) values.set(key, value)
    for (const [key, value] of meta) values.set(key, value)
    return noNames
  }
  const { names, values: defaults, absent: optional } = fullSignature(signature)
  const known = new Map(names.map((name, at) => [name, defaults[at]]))
  const absent = [...optional]
  const isExcluded = excluder(options.exclude, list)
  const fields = new Map<string, unknown>()
  for (const param of list.params) {
    const { name } = param
    if ((param.position ?? list.optionsAt ?? args.length) < args.length) continue
    if (given.has(name)) fields.set(name, given.get(name))
    else if (inherited.has(name)) fields.set(name, inherited.get(name))
    else if (isExcluded(name)) continue
    else if (options.partial && param.required) absent.push(name)
    else if (known.has(name)) fields.set(name, known.get(name))
  }
  for (const more of [inherited, given, meta]) for (const [key, value] of more) fields.set(key, value)
  for (const [key, value] of fields) if (value === '???') values.set(key, value)
  for (const [key, value] of fields) if (value !== '???') values.set(key, value)
  return absent.filter((name) => !fields.has(name) && !isExcluded(name))
}

function convertedFields(
  given: object,
  building: string,
  { site, options }: Recipe,
  workshop: Workshop,
): ReadonlyMap<string, unknown> {
  const keys = Object.keys(given)
  if (keys.length === 0) return noFields
  const context = workshop.conversion(site, options)
  const fields = new Map<string, unknown>()
  for (const key of keys) {
    const value = (given as Record<string, unknown>)[key]
    if (value !== undefined) fields.set(key, toConfigValue(value, { building, path: key }, context))
  }
  return fields
}

function handGivenTypes(list: ParameterList | undefined, { typeOf }: Workshop): Map<string, TypeRef> | undefined {
  if (!typeOf || !list) return undefined
  const types = new Map<string, TypeRef>()
  for (const param of list.params) {
    const type = typeOf(param)
    if (type) types.set(param.name, type)
  }
  return types
}

function notNamed({ verb, target }: Recipe): ZenError {
  return new ZenError(`${verb}(${target.name}): values are given by name, in an object.`, {
    code: 'ZEN_OPTION',
    hint: 'by position: the option { args: […] }',
  })
}

function unreadable({ verb }: Recipe, name: string): SignatureError {
  return new SignatureError(`${verb}(${name}): its parameters cannot be read, so there is no full signature of it.`, {
    code: 'SIGNATURE_UNREADABLE',
    hint: `use named(${name}, …), or builds without fullSignature`,
  })
}

const noFields: ReadonlyMap<string, unknown> = new Map()
const noNames: readonly string[] = []
