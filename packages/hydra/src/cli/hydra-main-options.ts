import type { DictConfig } from '@hydra-zen/omegaconf'
import type { Composition } from '../compose/composition.ts'
import type { TargetEnvironment } from '../instantiate/target-environment.ts'
import type { JobReturn } from '../plugins/job-return.ts'
import type { Task } from '../run/app.ts'
import type { MultirunResult } from '../run/multirun.ts'
import type { Runtime } from '../run/runtime.ts'
import type { SourceFactory } from '../sources/config-source.ts'
import type { ConfigStore } from '../sources/config-store.ts'
import type { ConfigSearchPath } from '../sources/search-path.ts'

/** An app: what a job does, and where its configs are. `Config`: what the task takes its config for. */
export interface HydraMainOptions<Result = unknown, Config extends object = DictConfig> {
  /** What a job does with its config. Its result is the job's result; an error makes the job fail. */
  readonly task: Task<Result, Config>
  /**
   * The app's own file: `import.meta.url`, or a path. It names the job, its directory is where a relative `configPath`
   * counts from and the first root of targets.
   */
  readonly entry: string | URL
  /** The directory of the configs: relative to the app's file, absolute, or `pkg://…`. Without one: the store alone. */
  readonly configPath?: string | null | undefined
  /** The primary config. Without one the config is empty until overrides fill it. */
  readonly configName?: string | null | undefined
  /** `1.1` for configs that Hydra 1.0 or 1.1 was the last to take as they are; else there is one behaviour, of `1.3`. */
  readonly versionBase?: string | null | undefined
  /** Where a relative `configPath` counts from, if not from the directory of `entry`. */
  readonly directory?: string | undefined
  /** `hydra.job.name`, if not the name of the file. */
  readonly jobName?: string | undefined
  /** The arguments, if not the process' own. Given, the app runs even where `entry` is not what the process started. */
  readonly argv?: readonly string[] | undefined
  /** Overrides that stand below those typed: one whose key is typed too does not count. */
  readonly overrides?: readonly string[] | undefined
  /** The world the app runs in, if not the process. */
  readonly runtime?: Runtime | undefined
  /** The configs made by code; the shared store unless given. */
  readonly store?: ConfigStore | undefined
  /** What `_target_` texts stand for. Unless given: modules beside the app's file and in `targetRoots`. */
  readonly targets?: TargetEnvironment | undefined
  /** Directories beside the app's own whose modules may be targets. */
  readonly targetRoots?: readonly string[] | undefined
  /** Targets elsewhere that configs may name: `node:path:join`, `@scope/package:*`. */
  readonly allowTargets?: readonly string[] | undefined
  /** Has the last word on the search path. */
  readonly searchPath?: ((path: ConfigSearchPath) => void) | undefined
  /** Config sources of further schemes. */
  readonly schemes?: ReadonlyMap<string, SourceFactory> | undefined
  /** Looks at a composed config before anything is created, and throws where it is wrong. */
  readonly validate?: ((composition: Composition) => void) | undefined
  /** The doc comment of a config's key, for `--help`; `undefined` where there is none. */
  readonly docOf?: ((key: string) => string | undefined) | undefined
}

/** How an app ended: one job, or a sweep. */
export type RunOutcome<Result = unknown> = JobReturn<Result> | MultirunResult<Result>
