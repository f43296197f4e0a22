import type { JobResult, JobSpec } from './job.ts'

/** Where a submitted job is on its way. */
export type JobState = 'queued' | 'running' | 'completed' | 'failed' | 'cancelled'

/** A job that was submitted. */
export interface JobHandle {
  readonly job: JobSpec
  readonly state: JobState
  /** Never rejects: a job that fails is a result too, as is one that was cancelled. */
  readonly result: Promise<JobResult>
  /** Ends the job as soon as it can be ended; one that has not started never starts. */
  cancel(reason?: unknown): void
}

/** A job with its whole composed config, as data that survives `structuredClone` and JSON. */
export interface FrozenJob {
  readonly job: JobSpec
  /** The composed config, `hydra` node included, as YAML, interpolations unresolved. */
  readonly config: string
  /** The values of `${now:…}` that the whole sweep shares, by pattern. */
  readonly now: Readonly<Record<string, string>>
  /** When the sweep began, in milliseconds: what other patterns of `${now:…}` tell. */
  readonly startedAt?: number | undefined
  /** What resolvers that are asked once gave so far in this config, by the call as the registry writes it. */
  readonly answers?: readonly (readonly [call: string, answer: string | number | boolean | null])[] | undefined
  readonly configName: string | null
  /** The directory against which relative output directories count. */
  readonly cwd: string
  /** The job's output directory, made before by whoever launched it; `undefined` leaves that to the job. */
  readonly outputDir: string | undefined
}

/** How another process of this app is started: the program, its arguments and the app's own file. */
export interface AppCommand {
  /** The entry file of the app; `undefined` where there is none (a REPL, a notebook). */
  readonly entry: string | undefined
  readonly execPath: string
  readonly execArgv: readonly string[]
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
}

/** All that a launcher may ask of its sweep. */
export interface LaunchContext {
  /** Aborted when the user asks to stop; a launcher starts no job after that. */
  readonly signal: AbortSignal
  /** Runs a job in this process, callbacks and output directory included. Never rejects. */
  runJob(job: JobSpec, options?: { readonly signal?: AbortSignal; readonly attempt?: number }): Promise<JobResult>
  /**
   * To be called in `setup` by a launcher that has several jobs in this process at once: refuses a sweep whose jobs each
   * want the process for themselves (`hydra.job.chdir`, `hydra.job.env_set`), before the first one starts.
   *
   * @throws HydraException `PLUGIN_INVALID`
   */
  jobsShareProcess?(): void
  /** The job as data, for launchers that run it elsewhere; a worker runs it with `runFrozenJob`. */
  freeze(job: JobSpec): FrozenJob
  /** To be called when a job that runs elsewhere starts; `runJob` does it by itself. */
  started(job: JobSpec): void
  /** How to start another process that runs frozen jobs of this app. */
  readonly command: AppCommand
  /** A line for the person at the terminal (standard error). */
  note(line: string): void
}

/**
 * Runs jobs somewhere: in this process, in workers, on a cluster.
 *
 * `hydra/launcher=NAME` chooses a config whose `_target_` is a class or factory that gives one; its other keys are
 * the constructor's options. `launcherContract` of `@hydra-zen/hydra/testing` holds what it must keep.
 */
export interface Launcher {
  /** Called once, before the first job. */
  setup(context: LaunchContext): void | Promise<void>
  /** Takes a job. Returns at once, however many wait. */
  submit(job: JobSpec): JobHandle
  /** How many jobs are worth having at once: a lazily made sweep is not drawn further than this. At least 1. */
  readonly capacity: number
  /** Called once, when no job is left: ends workers, connections, files. */
  close?(): void | Promise<void>
}
