import type { JobReturn } from '../plugins/job-return.ts'
import type { SweepResult } from '../plugins/sweep-result.ts'
import type { HydraApp, MultirunRequest } from './app.ts'

/** A sweep's result, with each job's return where they were asked for. */
export interface MultirunResult<R> extends SweepResult<R> {
  /** By job number; only with `keepReturns`. */
  readonly returns: readonly JobReturn<R>[] | undefined
}

/**
 * Runs the app once for each combination its sweeper proposes. Resolves with all results, failures among them.
 *
 * Rejects only where no sweep came about: something does not compose, a plugin or callback cannot be built.
 */
export declare function runMultirun<R>(app: HydraApp<R>, request: MultirunRequest): Promise<MultirunResult<R>>
