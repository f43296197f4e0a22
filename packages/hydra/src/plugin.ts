/**
 * `@hydra-zen/hydra/plugin`: what launchers, sweepers, callbacks and config sources are written against.
 */
export { HydraException } from './errors.ts'
export { JobQueue, type JobQueueOptions, neverStarted, type StartJob } from './launchers/job-queue.ts'
export { WORKER_VARIABLE } from './launchers/worker-process.ts'
export {
  receivedError,
  type SentError,
  type SentResult,
  sentError,
  type WorkerAnswer,
  type WorkerRequest,
} from './launchers/worker-protocol.ts'
export { getLogger, type Logger } from './logging/logger.ts'
export {
  Callback,
  type CallbackEventName,
  type CallbackLike,
  type ComposeConfigEvent,
  type JobEndEvent,
  type JobEvent,
  type JobStartEvent,
  type MultirunEndEvent,
  type MultirunStartEvent,
  type RunEndEvent,
  type RunStartEvent,
} from './plugins/callback.ts'
export type { JobContext, JobResult, JobSpec, JobStatus } from './plugins/job.ts'
export { JobReturn } from './plugins/job-return.ts'
export type {
  AppCommand,
  FrozenJob,
  JobHandle,
  JobState,
  LaunchContext,
  Launcher,
} from './plugins/launcher.ts'
export type { SweepOutcome, SweepResult } from './plugins/sweep-result.ts'
export type { SweepBatch, SweepContext, Sweeper } from './plugins/sweeper.ts'
export type { ConfigSource, LoadedConfig, ObjectKind, SearchPathItem, SourceFactory } from './sources/config-source.ts'
