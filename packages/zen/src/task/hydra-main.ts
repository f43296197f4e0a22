import { realpathSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type HydraMainOptions, hydraMain as plainMain, type RunOutcome } from '@hydra-zen/hydra'
import type { DictConfig } from '@hydra-zen/omegaconf'
import { zenTargets } from '../funcs/environment.ts'

/**
 * The command line of an app whose task takes its whole config: Hydra's own, with the targets of this package. What
 * builders registered and what they write (`zen:…`) is known, and keywords go to the parameters of their names.
 *
 * The task's config is typed by what the task says of it: `(cfg: AppConfig) => …`, or `hydraMain<AppConfig>({ … })`.
 *
 * @example
 * await hydraMain({ task: (cfg) => instantiate(cfg.model), entry: import.meta.url, configPath: 'conf', configName: 'config' })
 */
export function hydraMain<Config extends object = DictConfig, R = unknown>(
  options: HydraMainOptions<R, Config>,
): Promise<RunOutcome<R> | undefined> {
  const { entry, targetRoots = [], allowTargets } = options
  const file = fileOf(entry)
  const targets = options.targets ?? zenTargets({ roots: [dirname(file), ...targetRoots], allowTargets, entry: file })
  return plainMain({ ...options, targets })
}

/** The file of an app, links followed, given as a path or as `import.meta.url`. */
export function fileOf(entry: string | URL): string {
  const path = typeof entry === 'string' && !entry.startsWith('file:') ? resolve(entry) : fileURLToPath(entry)
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}
