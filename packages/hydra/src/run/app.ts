import type { DictConfig } from '@hydra-zen/omegaconf'
import type { Composition } from '../compose/composition.ts'
import type { TargetEnvironment } from '../instantiate/target-environment.ts'
import type { SweptPlaces } from '../ledger/ledger-entry.ts'
import type { CallbackLike } from '../plugins/callback.ts'
import type { JobContext } from '../plugins/job.ts'
import type { ConfigRepository } from '../sources/repository.ts'
import type { Runtime } from './runtime.ts'

/**
 * What is run: a task that is handed its config (without the `hydra` node). `Config` is what the task takes it for; that
 * it is so, the schema of the config holds.
 */
export type Task<R = unknown, Config extends object = DictConfig> = (config: Config, job: JobContext) => R | Promise<R>

/** An application, ready to be run with any overrides, any number of times. */
export interface HydraApp<R = unknown> {
  readonly task: Task<R>
  /** `hydra.job.name` unless the config says otherwise: the entry file's name without its extension. */
  readonly jobName: string
  /** The entry file, absolute; workers start from it. */
  readonly entry: string | undefined
  readonly configName: string | null
  readonly repository: ConfigRepository
  readonly targets: TargetEnvironment
  readonly runtime: Runtime
  /** `'1.3'` asks for what the reference does and no more where ours does more: which files are left behind. */
  readonly versionBase?: string | null | undefined
  /** Refuses a composed config before anything is created, by throwing. */
  readonly validate?: ((composition: Composition) => void) | undefined
  /** What the command line said of where configs are: a sweep that is resumed has it again. */
  readonly places?: SweptPlaces | undefined
  /** Whether `hydra.job_logging` and `hydra.hydra_logging` are configured; true unless given. */
  readonly logging?: boolean | undefined
}

/** What is asked of `runSingle` and `runMultirun`. */
export interface RunRequest {
  /** As typed, the app's and Hydra's mixed. */
  readonly overrides: readonly string[]
  /** Unless given: the app's. */
  readonly configName?: string | null | undefined
  /** What `overrides` compose to, where the caller has it already. */
  readonly composition?: Composition | undefined
  /** Callbacks besides those of the config; they come after them. In other processes they are not told. */
  readonly callbacks?: readonly CallbackLike[] | undefined
  /** Aborts the run from outside. Ctrl-C is heard besides. */
  readonly signal?: AbortSignal | undefined
}

/** What is asked of `runMultirun` besides. */
export interface MultirunRequest extends RunRequest {
  /** `--resume DIR`: run what this sweep directory is missing. */
  readonly resume?: string | undefined
  /** `--retry-failed`: with `resume`, run what failed, too. */
  readonly retryFailed?: boolean | undefined
  /** Resume although the base config is not what it was. */
  readonly force?: boolean | undefined
  /** Keep each job's `JobReturn`, configs included, in `SweepOutcome.returns`. Costs memory for long sweeps. */
  readonly keepReturns?: boolean | undefined
}
