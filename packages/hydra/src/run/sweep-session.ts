import { relative, sep } from 'node:path'
import { toYaml } from '@hydra-zen/omegaconf/nodes'
import { HydraException } from '../errors.ts'
import type { LedgerEnd } from '../ledger/ledger-entry.ts'
import type { LedgerWriter } from '../ledger/ledger-writer.ts'
import { getLogger } from '../logging/logger.ts'
import { withLogging } from '../logging/logging-context.ts'
import { claimOutputDir } from '../output/output-dir.ts'
import type { JobResult, JobSpec } from '../plugins/job.ts'
import type { JobReturn } from '../plugins/job-return.ts'
import type { FrozenJob, LaunchContext } from '../plugins/launcher.ts'
import { ready, type Steps, stepwise } from '../stepwise.ts'
import { readAt } from './config-access.ts'
import type { JobScope } from './job-scope.ts'
import { errorText, jsonOf } from './result-table.ts'
import { runJob } from './run-job.ts'
import { isStop } from './stop.ts'
import { configDigest, type FrozenPlan } from './sweep-plan.ts'

/** As `LaunchContext.runJob` takes them. */
type JobOptions = NonNullable<Parameters<LaunchContext['runJob']>[1]>

/** What a sweep keeps of its jobs while it goes on, and what launchers ask of it. */
export class SweepSession {
  readonly #scope: JobScope
  readonly #dir: string
  readonly #ledger: LedgerWriter
  /** Jobs that were composed and have not ended; of many, those far ahead are composed once more when they start. */
  readonly #plans = new Map<number, FrozenPlan | (() => FrozenPlan)>()
  /** What jobs got for a directory, and the digest of their config: kept from one attempt to the next. */
  readonly #places = new Map<number, { dir: string; digest: string }>()
  /** Jobs whose end the ledger has already. */
  readonly #written = new Set<number>()
  readonly #returns: JobReturn[] | undefined

  constructor(scope: JobScope, parts: { dir: string; ledger: LedgerWriter; keepReturns: boolean }) {
    this.#scope = scope
    this.#dir = parts.dir
    this.#ledger = parts.ledger
    this.#returns = parts.keepReturns ? [] : undefined
  }

  /** By job number, where they are kept. */
  get returns(): readonly JobReturn[] | undefined {
    return this.#returns
  }

  hold(num: number, plan: FrozenPlan | (() => FrozenPlan)): void {
    this.#plans.set(num, plan)
  }

  /** For `LaunchContext`. */
  async runJob(spec: JobSpec, options: JobOptions = {}): Promise<JobResult> {
    return stepwise(() => this.#run(spec, options))
  }

  *#run(spec: JobSpec, { signal, attempt = 1 }: JobOptions): Steps<JobResult> {
    const startedAt = Date.now()
    if (attempt === 1) this.started(spec)
    try {
      const plan = this.#planOf(spec)
      const place = this.#places.get(spec.num)
      const own: FrozenPlan = place === undefined ? plan : { ...plan, dir: place.dir, claimed: true }
      const runs = runJob(this.#scope, own, {
        signal: signal ?? new AbortController().signal,
        progress: { ready: (dir, digest) => this.#begin(spec, dir, digest) },
      })
      const ret = yield* ready(runs)
      if (this.#returns !== undefined) this.#returns[spec.num] = ret
      const result = resultOf(spec, ret, attempt)
      // at once, before the next job starts: a crash then does not make this one run again
      if (result.status === 'COMPLETED') this.#write(result)
      return result
    } catch (error) {
      const outputDir = this.#places.get(spec.num)?.dir
      return {
        ...spec,
        status: 'FAILED',
        value: undefined,
        error,
        outputDir,
        startedAt,
        endedAt: Date.now(),
        attempts: attempt,
      }
    }
  }

  /** For `LaunchContext`: the log's line of a job. */
  started({ num, overrides }: JobSpec): void {
    const { logging } = this.#scope
    if (logging === undefined) return
    const shown = overrides.filter((text) => !text.startsWith('hydra.'))
    withLogging(logging, () => log.info(`\t#${num} : ${shown.join(' ')}`))
  }

  /** For `LaunchContext`. */
  freeze(spec: JobSpec): FrozenJob {
    const { app, configName, resolvers } = this.#scope
    const { config, dir: planned, onExists } = this.#planOf(spec)
    let dir = this.#places.get(spec.num)?.dir
    if (dir === undefined) {
      const subdir = readAt(config, ['hydra', 'output_subdir'])
      const marker = subdir === null || subdir === undefined ? null : String(subdir)
      dir = claimOutputDir(planned, { onExists, marker, cwd: app.runtime.cwd })
      this.#begin(spec, dir, configDigest(config))
    }
    return {
      job: spec,
      config: toYaml(config),
      now: Object.fromEntries(resolvers.now),
      startedAt: resolvers.time().getTime(),
      answers: resolvers.answersIn(config),
      configName,
      cwd: app.runtime.cwd,
      outputDir: dir,
    }
  }

  /** A job ended: into the ledger with it. One that never started leaves nothing there. */
  end(result: JobResult): void {
    if (result.attempts > 0) this.#write(result)
    this.#plans.delete(result.num)
    this.#places.delete(result.num)
    this.#written.delete(result.num)
  }

  #write(result: JobResult): void {
    if (this.#written.has(result.num)) return
    this.#written.add(result.num)
    const digest = this.#places.get(result.num)?.digest ?? ''
    this.#ledger.append(ledgerEnd(result, { dir: this.#dir, digest }))
  }

  #begin({ num, overrides }: JobSpec, dir: string, digest: string): void {
    if (this.#places.has(num)) return
    this.#places.set(num, { dir, digest })
    this.#ledger.append({ kind: 'start', num, overrides, dir: inside(this.#dir, dir), config: digest, at: Date.now() })
  }

  #planOf({ num }: JobSpec): FrozenPlan {
    const plan = this.#plans.get(num)
    if (plan !== undefined) return typeof plan === 'function' ? plan() : plan
    throw new HydraException(`The launcher asks for job ${num}, which it was not given.`, { code: 'PLUGIN_INVALID' })
  }
}

const log = getLogger('hydra')

/** What a launcher is handed of a session. */
export function launchContext(
  session: SweepSession,
  { app }: JobScope,
  rest: Pick<LaunchContext, 'signal' | 'note' | 'jobsShareProcess'>,
): LaunchContext {
  const { execPath, execArgv, cwd, env } = app.runtime
  return {
    ...rest,
    runJob: (job, options) => session.runJob(job, options),
    freeze: (job) => session.freeze(job),
    started: (job) => session.started(job),
    command: { entry: app.entry, execPath, execArgv, cwd, env },
  }
}

/** A `JobReturn` without its configs. */
export function resultOf({ num, id, overrides }: JobSpec, ret: JobReturn, attempts: number): JobResult {
  const { status, error, outputDir, startedAt, endedAt } = ret
  const value = status === 'COMPLETED' ? ret.returnValue : undefined
  return { num, id, overrides, status, value, error, outputDir, startedAt, endedAt, attempts }
}

/** A result that an earlier process wrote into the ledger. */
export function resultFrom(end: LedgerEnd, dir: string): JobResult {
  const { num, overrides, status, value, startedAt, endedAt, attempts } = end
  const error = end.error && Object.assign(new Error(end.error.message), { name: end.error.name })
  const outputDir = end.dir === undefined ? undefined : outside(dir, end.dir)
  return { num, id: String(num), overrides, status, value, error, outputDir, startedAt, endedAt, attempts }
}

function ledgerEnd(result: JobResult, { dir, digest }: { dir: string; digest: string }): LedgerEnd {
  const { num, overrides, status, error, outputDir, startedAt, endedAt, attempts } = result
  return {
    kind: 'end',
    num,
    overrides,
    status,
    ...(result.value !== undefined && { value: jsonOf(result.value) }),
    ...(status === 'FAILED' && { error: told(error), ...(isStop(error) && { stopped: true as const }) }),
    dir: outputDir === undefined ? undefined : inside(dir, outputDir),
    config: digest,
    startedAt,
    endedAt,
    attempts,
  }
}

function told(error: unknown): { name: string; message: string } {
  try {
    if (error instanceof Error) return { name: String(error.name), message: String(error.message) }
  } catch {
    // told below
  }
  return { name: 'Error', message: errorText(error) }
}

function inside(dir: string, path: string): string {
  if (path.startsWith(dir + sep)) return path.slice(dir.length + 1)
  const way = relative(dir, path)
  return way.startsWith('..') ? path : way
}

function outside(dir: string, path: string): string {
  return path.startsWith('/') || /^[A-Za-z]:/.test(path) ? path : `${dir}/${path}`
}
