import type { JobSpec } from '../plugins/job.ts'
import type { JobHandle, LaunchContext, Launcher } from '../plugins/launcher.ts'
import { JobQueue } from './job-queue.ts'
import { launcherNumber } from './launcher-options.ts'

/** The keys of `hydra/launcher=async`. */
export interface AsyncLauncherOptions {
  /** How many jobs run at once; 4 unless given. */
  readonly concurrency?: number | undefined
  /**
   * Seconds a job may take. Its signal is then aborted and the sweep goes on without it; what it still does in this
   * process nobody can stop (`hydra/launcher=process` can).
   */
  readonly timeout?: number | null | undefined
  /** How often a job that failed is started once more; 0 unless given. */
  readonly retries?: number | undefined
  /** Seconds before the first retry, doubled each time; 1 unless given. */
  readonly backoff?: number | undefined
}

/** Runs jobs in this process, several at once: for jobs that wait for networks, disks and other processes. */
export class AsyncLauncher implements Launcher {
  readonly capacity: number
  readonly #options: AsyncLauncherOptions
  #queue: JobQueue | undefined

  /** @throws HydraException `PLUGIN_INVALID` */
  constructor(options: AsyncLauncherOptions = {}) {
    this.capacity = launcherNumber('concurrency', options.concurrency, { otherwise: 4, least: 1 })
    this.#options = {
      timeout: launcherNumber('timeout', options.timeout, { otherwise: 0, least: 0 }),
      retries: launcherNumber('retries', options.retries, { otherwise: 0, least: 0 }),
      backoff: launcherNumber('backoff', options.backoff, { otherwise: 1, least: 0 }),
    }
  }

  setup(context: LaunchContext): void {
    if (this.capacity > 1) context.jobsShareProcess?.()
    this.#queue = new JobQueue((job, options) => context.runJob(job, options), context.signal, {
      ...this.#options,
      concurrency: this.capacity,
    })
  }

  submit(job: JobSpec): JobHandle {
    return (this.#queue as JobQueue).submit(job)
  }
}
