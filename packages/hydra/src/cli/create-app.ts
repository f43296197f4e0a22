import { statSync } from 'node:fs'
import { basename, dirname, extname, isAbsolute, resolve } from 'node:path'
import type { ComposeRequest } from '../compose/composition.ts'
import { SearchPathException, ValueError } from '../errors.ts'
import { createTargets } from '../instantiate/targets.ts'
import type { HydraApp } from '../run/app.ts'
import type { Runtime } from '../run/runtime.ts'
import { createRepository } from '../sources/repository.ts'
import { createSearchPath } from '../sources/search-path.ts'
import type { Flags } from './flags.ts'
import type { HydraMainOptions } from './hydra-main-options.ts'
import { entryPath } from './is-main.ts'
import { HYDRA_VERSION } from './version.ts'

/** The flags that say where configs are. */
export type PlaceFlags = Pick<Flags, 'configPath' | 'configName' | 'configDir'>

/**
 * The app that the options and the flags describe, ready to be run.
 *
 * @throws SearchPathException `SEARCH_PATH` where `--config-dir` is no directory; ValueError `FLAG_VALUE` where the path
 *   of the configs is that of a file
 */
export function createApp<R>(options: HydraMainOptions<R>, flags: PlaceFlags, runtime: Runtime): HydraApp<R> {
  const entry = resolve(entryPath(options.entry))
  const own = dirname(entry)
  const configPath = flags.configPath ?? options.configPath ?? undefined
  const main = configPath === undefined ? undefined : mainPlace(configPath, options.directory ?? own)
  const configDir = flags.configDir === undefined ? undefined : extraPlace(flags.configDir, runtime.cwd)
  const searchPath = createSearchPath({ main, configDir, extend: options.searchPath ? [options.searchPath] : [] })
  const { store, schemes, targetRoots = [], allowTargets } = options
  return {
    task: options.task,
    jobName: options.jobName ?? jobNameOf(entry),
    entry,
    configName: flags.configName ?? options.configName ?? null,
    repository: createRepository({ searchPath: searchPath.items, store, schemes, cwd: runtime.cwd }),
    targets: options.targets ?? createTargets({ roots: [own, ...targetRoots], allowTargets }),
    runtime,
    versionBase: options.versionBase,
    validate: options.validate,
  }
}

/** What the app composes with these overrides. */
export function composeRequest(app: HydraApp, overrides: readonly string[]): ComposeRequest {
  const { repository, configName, runtime, jobName } = app
  return { repository, configName, overrides, cwd: runtime.cwd, jobName, env: runtime.env, version: HYDRA_VERSION }
}

/** A file's name as that of a job: without its ending, blanks as underscores, nothing that a file name had better not have. */
function jobNameOf(file: string): string {
  const name = basename(file, extname(file)).trim().replaceAll(' ', '_')
  return name.replace(/[^-\w.]/gu, '') || 'app'
}

function mainPlace(configPath: string, directory: string): string {
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
