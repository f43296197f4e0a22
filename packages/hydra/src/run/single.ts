import type { JobReturn } from '../plugins/job-return.ts'
import type { HydraApp, RunRequest } from './app.ts'

/**
 * Runs the app once: callbacks, output directory, logging, task. Resolves with how the job ended, failed or not.
 *
 * Rejects only where no job came about: the config does not compose, a callback cannot be built, the output
 * directory cannot be made.
 */
export declare function runSingle<R>(app: HydraApp<R>, request: RunRequest): Promise<JobReturn<R>>
