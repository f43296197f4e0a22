import { type ChildProcess, fork } from 'node:child_process'
import { appendFileSync, closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { HydraException } from '../errors.ts'
import { errorText } from '../logging/error-text.ts'
import type { JobResult, JobSpec } from '../plugins/job.ts'
import type { FrozenJob, JobHandle, LaunchContext, Launcher } from '../plugins/launcher.ts'
import { failed, JobQueue } from './job-queue.ts'
import { launcherNumber } from './launcher-options.ts'
import { waitOf } from './longest-wait.ts'
import { OrphanGuard } from './orphan-guard.ts'
import { neverSettles, UNSETTLED, WORKER_VARIABLE } from './worker-process.ts'
import { receivedError, type WorkerAnswer, type WorkerRequest } from './worker-protocol.ts'

/** The keys of `hydra/launcher=process`. */
export interface ProcessLauncherOptions {
  /** How many processes run at once; 2 unless given. */
  readonly concurrency?: number | undefined
  /** Seconds a job may take; its process is then ended. */
  readonly timeout?: number | null | undefined
  /** How often a job that failed is started once more; 0 unless given. */
  readonly retries?: number | undefined
  /** Seconds before the first retry, doubled each time; 1 unless given. */
  readonly backoff?: number | undefined
  /** Seconds between asking a process to end (SIGTERM) and ending it (SIGKILL); 3 unless given. */
  readonly grace?: number | undefined
  /** Where a job's output goes: `file` (`stdout.log` and `stderr.log` in its directory) or `inherit`. */
  readonly output?: 'file' | 'inherit' | undefined
}

/**
 * Runs each job in a fresh process of its own, several at once: own memory, working directory, environment and output.
 *
 * The process is started from the app's entry file. A job's own callbacks are built and told there; those of the
 * multirun here.
 */
export class ProcessLauncher implements Launcher {
  readonly capacity: number
  readonly #options: ProcessLauncherOptions
  readonly #grace: number
  readonly #output: 'file' | 'inherit'
  readonly #children = new Set<ChildProcess>()
  #queue: JobQueue | undefined
  #guard: OrphanGuard | undefined
  /** Whether it was told that a job's value cannot leave its process. */
  #toldOfValues = false

  /** @throws HydraException `PLUGIN_INVALID` */
  constructor(options: ProcessLauncherOptions = {}) {
    this.capacity = launcherNumber('concurrency', options.concurrency, { otherwise: 2, least: 1 })
    this.#grace = launcherNumber('grace', options.grace, { otherwise: 3, least: 0 })
    this.#output = options.output ?? 'file'
    if (this.#output !== 'file' && this.#output !== 'inherit') {
      throw new HydraException(`hydra.launcher.output is \`${String(this.#output)}\`.`, {
        code: 'PLUGIN_INVALID',
        path: 'hydra.launcher.output',
        hint: 'file or inherit',
      })
    }
    this.#options = {
      timeout: launcherNumber('timeout', options.timeout, { otherwise: 0, least: 0 }),
      retries: launcherNumber('retries', options.retries, { otherwise: 0, least: 0 }),
      backoff: launcherNumber('backoff', options.backoff, { otherwise: 1, least: 0 }),
    }
  }

  setup(context: LaunchContext): void {
    if (context.command.entry === undefined) {
      throw new HydraException('hydra/launcher=process needs an app with a file of its own to start processes from.', {
        code: 'PLUGIN_INVALID',
        hint: 'say `entry` (import.meta.url) where the app is made, or use hydra/launcher=async',
      })
    }
    context.signal.addEventListener('abort', () => this.#listen(), { once: true })
    this.#queue = new JobQueue((job, options) => this.#runJob(context, job, options), context.signal, {
      ...this.#options,
      concurrency: this.capacity,
    })
  }

  submit(job: JobSpec): JobHandle {
    return (this.#queue as JobQueue).submit(job)
  }

  close(): void {
    process.off('SIGINT', this.#endAll).off('SIGTERM', this.#endAll)
    for (const child of this.#children) endChild(child, 'SIGKILL')
    this.#guard?.close()
    this.#guard = undefined
  }

  #tellOfValue({ num }: JobSpec, note: LaunchContext['note']): void {
    if (this.#toldOfValues) return
    this.#toldOfValues = true
    note(
      `warning: what job ${num} returned cannot leave its process as it is (a function?): the results have it as JSON\n` +
        'hint: return plain data, or use hydra/launcher=async',
    )
  }

  /** Whoever is asked a second time to end does so at once, and must not leave processes behind that do not listen. */
  #listen(): void {
    if (this.#children.size > 0) process.on('SIGINT', this.#endAll).on('SIGTERM', this.#endAll)
  }

  readonly #endAll = (signal: NodeJS.Signals): void => {
    this.close()
    process.kill(process.pid, signal)
  }

  async #runJob(
    context: LaunchContext,
    job: JobSpec,
    { signal, attempt }: { signal: AbortSignal; attempt: number },
  ): Promise<JobResult> {
    const startedAt = Date.now()
    let frozen: FrozenJob | undefined
    try {
      frozen = context.freeze(job)
      if (attempt === 1) context.started(job)
      return await this.#inChild(context, frozen, { signal, attempt })
    } catch (error) {
      const outputDir = frozen?.outputDir
      return { ...failed(job, error), outputDir, startedAt, endedAt: Date.now(), attempts: attempt }
    }
  }

  #inChild(
    { command, note }: LaunchContext,
    frozen: FrozenJob,
    { signal, attempt }: { signal: AbortSignal; attempt: number },
  ): Promise<JobResult> {
    const logs = this.#output === 'file' && frozen.outputDir !== undefined ? openLogs(frozen.outputDir) : undefined
    const child = fork(command.entry as string, [], {
      cwd: command.cwd,
      env: { ...command.env, [WORKER_VARIABLE]: '1' },
      execPath: command.execPath,
      execArgv: [...command.execArgv],
      serialization: 'advanced',
      detached: true, // a process group of its own: what the job started ends with it, and Ctrl-C reaches us alone
      stdio: ['ignore', logs?.[0] ?? 'inherit', logs?.[1] ?? 'inherit', 'ipc'],
    })
    for (const fd of logs ?? []) closeSync(fd)
    this.#children.add(child)
    this.#guard ??= new OrphanGuard()
    this.#guard.started(child.pid)
    return new Promise<JobResult>((resolve, reject) => {
      let result: JobResult | undefined
      let refused: unknown
      let killer: NodeJS.Timeout | undefined
      const stop = () => {
        clearTimeout(killer)
        endChild(child, 'SIGTERM')
        killer = setTimeout(() => endChild(child, 'SIGKILL'), waitOf(this.#grace))
      }
      child.on('message', (answer: WorkerAnswer) => {
        if (answer.kind === 'hydra-ready') {
          child.send({ kind: 'hydra-job', frozen, attempt } satisfies WorkerRequest)
        } else if (answer.kind === 'hydra-result') {
          const { error } = answer.result
          result = { ...answer.result, error: error && receivedError(error) }
          if (answer.altered === true) this.#tellOfValue(frozen.job, note)
          // the task is through: whatever it left running may come to its end, but not keep others waiting
          killer ??= setTimeout(stop, waitOf(this.#grace))
        } else if (answer.kind === 'hydra-refused') {
          refused = receivedError(answer.error)
        }
      })
      child.on('error', reject)
      child.on('close', (code, by) => {
        clearTimeout(killer)
        signal.removeEventListener('abort', stop)
        this.#children.delete(child)
        endChild(child, 'SIGKILL') // what the job left running
        this.#guard?.ended(child.pid)
        if (result !== undefined && !(signal.aborted && result.status === 'FAILED')) resolve(result)
        else {
          const why = signal.aborted ? signal.reason : (refused ?? endedEarly({ code, by, log: logs !== undefined }))
          if (logs !== undefined) leaveWord(frozen.outputDir as string, why)
          reject(why)
        }
      })
      if (signal.aborted) stop()
      else signal.addEventListener('abort', stop, { once: true })
    })
  }
}

/** What a job's process could not say itself, beside what it said. */
function leaveWord(dir: string, error: unknown): void {
  try {
    // where in the sweep's process it was noticed tells nobody anything
    const text = error instanceof HydraException ? `${error.name}: ${error.message}` : errorText(error)
    appendFileSync(join(dir, 'stderr.log'), `${text}\n`)
  } catch {
    // the sweep tells it, too
  }
}

/** To the whole process group; a process that is gone is left alone. */
function endChild(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (child.pid === undefined) return
  try {
    process.kill(-child.pid, signal)
  } catch {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
  }
}

function openLogs(dir: string): [number, number] {
  mkdirSync(dir, { recursive: true })
  return [openSync(join(dir, 'stdout.log'), 'a'), openSync(join(dir, 'stderr.log'), 'a')]
}

interface EarlyEnd {
  readonly code: number | null
  readonly by: NodeJS.Signals | null
  /** Whether what it wrote is in a file. */
  readonly log: boolean
}

function endedEarly({ code, by, log }: EarlyEnd): HydraException {
  if (code === UNSETTLED) return neverSettles()
  const how = by === null ? `ended with exit code ${code}` : `was ended by ${by}`
  const hints = []
  if (by === 'SIGKILL') {
    hints.push('a system that runs out of memory ends processes so; lower hydra.launcher.concurrency needs less')
  } else {
    if (by === null) hints.push('a task should return or throw; process.exit() ends it without a result')
    if (log) hints.push('its stderr.log may tell more')
  }
  return new HydraException(`The job's process ${how} before its task was through.`, {
    code: 'JOB_FAILED',
    hint: hints.length > 0 ? hints.join('\n      ') : undefined,
  })
}
