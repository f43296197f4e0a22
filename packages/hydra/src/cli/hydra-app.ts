import type { DictConfig } from '@hydra-zen/omegaconf'
import { composeConfig } from '../compose/compose-config.ts'
import type { Composition } from '../compose/composition.ts'
import type { JobReturn } from '../plugins/job-return.ts'
import type { MultirunRequest, RunRequest } from '../run/app.ts'
import type { DryRun } from '../run/dry-run.ts'
import { runMultirun } from '../run/later-multirun.ts'
import type { MultirunResult } from '../run/multirun.ts'
import type { Runtime } from '../run/runtime.ts'
import { runSingle } from '../run/single.ts'
import { composeRequest } from './app-configs.ts'
import { createApp } from './create-app.ts'
import type { HydraMainOptions } from './hydra-main-options.ts'
import { processRuntime } from './process-runtime.ts'

/** See `serve-jobs.ts`, which only a worker loads. */
async function refuseInWorker(runtime: Runtime): Promise<void> {
  if (runtime.channel === undefined) return
  const { refuseInWorker: refuse } = await import('../run/serve-jobs.ts')
  await refuse(runtime)
}

/** An app to be run from code: does what its command line does, as often as one likes. */
export interface RunnableApp<R> {
  /** The composed config, with nothing run. */
  compose(overrides?: readonly string[]): Composition
  /** One job. Resolves with how it ended, failed or not. */
  run(overrides?: readonly string[], options?: Omit<RunRequest, 'overrides' | 'composition'>): Promise<JobReturn<R>>
  /** A multirun. Resolves with all results, failures among them. */
  sweep(
    overrides?: readonly string[],
    options?: Omit<MultirunRequest, 'overrides' | 'composition'>,
  ): Promise<MultirunResult<R>>
  /** What `sweep` would do, with nothing started. */
  dryRun(
    overrides?: readonly string[],
    options?: Pick<MultirunRequest, 'resume' | 'retryFailed' | 'force'>,
  ): Promise<DryRun>
}

/**
 * An app that code runs, with all that belongs to a run: output directories, logs, callbacks, ledger.
 *
 * Ctrl-C is left to the program around it; its own `signal` ends a run.
 *
 * @example
 * const app = createHydraApp({ task: (cfg) => cfg.x, entry: import.meta.url, configPath: 'conf', configName: 'config' })
 * const { jobs } = await app.sweep(['x=1,2'])
 */
export function createHydraApp<Config extends object = DictConfig, R = unknown>(
  options: HydraMainOptions<R, Config>,
): RunnableApp<R> {
  const runtime: Runtime = options.runtime ?? {
    ...processRuntime([]),
    onStop: () => () => {},
    onExit: () => () => {},
    onUncaught: () => () => {},
  }
  const places = { configPath: undefined, configName: undefined, configDir: undefined }
  const app = createApp(options, places, runtime)
  return {
    compose: (overrides = []) => composeConfig(composeRequest(app, overrides)),
    async run(overrides = [], more = {}) {
      await refuseInWorker(runtime)
      return runSingle(app, { ...more, overrides })
    },
    async sweep(overrides = [], more = {}) {
      await refuseInWorker(runtime)
      return runMultirun(app, { ...more, overrides })
    },
    async dryRun(overrides = [], more = {}) {
      const { dryRun } = await import('../run/dry-run.ts')
      return dryRun(app, { ...more, overrides })
    },
  }
}
