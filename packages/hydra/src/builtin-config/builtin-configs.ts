import { helpDefault, hydraHelpDefault } from './help.ts'
import { asyncLauncherConf, basicLauncherConf, basicSweeperConf, hydraConf, processLauncherConf } from './hydra-conf.ts'
import { hydraLogging, jobLogging } from './logging.ts'
import { outputDefault } from './output.ts'
import { pythonPluginDefaults, pythonPlugins } from './python-plugins.ts'

/** One config that comes with the package. */
export interface BuiltinConfig {
  /** Plain data, or the schema of which it is the default instance. */
  readonly data: unknown
  readonly package: string | undefined
  /** The defaults list, where it has one: groups with their options. */
  readonly defaults: readonly (readonly [string, string | null])[] | undefined
  /** Whether the option is offered. The reference has those of plugins only where the plugin is installed. */
  readonly listed: boolean
}

/** What Hydra's own configuration is made of, unless something else is chosen. */
const hydraDefaults: BuiltinConfig['defaults'] = [
  ['output', 'default'],
  ['launcher', 'basic'],
  ['sweeper', 'basic'],
  ['help', 'default'],
  ['hydra_help', 'default'],
  ['hydra_logging', 'default'],
  ['job_logging', 'default'],
  ['callbacks', null],
  ['env', 'default'],
]

/** The primary config of an app that names none. */
export const EMPTY_CONFIG = '_dummy_empty_config_'

/** The configs that an app's own files of the same path replace: they come last on the search path. */
export const builtinSchemas: ReadonlyMap<string, BuiltinConfig> = new Map<string, BuiltinConfig>([
  ['hydra/config', builtin(hydraConf, { defaults: hydraDefaults })],
  ['hydra/launcher/basic', builtin(basicLauncherConf)],
  ['hydra/launcher/async', builtin(asyncLauncherConf)],
  ['hydra/launcher/process', builtin(processLauncherConf)],
  ['hydra/sweeper/basic', builtin(basicSweeperConf)],
  ...Object.entries(pythonPlugins).map(([path, data]): [string, BuiltinConfig] => [
    path,
    builtin(data, { defaults: pythonPluginDefaults[path], listed: false }),
  ]),
  [EMPTY_CONFIG, builtin({}, { listed: false })],
])

/** The configs of `pkg://hydra.conf`, first on the search path, by their path: `hydra/job_logging/stdout`. */
export const builtinConfigs: ReadonlyMap<string, BuiltinConfig> = new Map<string, BuiltinConfig>([
  ['hydra/output/default', builtin(outputDefault, { package: 'hydra' })],
  ['hydra/help/default', builtin(helpDefault)],
  ['hydra/hydra_help/default', builtin(hydraHelpDefault)],
  ...options('hydra/hydra_logging', hydraLogging),
  ...options('hydra/job_logging', jobLogging),
  ['hydra/env/default', builtin({})],
])

function builtin(
  data: unknown,
  { package: packagePath, defaults, listed = true }: Partial<Omit<BuiltinConfig, 'data'>> = {},
): BuiltinConfig {
  return { data, package: packagePath, defaults, listed }
}

function options(group: string, configs: Readonly<Record<string, unknown>>): [string, BuiltinConfig][] {
  return Object.entries(configs).map(([name, data]) => [
    `${group}/${name}`,
    builtin(data, { listed: name !== 'colorlog' }),
  ])
}
