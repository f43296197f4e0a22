import type { DictConfig } from '@hydra-zen/omegaconf'
import type { JobStatus } from './job.ts'

/** The parts a `JobReturn` is made of. */
export interface JobReturnParts<R> {
  readonly status: JobStatus
  readonly value: R | undefined
  readonly error: unknown
  readonly overrides: readonly string[]
  readonly hydraOverrides: readonly string[]
  readonly cfg: () => DictConfig
  readonly hydraCfg: () => DictConfig
  readonly aborted: boolean
  readonly outputDir: string
  readonly taskName: string
  readonly num: number | undefined
  readonly id: string | undefined
  readonly startedAt: number
  readonly endedAt: number
}

/** How one job ended, with everything it was given. Reference: `hydra.core.utils.JobReturn`. */
export class JobReturn<R = unknown> {
  readonly status: JobStatus
  /** What the task threw; `undefined` where it completed. */
  readonly error: unknown
  /** The app's overrides of this job. */
  readonly overrides: readonly string[]
  readonly hydraOverrides: readonly string[]
  /** Whether it ended because somebody asked it to (Ctrl-C, a signal). */
  readonly aborted: boolean
  /** Absolute. */
  readonly outputDir: string
  readonly taskName: string
  /** `undefined` in a single run. */
  readonly num: number | undefined
  readonly id: string | undefined
  /** Milliseconds since 1970. */
  readonly startedAt: number
  readonly endedAt: number
  readonly #value: R | undefined
  readonly #cfg: () => DictConfig
  readonly #hydraCfg: () => DictConfig

  constructor(parts: JobReturnParts<R>) {
    this.status = parts.status
    this.error = parts.error
    this.overrides = parts.overrides
    this.hydraOverrides = parts.hydraOverrides
    this.aborted = parts.aborted
    this.outputDir = parts.outputDir
    this.taskName = parts.taskName
    this.num = parts.num
    this.id = parts.id
    this.startedAt = parts.startedAt
    this.endedAt = parts.endedAt
    this.#value = parts.value
    this.#cfg = parts.cfg
    this.#hydraCfg = parts.hydraCfg
  }

  /** The config the task was given. */
  get cfg(): DictConfig {
    return this.#cfg()
  }

  /** A config whose one key is `hydra`. */
  get hydraCfg(): DictConfig {
    return this.#hydraCfg()
  }

  /** What the task returned. Throws what the task threw where it failed, as the reference does. */
  get returnValue(): R {
    if (this.status === 'FAILED') throw this.error
    return this.#value as R
  }

  /** The reference's name of `outputDir`. */
  get workingDir(): string {
    return this.outputDir
  }
}
