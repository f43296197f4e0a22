import { dirname, resolve } from 'node:path'
import { createTargets } from '../instantiate/targets.ts'
import type { HydraApp, Task } from '../run/app.ts'
import type { Runtime } from '../run/runtime.ts'
import { appConfigs, type PlaceFlags } from './app-configs.ts'
import type { HydraMainOptions } from './hydra-main-options.ts'

/**
 * The app that the options and the flags describe, ready to be run.
 *
 * @throws as `appConfigs` does
 */
export function createApp<R>(options: HydraMainOptions<R, never>, flags: PlaceFlags, runtime: Runtime): HydraApp<R> {
  const { repository, configName, jobName, entry } = appConfigs(options, flags, runtime)
  const { configPath, configDir } = flags
  const places =
    configPath === undefined && configDir === undefined
      ? undefined
      : { configPath, configDir: configDir && resolve(runtime.cwd, configDir) }
  const { task, targetRoots = [], allowTargets, versionBase, validate } = options
  const targets = options.targets ?? createTargets({ roots: [dirname(entry), ...targetRoots], allowTargets, entry })
  const where = { jobName, entry, configName, repository, places }
  return { ...where, task: task as Task<R>, targets, runtime, versionBase, validate }
}
