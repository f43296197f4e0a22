import type { DictConfig } from '@hydra-zen/omegaconf'
import type { JobContext } from './job.ts'
import type { JobReturn } from './job-return.ts'
import type { SweepResult } from './sweep-result.ts'

/** A config was composed, before anything is done with it. */
export interface ComposeConfigEvent<C = DictConfig> {
  readonly config: C
  readonly configName: string | null
  readonly overrides: readonly string[]
}

/** A single run begins. */
export interface RunStartEvent<C = DictConfig> {
  /** The whole config, `hydra` included. */
  readonly config: C
  readonly configName: string | null
}

/** A single run ended, well or not. */
export interface RunEndEvent<C = DictConfig, R = unknown> extends RunStartEvent<C> {
  readonly jobReturn: JobReturn<R>
}

/** A multirun begins. */
export interface MultirunStartEvent<C = DictConfig> {
  /** The config of the sweep as a whole, `hydra` included; values that are swept over are not in it. */
  readonly config: C
  readonly configName: string | null
}

/** A multirun ended: always sent, also when jobs failed or somebody pressed Ctrl-C. */
export interface MultirunEndEvent<C = DictConfig, R = unknown> extends MultirunStartEvent<C> {
  /** Ours: the reference tells its callbacks nothing of the results, and nothing at all when a job failed. */
  readonly result: SweepResult<R>
}

/** What both job events bring. */
export interface JobEvent<C = DictConfig> {
  /** The job's whole config, `hydra` included. */
  readonly config: C
  readonly job: JobContext
}

/** A job begins: its output directory is there. */
export interface JobStartEvent<C = DictConfig> extends JobEvent<C> {
  readonly taskFunction: (...args: never[]) => unknown
}

/** A job ended, well or not. */
export interface JobEndEvent<C = DictConfig, R = unknown> extends JobEvent<C> {
  readonly jobReturn: JobReturn<R>
}

/** The names of the methods a callback may have. */
export type CallbackEventName =
  | 'onComposeConfig'
  | 'onRunStart'
  | 'onRunEnd'
  | 'onMultirunStart'
  | 'onMultirunEnd'
  | 'onJobStart'
  | 'onJobEnd'

/** What may stand in `hydra.callbacks`: any object with some of these methods. A promise they return is awaited. */
export interface CallbackLike<C = DictConfig, R = unknown> {
  onComposeConfig?(event: ComposeConfigEvent<C>): unknown
  onRunStart?(event: RunStartEvent<C>): unknown
  onRunEnd?(event: RunEndEvent<C, R>): unknown
  onMultirunStart?(event: MultirunStartEvent<C>): unknown
  onMultirunEnd?(event: MultirunEndEvent<C, R>): unknown
  onJobStart?(event: JobStartEvent<C>): unknown
  onJobEnd?(event: JobEndEvent<C, R>): unknown
}

/**
 * Base class of callbacks: every event as a method that does nothing.
 *
 * Start events reach the callbacks in the order of the composed `hydra.callbacks`, end events in the reverse order.
 * What a callback throws becomes a warning; it never fails a job. The events are typed by `never` here, so that a
 * subclass may name its own config: `JobEndEvent<Config>`.
 *
 * @example
 * class Announce extends Callback {
 *   override onJobEnd({ job, jobReturn }: JobEndEvent): void {
 *     console.log(job.name, jobReturn.status)
 *   }
 * }
 */
export abstract class Callback implements CallbackLike<never, never> {
  onComposeConfig(_event: ComposeConfigEvent<never>): unknown {
    return undefined
  }

  onRunStart(_event: RunStartEvent<never>): unknown {
    return undefined
  }

  onRunEnd(_event: RunEndEvent<never, never>): unknown {
    return undefined
  }

  onMultirunStart(_event: MultirunStartEvent<never>): unknown {
    return undefined
  }

  onMultirunEnd(_event: MultirunEndEvent<never, never>): unknown {
    return undefined
  }

  onJobStart(_event: JobStartEvent<never>): unknown {
    return undefined
  }

  onJobEnd(_event: JobEndEvent<never, never>): unknown {
    return undefined
  }
}
