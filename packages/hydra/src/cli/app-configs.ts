import { statSync } from 'node:fs'
import { basename, dirname, extname, isAbsolute, resolve } from 'node:path'
import type { ComposeRequest } from '../compose/composition.ts'
import { SearchPathException, ValueError } from '../errors.ts'
import type { Runtime } from '../run/runtime.ts'
import { cacheDirectory } from '../sources/cache-directory.ts'
import { type ConfigRepository, createRepository } from '../sources/repository.ts'
import { createSearchPath } from '../sources/search-path.ts'
import { isLegacy } from '../sources/version-base.ts'
import type { Flags } from './flags.ts'
import type { HydraMainOptions } from './hydra-main-options.ts'
import { entryPath } from './is-main.ts'
import { HYDRA_VERSION } from './version.ts'

/** The flags that say where configs are. */
export type PlaceFlags = Pick<Flags, 'configPath' | 'configName' | 'configDir'>

/** As much of an app as it takes to compose. */
export interface AppConfigs {
  readonly repository: ConfigRepository
  readonly configName: string | null
  readonly jobName: string
  /** The app's file, absolute. */
  readonly entry: string
  readonly runtime: Pick<Runtime, 'cwd' | 'env'>
}

/** As much of the options as says where configs are. */
export type ConfigOptions = Pick<
  HydraMainOptions,
  'entry' | 'configPath' | 'configName' | 'directory' | 'jobName' | 'store' | 'schemes' | 'searchPath' | 'versionBase'
>

/**
 * Where the configs of an app are, by its options and the flags.
 *
 * @throws SearchPathException `SEARCH_PATH` where `--config-dir` is no directory; ValueError `FLAG_VALUE` where the path
 *   of the configs is that of a file
 */
export function appConfigs(
  options: ConfigOptions,
  flags: PlaceFlags,
  runtime: Pick<Runtime, 'cwd' | 'env'>,
): AppConfigs {
  const entry = resolve(entryPath(options.entry))
  const legacy = isLegacy(options.versionBase)
  const own = options.configPath === undefined && legacy ? '.' : options.configPath
  const main = mainPlace(flags.configPath ?? own, options.directory ?? dirname(entry))
  const configDir = flags.configDir === undefined ? undefined : extraPlace(flags.configDir, runtime.cwd)
  const searchPath = createSearchPath({ main, configDir, extend: options.searchPath ? [options.searchPath] : [] })
  const { store, schemes } = options
  return {
    repository: createRepository({
      searchPath: searchPath.items,
      store,
      schemes,
      cwd: runtime.cwd,
      home: dirname(entry),
      legacy,
      keepIn: () => cacheDirectory(dirname(entry), runtime),
    }),
    configName: flags.configName ?? options.configName ?? null,
    jobName: options.jobName ?? jobNameOf(entry),
    entry,
    runtime,
  }
}

/** What the app composes with these overrides. */
export function composeRequest(app: Omit<AppConfigs, 'entry'>, overrides: readonly string[]): ComposeRequest {
  const { repository, configName, runtime, jobName } = app
  return { repository, configName, overrides, cwd: runtime.cwd, jobName, env: runtime.env, version: HYDRA_VERSION }
}

/** A file's name as that of a job: without its ending, blanks as underscores, nothing that a file name had better not have. */
function jobNameOf(file: string): string {
  const name = basename(file, extname(file)).trim().replaceAll(' ', '_')
  if (/^[-\w.]+$/.test(name)) return name
  return name.replace(/[^-\p{L}\p{N}_.]/gu, '') || 'app'
}

/** The place of the app's own configs, as an entry of the search path; `undefined` where it has none. */
export function mainPlace(configPath: string | null | undefined, directory: string): string | undefined {
  if (configPath === null || configPath === undefined) return undefined
  if (configPath.endsWith('.yaml') || configPath.endsWith('.yml')) {
    throw new ValueError(`The path of the configs is a directory, not a file: ${configPath}`, {
      code: 'FLAG_VALUE',
      hint: 'name the file with --config-name (`configName` in the app)',
    })
  }
  if (configPath.includes('://')) return configPath
  return `file://${isAbsolute(configPath) ? configPath : resolve(directory, configPath)}`
}

function extraPlace(configDir: string, cwd: string): string {
  const path = resolve(cwd, configDir)
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return `file://${path}`
  throw new SearchPathException(`The additional config directory '${path}' is not found.`, {
    code: 'SEARCH_PATH',
    hint: '--config-dir counts from the working directory',
  })
}
