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

export const {
  builds,
  fbuilds,
  pbuilds,
  makeCustomBuildsFn,
  just,
  kwargsOf,
  makeConfig,
  configOf,
  hydratedClass,
  config,
} = standard

/** As `makeCustomBuildsFn`. */
export const makeBuilds = makeCustomBuildsFn

/** A store of configs by group and name, on their way to the config store. */
export const ZenStore = zenStoreWith(standard)
export type ZenStore<M = Nothing> = TypedStore<M>

/** A store that is there already. */
export const store = new ZenStore('zen_store')

export const hydraConf = hydraConfWith(standard)

export const { toYaml, saveYaml } = yamlWith(standard)

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
