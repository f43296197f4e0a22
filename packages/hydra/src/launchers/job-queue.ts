import { HydraException } from '../errors.ts'
import type { JobResult, JobSpec } from '../plugins/job.ts'
import type { JobHandle, JobState } from '../plugins/launcher.ts'
import { LONGEST_WAIT, waitOf } from './longest-wait.ts'

/** Starts one attempt of a job. Never rejects. */
export type StartJob = (job: JobSpec, options: { signal: AbortSignal; attempt: number }) => Promise<JobResult>

/** How many jobs run at once, for how long, and how often. */
export interface JobQueueOptions {
  readonly concurrency: number
  /** Seconds one attempt may take; after that its signal is aborted. */
  readonly timeout?: number | null | undefined
  /** How often a job that failed is started once more. */
  readonly retries?: number | undefined
  /** Seconds before the first retry; each further one waits twice as long. */
  readonly backoff?: number | undefined
}

/** Seconds after which the event loop is let turn between two jobs. */
const LONGEST_TURN = 0.02

interface Waiting {
  readonly job: JobSpec
  readonly controller: AbortController
  state: JobState
  done: (result: JobResult) => void
}

/** Jobs in the order they came, some at once: what launchers that run jobs themselves are made of. */
export class JobQueue {
  readonly #options: JobQueueOptions
  readonly #start: StartJob
  readonly #signal: AbortSignal
  /** Those from `#next` on have not started; the rest was cut off from time to time. */
  #waiting: Waiting[] = []
  #next = 0
  readonly #running = new Set<Waiting>()
  /** How many run one job after another; each ends when it finds none. */
  #workers = 0
  /** How many failures those who wait for them may not have heard of yet. */
  #unheard = 0
  /** When the event loop was last known to turn, in seconds. */
  #turned = process.uptime()

  constructor(start: StartJob, signal: AbortSignal, options: JobQueueOptions) {
    this.#start = start
    this.#signal = signal
    this.#options = options
    signal.addEventListener('abort', () => this.#stop(signal.reason), { once: true })
  }

  submit(job: JobSpec): JobHandle {
    const waiting: Waiting = { job, controller: new AbortController(), state: 'queued', done: () => {} }
    const result = new Promise<JobResult>((resolve) => {
      waiting.done = resolve
    })
    this.#waiting.push(waiting)
    if (this.#workers < this.#options.concurrency) void this.#work()
    return {
      job,
      result,
      get state() {
        return waiting.state
      },
      cancel: (reason) => this.#cancel(waiting, reason),
    }
  }

  /** The next job that is to run; those cancelled meanwhile are passed over. */
  #take(): Waiting | undefined {
    while (this.#next < this.#waiting.length) {
      const waiting = this.#waiting[this.#next++] as Waiting
      if (this.#next > 1000) {
        this.#waiting = this.#waiting.slice(this.#next)
        this.#next = 0
      }
      if (waiting.state !== 'queued') continue
      if (!this.#signal.aborted) return waiting
      this.#drop(waiting, this.#signal.reason)
    }
    return undefined
  }

  /** Runs jobs, one after another, until none is left. */
  async #work(): Promise<void> {
    this.#workers++
    for (let waiting = this.#take(); waiting !== undefined; waiting = this.#take()) {
      waiting.state = 'running'
      this.#running.add(waiting)
      let result = await this.#attempt(waiting, 1)
      if (result.status === 'FAILED' && this.#options.retries) result = await this.#retry(waiting, result)
      this.#running.delete(waiting)
      const cancelled = waiting.controller.signal.aborted
      waiting.state = result.status === 'COMPLETED' ? 'completed' : cancelled ? 'cancelled' : 'failed'
      waiting.done(result)
      // whoever waits for the result may want no further job after a failure, this one's or another's: it is heard first;
      // and jobs that never wait for anything would keep Ctrl-C from being heard
      if (result.status === 'FAILED') this.#unheard++
      if (this.#unheard > 0 || process.uptime() - this.#turned > LONGEST_TURN) {
        await new Promise((resolve) => setImmediate(resolve))
        this.#turned = process.uptime()
      }
      if (result.status === 'FAILED') this.#unheard--
    }
    this.#workers--
  }

  async #retry(waiting: Waiting, first: JobResult): Promise<JobResult> {
    const { retries = 0, backoff = 1 } = this.#options
    const { signal } = waiting.controller
    let result = first
    for (let attempt = 2; attempt <= retries + 1 && result.status === 'FAILED' && !signal.aborted; attempt++) {
      await pause(backoff * 2 ** (attempt - 2), signal)
      if (!signal.aborted) result = await this.#attempt(waiting, attempt)
    }
    return result
  }

  #attempt({ job, controller }: Waiting, attempt: number): Promise<JobResult> {
    const { timeout } = this.#options
    if (!timeout || timeout * 1000 > LONGEST_WAIT) return this.#start(job, { signal: controller.signal, attempt })
    return this.#inTime(job, controller, { timeout, attempt })
  }

  async #inTime(
    job: JobSpec,
    controller: AbortController,
    { timeout, attempt }: { readonly timeout: number; readonly attempt: number },
  ): Promise<JobResult> {
    const limit = new AbortController()
    const pass = () => limit.abort(controller.signal.reason)
    controller.signal.addEventListener('abort', pass, { once: true })
    const timer = setTimeout(() => limit.abort(timedOut(timeout)), timeout * 1000)
    try {
      return await this.#start(job, { signal: limit.signal, attempt })
    } finally {
      clearTimeout(timer)
      controller.signal.removeEventListener('abort', pass)
    }
  }

  #stop(reason: unknown): void {
    for (const waiting of this.#waiting.slice(this.#next)) this.#drop(waiting, reason)
    this.#waiting = []
    this.#next = 0
    for (const waiting of this.#running) waiting.controller.abort(reason)
  }

  #cancel(waiting: Waiting, reason: unknown): void {
    if (waiting.state === 'queued') this.#drop(waiting, reason)
    else if (waiting.state === 'running') waiting.controller.abort(reason)
  }

  #drop(waiting: Waiting, reason: unknown): void {
    if (waiting.state !== 'queued') return
    waiting.state = 'cancelled'
    waiting.done(neverStarted(waiting.job, reason))
  }
}

/** The result of a job that was cancelled before it started: no attempt was made. */
export function neverStarted(job: JobSpec, reason: unknown): JobResult {
  const now = Date.now()
  const error = new HydraException(`Job ${job.num} was not started.`, { code: 'JOB_ABORTED', cause: reason })
  return { ...failed(job, error), startedAt: now, endedAt: now, attempts: 0 }
}

/** The result of a job that ended with `error` before it could say anything itself. */
export function failed(
  { num, id, overrides }: JobSpec,
  error: unknown,
): Pick<JobResult, 'num' | 'id' | 'overrides' | 'status' | 'value' | 'error' | 'outputDir'> {
  return { num, id, overrides, status: 'FAILED', value: undefined, error, outputDir: undefined }
}

function timedOut(seconds: number): HydraException {
  return new HydraException(`The job took longer than ${seconds} s.`, {
    code: 'JOB_TIMEOUT',
    hint: 'hydra.launcher.timeout says how long a job may take',
  })
}

function pause(seconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, waitOf(seconds))
    signal.addEventListener('abort', done, { once: true })
  })
}
