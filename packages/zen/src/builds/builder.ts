import type { TypeRef } from '@hydra-zen/omegaconf/nodes'
import type { Callable } from '@hydra-zen/signatures'
import { type ConfigFacts, type ConfigMaker, ConfigObject } from '../config/config-object.ts'
import type { Parameter } from '../config/parameters.ts'
import { configToNode } from '../config/to-node.ts'
import { builtinConverters, type MakeConfig } from '../convert/builtin-converters.ts'
import type { Converter } from '../convert/converter.ts'
import { toConfigValue } from '../convert/to-config-value.ts'
import { TargetError } from '../errors.ts'
import { addressOf } from '../targets/address-of.ts'
import { CallSite } from '../targets/call-site.ts'
import { sharedRegistry, type TargetRegistry } from '../targets/registry.ts'
import { signatureFor } from '../targets/signature-for.ts'
import type {
  AnyConfig,
  Builds,
  BuildsFunction,
  BuildsOptions,
  Checked,
  ConfigNode,
  Nothing,
  OptionsFor,
  ParamsOf,
  ResultOf,
  Target,
} from '../types.ts'
import { whatIs } from '../what-is.ts'
import { build, type Recipe } from './build.ts'
import { type ClassRecipe, configOfClass } from './config-class.ts'
import { type FullSignature, fullSignature } from './full-signature.ts'
import { justCall, justTarget } from './just.ts'
import {
  configOfFields,
  type FieldsRecipe,
  fieldsWith,
  type MakeConfigOptions,
  type Opened,
  type ValuesOf,
} from './make-config.ts'
import { asPartialTarget, isPartialTarget } from './partial-target.ts'
import { checkOptions } from './steering.ts'
import type { Workshop } from './workshop.ts'

/** What a builder of one's own does differently. */
export interface BuilderOptions {
  /** How values of further kinds become configs; asked before those that are built in. */
  readonly converters?: readonly Converter[]
  /** The type of a parameter's field; `undefined` for what the source says. */
  readonly typeOf?: (param: Parameter) => TypeRef | undefined
  /** The address of a target; `undefined` for the usual one. */
  readonly addressOf?: (target: Target) => string | undefined
  readonly registry?: TargetRegistry
}

/** What `just` gives: a value that YAML can hold as it is, anything else as a config. */
export type Just<V> = V extends string | number | boolean | null | undefined | AnyConfig
  ? V
  : V extends bigint | ((...args: never) => unknown) | (abstract new (...args: never) => unknown)
    ? Builds<V>
    : V extends readonly unknown[]
      ? { readonly [K in keyof V]: Just<V[K]> }
      : V extends Date | RegExp | URL | ReadonlyMap<unknown, unknown> | ReadonlySet<unknown>
        ? Builds<V>
        : { readonly [K in keyof V]: Just<V[K]> }

/** The functions that make configs. */
export interface Builder {
  /** A config that builds what a class or function makes. */
  readonly builds: BuildsFunction
  /** As `builds`, with every parameter written into the config. */
  readonly fbuilds: BuildsFunction
  /** As `builds`, for a function that still takes what is missing. */
  readonly pbuilds: BuildsFunction<true>
  /** A `builds` with other defaults. */
  makeCustomBuildsFn<const O extends BuildsOptions>(
    defaults: O,
  ): BuildsFunction<O extends { readonly partial: true } ? true : false>
  /** `value` as a config: functions and classes by address, what YAML has no form for as a config that makes it again. */
  just<const V>(value: V): Just<V>
  /** A config of a target's parameters that builds them as one object. */
  kwargsOf<C extends Target, G = Nothing>(
    target: C,
    given?: Checked<G, ParamsOf<C>>,
    options?: Omit<OptionsFor<C>, 'partial' | 'wrappers' | 'target'>,
  ): Builds<ParamsOf<C>, ParamsOf<C>>
  /** A config that is fields and no target. What its defaults list brings is not known to the compiler. */
  makeConfig<F extends object>(
    fields: F,
    options: MakeConfigOptions & Required<Pick<MakeConfigOptions, 'defaults'>>,
  ): ConfigNode<Opened<ValuesOf<F>>>
  makeConfig<F extends object>(fields: F, options?: MakeConfigOptions): ConfigNode<ValuesOf<F>>
  /** The config that a class declares by its fields. */
  configOf<C extends object>(declared: new () => C, options?: ConfigOptions<C>): ConfigNode<C>
  /**
   * The config of `target` whose values are the fields of a class; with the class left out, a decorator for it.
   *
   * @example
   * @hydratedClass(Point)
   * class PointConfig { x = 1 } // store(PointConfig) and configOf(PointConfig) mean the config
   */
  hydratedClass<C extends Target, F extends object>(
    target: C,
    fields: new () => F,
    options?: OptionsFor<C>,
  ): Builds<ResultOf<C>, F>
  hydratedClass<C extends Target>(target: C, options?: OptionsFor<C>): ClassDecoratorFunction
  /**
   * A decorator that makes the fields of a class a config: `store(Config)` stores that, and as a value the class means it.
   *
   * @example
   * @config({ defaults: ['_self_', { db: 'mysql' }] })
   * class Config { x!: number; y = 2 }
   */
  config(options?: ConfigOptions): ClassDecoratorFunction
}

/** A decorator of classes, for TC39's protocol and for TypeScript's older one. */
export type ClassDecoratorFunction = (declared: new () => object, context?: unknown) => void

/** How {@link Builder.configOf} reads a class. */
export interface ConfigOptions<C = object> {
  readonly defaults?: ClassRecipe['options']['defaults']
  /** Values that stand above those of the class. */
  readonly values?: { readonly [K in keyof C]?: unknown } | undefined
}

/** Everything internal parts need of a builder. */
export interface BuilderParts extends Builder {
  readonly workshop: Workshop
  /** As `builds`, called from `site`. */
  buildFrom(target: unknown, given: object | undefined, options: BuildsOptions, at: At): ConfigObject
  /** As `just`, called from `site`. */
  justFrom(value: unknown, at: At): unknown
  /** As `configOf`, called from `site`. */
  configFrom(declared: new () => object, options: ConfigOptions, site: CallSite): ConfigObject
}

interface At {
  readonly site: CallSite
  readonly verb: string
}

/**
 * A set of builders of one's own: with converters for further kinds of values, types or addresses.
 *
 * @example
 * const { builds } = createBuilder({ converters: [converterFor(Decimal, (d) => builds(Decimal, { text: d.toString() }))] })
 */
export function createBuilder(options: BuilderOptions = {}): BuilderParts {
  const registry = options.registry ?? sharedRegistry()
  const maker: ConfigMaker = { toNode: configToNode, again }
  const makeCall = (address: string, fields: Readonly<Record<string, unknown>>) => justCall(address, fields, { maker })
  const converters = [...(options.converters ?? []), ...builtinConverters(makeCall)]
  const workshop: Workshop = {
    maker,
    typeOf: options.typeOf,
    addressOf: (target, site, verb) => options.addressOf?.(target) ?? addressOf(target, site, { registry, verb }),
    signatureOf: (target, site) => signatureFor(target, { registry, site }),
    fullSignatureOf: (target, signature) => {
      const about = registry.get(target)
      if (about === undefined) return fullSignature(signature)
      about.full ??= fullSignature(signature)
      return about.full as FullSignature
    },
    configOfClass: (target) => registry.configOf(target),
    conversion: (site, { convertInstances }) => ({
      converters,
      ofFunction: (target) =>
        registry.configOf(target) ?? justTarget(target, workshop.addressOf(target, site, 'just'), workshop),
      ofInstance: (value, depth) => (convertInstances === false ? undefined : instanceConfig(value, depth, site)),
    }),
  }

  function again({ recipe, meta }: ConfigFacts, more: object): ConfigObject {
    const site = new CallSite(ConfigObject.prototype.with)
    if (isRecipe(recipe)) return build({ ...withMore(recipe, meta, more), site }, workshop)
    if (isClassRecipe(recipe)) return configOfClass({ ...recipe, values: { ...recipe.values, ...more } }, workshop)
    const fields = recipe as FieldsRecipe
    return configOfFields(fieldsWith(fields, more), { ...fields, site }, workshop)
  }

  function instanceConfig(value: object, depth: number, site: CallSite): unknown {
    const place = { building: value.constructor?.name ?? 'an object', path: 'toConfig()', depth }
    const convert = (item: unknown): unknown => toConfigValue(item, place, workshop.conversion(site, {}))
    const { toConfig } = value as { toConfig?: (make: MakeConfig, convert: (item: unknown) => unknown) => unknown }
    if (typeof toConfig === 'function') return convert(toConfig.call(value, makeCall, convert))
    if (typeof value === 'function') return undefined
    const declared = registry.configOf(value.constructor as Callable)
    const facts = ConfigObject.factsOf(declared)
    return facts && again(facts, { ...value })
  }

  function buildFrom(
    target: unknown,
    given: object | undefined,
    buildOptions: BuildsOptions,
    { site, verb }: At,
  ): ConfigObject {
    given ??= {} // JavaScript may hand over null
    const recipe = ConfigObject.factsOf(target)?.recipe
    if (isRecipe(recipe)) {
      const merged = { ...recipe.options, ...definedOnly(buildOptions) }
      return build({ ...recipe, given: { ...recipe.given, ...given }, options: merged, site, verb }, workshop)
    }
    const own = ConfigObject.factsOf(target)?.target ?? target
    if (isPartialTarget(own)) {
      const { target: inner, given: held, args } = asPartialTarget(own)
      const positions = [...args, ...(buildOptions.args ?? [])]
      return build(
        { target: inner, given: { ...held, ...given }, options: { ...buildOptions, args: positions }, site, verb },
        workshop,
      )
    }
    if (typeof own !== 'function') throw notCallable(own, verb)
    return build({ target: own as Callable, given, options: buildOptions, site, verb }, workshop)
  }

  /** Where the address of a target is known and nothing is given, nobody will ask where the call came from. */
  const isKnown = (target: unknown): boolean =>
    typeof target === 'function' && registry.get(target as Callable) !== undefined

  function makeCustomBuildsFn(defaults: BuildsOptions, verb = 'builds'): BuildsFunction {
    const make = (target: unknown, given?: object, own?: BuildsOptions): unknown => {
      if (typeof own === 'string') checkOptions(own, verb)
      const all = own === undefined ? defaults : { ...defaults, ...definedOnly(own) }
      const site = given === undefined && own === undefined && isKnown(target) ? nowhere : new CallSite(make)
      return buildFrom(target, given, all, { site, verb })
    }
    return make as BuildsFunction
  }

  function justFrom(value: unknown, { site, verb }: At): unknown {
    return toConfigValue(value, { building: verb, path: 'value' }, workshop.conversion(site, {}))
  }

  const just = (value: unknown): unknown => justFrom(value, { site: new CallSite(just), verb: 'just' })
  const kwargsOf = (target: unknown, given: object = {}, own: BuildsOptions = {}): unknown => {
    const callable = ConfigObject.factsOf(target)?.target ?? target
    if (typeof callable !== 'function') throw notCallable(callable, 'kwargsOf')
    const recipe: Recipe = {
      target: callable as Callable,
      address: 'zen:dict',
      given,
      options: own,
      site: new CallSite(kwargsOf),
      verb: 'kwargsOf',
    }
    return build(recipe, workshop)
  }
  const makeConfig = (fields: object, own: MakeConfigOptions = {}): unknown =>
    configOfFields(fields, { options: own, site: new CallSite(makeConfig) }, workshop)
  const configFrom = (declared: new () => object, { defaults, values = {} }: ConfigOptions, site: CallSite) =>
    configOfClass({ fromClass: declared, values, options: { defaults }, site }, workshop)
  const configOf = (declared: new () => object, own: ConfigOptions = {}): unknown =>
    (Object.keys(own).length === 0 && registry.configOf(declared)) || configFrom(declared, own, new CallSite(configOf))
  const hydratedClass = (target: unknown, ...rest: readonly unknown[]): unknown => {
    const site = new CallSite(hydratedClass)
    const at = { site, verb: 'hydratedClass' }
    const declare = (fields: new () => object, own: BuildsOptions = {}): void =>
      registry.declareConfig(fields, () => {
        return buildFrom(target, { ...configFrom(fields, {}, site) }, { name: fields.name, ...own }, at)
      })
    const [fields, own] = rest
    if (typeof fields !== 'function')
      return (decorated: new () => object) => declare(decorated, fields as BuildsOptions)
    declare(fields as new () => object, own as BuildsOptions)
    return registry.configOf(fields as Callable)
  }
  const config = (own: ConfigOptions = {}): ClassDecoratorFunction => {
    const site = new CallSite(config)
    return (declared) => registry.declareConfig(declared, () => configFrom(declared, own, site))
  }

  return {
    workshop,
    buildFrom,
    justFrom,
    configFrom,
    builds: makeCustomBuildsFn({}),
    fbuilds: makeCustomBuildsFn({ fullSignature: true }, 'fbuilds'),
    pbuilds: makeCustomBuildsFn({ partial: true }, 'pbuilds') as unknown as BuildsFunction<true>,
    makeCustomBuildsFn: makeCustomBuildsFn as unknown as Builder['makeCustomBuildsFn'],
    just: just as Builder['just'],
    kwargsOf: kwargsOf as Builder['kwargsOf'],
    makeConfig: makeConfig as Builder['makeConfig'],
    configOf: configOf as Builder['configOf'],
    hydratedClass: hydratedClass as Builder['hydratedClass'],
    config,
  }
}

const nowhere = new CallSite()

/** The recipe with more values: those of meta fields stay meta. */
function withMore(recipe: Recipe, meta: readonly string[], more: object): Recipe {
  const given: Record<string, unknown> = { ...recipe.given }
  const fields: Record<string, unknown> = { ...recipe.options.meta }
  for (const [key, value] of Object.entries(more)) (meta.includes(key) ? fields : given)[key] = value
  return meta.length === 0 ? { ...recipe, given } : { ...recipe, given, options: { ...recipe.options, meta: fields } }
}

function isRecipe(recipe: unknown): recipe is Recipe {
  return typeof recipe === 'object' && recipe !== null && 'target' in recipe
}

function isClassRecipe(recipe: unknown): recipe is ClassRecipe {
  return typeof recipe === 'object' && recipe !== null && 'fromClass' in recipe
}

/** An option that is `undefined` says nothing. */
function definedOnly<O extends object>(options: O): O {
  return Object.values(options).includes(undefined)
    ? (Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as O)
    : options
}

function notCallable(value: unknown, verb: string): TargetError {
  return new TargetError(
    `${verb}: the target must be a class, a function or a config that builds one; it is ${whatIs(value)}.`,
    {
      code: 'TARGET_NOT_CALLABLE',
      hint: typeof value === 'object' && value !== null ? 'for plain data use just(…) or makeConfig(…)' : undefined,
    },
  )
}
