/** How a job ended, in the reference's words. */
export type JobStatus = 'COMPLETED' | 'FAILED'

/** What a job is, as pure data: any process that can import the app can run it. */
export interface JobSpec {
  /** Counts from 0 over the whole sweep, not over one batch. */
  readonly num: number
  /** `hydra.job.id`: the number as text, unless a launcher has names of its own. */
  readonly id: string
  /** The job's own overrides, as typed: `['db=mysql', '+x=1']`. */
  readonly overrides: readonly string[]
}

/** How a job ended, without its config: what is kept of it while a sweep of thousands goes on. */
export interface JobResult<R = unknown> {
  readonly num: number
  readonly id: string
  readonly overrides: readonly string[]
  readonly status: JobStatus
  /** What the task returned; `undefined` where it failed. */
  readonly value: R | undefined
  /** What the task threw, an `Error` or not; `undefined` where it completed. */
  readonly error: unknown
  /** Absolute; `undefined` where the job never got so far. */
  readonly outputDir: string | undefined
  /** Milliseconds since 1970. */
  readonly startedAt: number
  readonly endedAt: number
  /** How often the job was started: more than 1 after retries. */
  readonly attempts: number
}

/** What a task and a callback may know of the job they belong to. */
export interface JobContext {
  /** `undefined` in a single run. */
  readonly num: number | undefined
  readonly id: string | undefined
  readonly name: string
  readonly overrides: readonly string[]
  /** Absolute. */
  readonly outputDir: string
  /** Aborted when the user asks to stop (Ctrl-C), when the job takes longer than it may, or when it is cancelled. */
  readonly signal: AbortSignal
}
