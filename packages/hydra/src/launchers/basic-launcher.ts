import type { JobSpec } from '../plugins/job.ts'
import type { JobHandle, LaunchContext, Launcher } from '../plugins/launcher.ts'
import { JobQueue } from './job-queue.ts'

/** Runs jobs in this process, one after the other. Reference: `BasicLauncher`. */
export class BasicLauncher implements Launcher {
  readonly capacity = 1
  #queue: JobQueue | undefined

  setup(context: LaunchContext): void {
    this.#queue = new JobQueue((job, options) => context.runJob(job, options), context.signal, { concurrency: 1 })
  }

  submit(job: JobSpec): JobHandle {
    return (this.#queue as JobQueue).submit(job)
  }
}
