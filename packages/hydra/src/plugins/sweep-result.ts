import type { JobResult } from './job.ts'

/** Why a sweep ended. */
export type SweepOutcome = 'completed' | 'failed' | 'stopped' | 'aborted'

/** All that came out of a multirun: what `app.sweep()` gives and `onMultirunEnd` is handed. */
export interface SweepResult<R = unknown> {
  /**
   * `completed`: every job did. `failed`: all ran, some failed. `stopped`: `hydra.sweep.on_failure` ended it early.
   * `aborted`: somebody asked to stop.
   */
  readonly outcome: SweepOutcome
  /** The sweep's directory, absolute. */
  readonly dir: string
  /** One for each job that ended, in the order of their numbers; with `--resume` those of earlier runs too. */
  readonly jobs: readonly JobResult<R>[]
  /** Those of `jobs` that failed, in the order in which they did. */
  readonly failures: readonly JobResult<R>[]
  /** Jobs that were never started. */
  readonly skipped: number
}
