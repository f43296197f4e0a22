import { createBuilder } from './builds/builder.ts'
import { defaultToConfigWith } from './store/default-to-config.ts'
import { hydraConfWith } from './store/hydra-conf.ts'
import type { ToConfig, ZenStore as TypedStore } from './store/store-types.ts'
import { zenStoreWith } from './store/zen-store.ts'
import { CallSite } from './targets/call-site.ts'
import { launchWith } from './task/launch.ts'
import type { Nothing } from './types.ts'
import { yamlWith } from './yaml.ts'

/** The builders that are exported: without converters of anyone's own. */
const standard = createBuilder()

/**
 * A config that builds what a class or function makes; what `given` leaves out, the target's own defaults fill in.
 *
 * @throws SignatureError where `given` names a parameter that the target does not have.
 * @example
 * builds(Database, { port: 3306 })
 * builds(connect, {}, { partial: true }) // builds a function that still takes the rest
 */
export const builds = standard.builds

/**
 * As {@link builds}, with every parameter written into the config: what has a default can be seen and overridden.
 *
 * Reference: `builds(…, populate_full_signature=True)`.
 */
export const fbuilds = standard.fbuilds

/** As {@link builds}, for a function that still takes what is missing. Reference: `builds(…, zen_partial=True)`. */
export const pbuilds = standard.pbuilds

/**
 * A `builds` with other defaults.
 *
 * @example
 * const strict = makeCustomBuildsFn({ fullSignature: true, convert: 'all' })
 */
export const makeCustomBuildsFn = standard.makeCustomBuildsFn

/** `value` as a config: functions and classes by address, what YAML has no form for as a config that makes it again. */
export const just = standard.just

/** A config of a target's parameters that builds them as one object. */
export const kwargsOf = standard.kwargsOf

/**
 * A config that is fields and no target.
 *
 * @example
 * makeConfig({ lr: 0.1, layers: [64, 32], seed: field('int') })
 */
export const makeConfig = standard.makeConfig

/** The config that a class declares by its fields: types from its source, values from a new instance. */
export const configOf = standard.configOf

/**
 * The config of `target` whose values are the fields of a class; with the class left out, a decorator for it.
 *
 * @example
 * @hydratedClass(Point)
 * class PointConfig { x = 1 } // store(PointConfig) and configOf(PointConfig) mean the config
 */
export const hydratedClass = standard.hydratedClass

/**
 * A decorator that makes the fields of a class a config: `store(Config)` stores that, and as a value the class means it.
 *
 * @example
 * @config({ defaults: ['_self_', { db: 'mysql' }] })
 * class Config { x!: number; y = 2 }
 */
export const config = standard.config

/** As `makeCustomBuildsFn`. */
export const makeBuilds = makeCustomBuildsFn

/** A store of configs by group and name, on their way to the config store. */
export const ZenStore = zenStoreWith(standard)
export type ZenStore<M = Nothing> = TypedStore<M>

/** A store that is there already. */
export const store = new ZenStore('zen_store')

/**
 * Settings of Hydra itself: stored without a name, they stand above Hydra's own.
 *
 * @example
 * store(hydraConf({ callbacks: { upload: fbuilds(UploadResults) } }))
 */
export const hydraConf = hydraConfWith(standard)

const yaml = yamlWith(standard)

/** A config as YAML text, by way of {@link just}: functions, dates and the like become configs first. */
export const toYaml = yaml.toYaml

/** Writes {@link toYaml}'s text into a file. */
export const saveYaml = yaml.saveYaml

/**
 * Runs a task from code as the command line would: config stored, composed with overrides, callbacks, output directory.
 *
 * @example
 * const jobs = await launch(Config, zen(task), { overrides: { x: sweep([1, 2]) }, multirun: true })
 */
export const launch = launchWith(standard)

/** The config of what is stored, where the user does not say how it is made. */
export const defaultToConfig: ToConfig<never> = (target, given, options) =>
  defaultToConfigWith(standard, new CallSite(defaultToConfig))(target, given, options)
