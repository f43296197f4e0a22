import type { MapNode } from '@hydra-zen/omegaconf/nodes'
import type { Callbacks } from '../callbacks/callbacks.ts'
import type { LoggingContext } from '../logging/logging-context.ts'
import type { OnExists } from '../output/output-dir.ts'
import type { HydraApp } from './app.ts'
import type { HydraOrigin, JobFiles } from './job-files.ts'
import type { RunResolvers } from './run-resolvers.ts'
import type { UncaughtErrors } from './uncaught.ts'

/** What the jobs of a run or a sweep share. */
export interface JobScope {
  readonly app: HydraApp
  readonly configName: string | null
  readonly callbacks: Callbacks
  readonly resolvers: RunResolvers
  readonly files: JobFiles
  /** What Hydra itself logs with; a job's logging stands on it. */
  readonly logging: LoggingContext | undefined
  /** Whether jobs may run at the same time in this process. */
  readonly overlapping: boolean
  /** Gives errors that nobody caught to the job they came from. */
  readonly uncaught: UncaughtErrors
}

/** A job, composed and ready. */
export interface PlannedJob {
  /** The job's whole config; nobody else's, as far as `hydra` goes. */
  readonly config: MapNode
  /** Where its `hydra` comes from, in a sweep. */
  readonly hydraOrigin?: HydraOrigin | undefined
  /** `undefined` in a single run. */
  readonly num: number | undefined
  readonly id: string | undefined
  /** Absolute. */
  readonly dir: string
  readonly onExists: OnExists
  /** Whether `dir` is this job's already. */
  readonly claimed: boolean
}
