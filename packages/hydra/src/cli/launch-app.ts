import type { JobReturn } from '../plugins/job-return.ts'
import type { MultirunResult } from '../run/multirun.ts'
import type { Runtime } from '../run/runtime.ts'
import { runSingle } from '../run/single.ts'
import { createApp } from './create-app.ts'
import type { HydraMainOptions } from './hydra-main-options.ts'
import { processRuntime } from './process-runtime.ts'
import { composeRun } from './run-mode.ts'

/** What is launched, and how. */
export interface LaunchRequest {
  readonly overrides: readonly string[]
  readonly multirun: boolean
  /** Whether `hydra.job_logging` and `hydra.hydra_logging` are configured. */
  readonly logging: boolean
}

/**
 * Runs an app from code: nothing is read from the command line, no error is printed, no exit code is set.
 *
 * @returns one job's return, or all those of a multirun
 */
export async function launchApp<R>(
  options: HydraMainOptions<R>,
  { overrides, multirun, logging }: LaunchRequest,
): Promise<JobReturn<R> | MultirunResult<R>> {
  // errors that nobody caught are the business of the program around it
  const runtime: Runtime = options.runtime ?? { ...processRuntime([]), onUncaught: () => () => {} }
  if (runtime.channel !== undefined) await (await import('../run/serve-jobs.ts')).refuseInWorker(runtime)
  const places = { configPath: undefined, configName: undefined, configDir: undefined }
  const app = { ...createApp(options, places, runtime), logging }
  const run = composeRun(app, overrides, { multirun })
  if (run.mode === 'run') return runSingle(app, run)
  const { runMultirun } = await import('../run/multirun.ts')
  return runMultirun(app, { ...run, keepReturns: true })
}
