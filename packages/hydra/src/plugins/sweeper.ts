import type { DictConfig } from '@hydra-zen/omegaconf'
import type { JobResult } from './job.ts'

/** Some jobs a sweeper wants to have run. */
export interface SweepBatch {
  /** The overrides of each job. All are composed and validated before the first of them starts. */
  readonly jobs: readonly (readonly string[])[]
  /** What the log says of the batch instead of `Launching 4 jobs locally`; nothing where it is empty. */
  readonly announce?: string | undefined
  /** How many jobs the whole sweep has, where that is known: for telling progress. No jobs of 0 are its end. */
  readonly total?: number | undefined
}

/** What a sweeper is told when its sweep begins. */
export interface SweepContext {
  /** The config of the sweep as a whole. */
  readonly config: DictConfig
  /** The overrides of the command line that concern the app, sweeps included, as typed. */
  readonly overrides: readonly string[]
  /** The options of a config group, for `glob(…)`. */
  optionsOf(group: string): readonly string[]
  /** Numbers from 0 to 1, the same ones when the sweep is resumed: what a sweeper shuffles and samples with. */
  random(): number
  readonly signal: AbortSignal
  /**
   * What stands under `hydra.sweeper.params` with these overrides: a choice may bring sweeps of its own. Nothing where
   * they do not compose.
   */
  paramsWith?(overrides: readonly string[]): ReadonlyMap<string, unknown> | undefined
}

/**
 * Proposes jobs and learns from their results.
 *
 * The driver asks for batches and tells every result as it comes. `hydra/sweeper=NAME` chooses a config whose
 * `_target_` is a class or factory that gives one. `sweeperContract` of `@hydra-zen/hydra/testing` holds what it
 * must keep.
 */
export interface Sweeper {
  /** Whether a batch is the last where one of its jobs failed. */
  readonly endsAfterFailedBatch?: boolean | undefined
  /** Called once, before anything is asked; a sweep that makes no sense is refused here. */
  setup(context: SweepContext): void | Promise<void>
  /**
   * The next jobs, at most about `room` of them unless the sweeper means its batches to be whole. An empty batch
   * says: nothing now, ask again after the next result. `null` says: there will be no more.
   */
  ask(room: number): SweepBatch | null | Promise<SweepBatch | null>
  /**
   * What the config of a proposed job has under `hydra.sweeper.params`, where that is anything: a choice may bring sweeps
   * of its own. The jobs that run in its place; nothing where it runs as it is.
   */
  expand?(
    overrides: readonly string[],
    params: ReadonlyMap<string, unknown>,
  ): readonly (readonly string[])[] | undefined
  /** One job ended. */
  tell?(result: JobResult): void | Promise<void>
  /** Called once at the end, also after an abort. */
  close?(): void | Promise<void>
}
