import { relative } from 'node:path'
import type { Composition } from '../compose/composition.ts'
import { HydraException } from '../errors.ts'
import { getLogger } from '../logging/logger.ts'
import { withLogging } from '../logging/logging-context.ts'
import { shellQuote } from '../overrides/shell-quote.ts'
import type { JobResult, JobSpec } from '../plugins/job.ts'
import type { JobHandle, Launcher } from '../plugins/launcher.ts'
import type { SweepResult } from '../plugins/sweep-result.ts'
import type { SweepBatch, Sweeper } from '../plugins/sweeper.ts'
import { ready, type Steps, stepwise } from '../stepwise.ts'
import { JobPlanner } from './job-planner.ts'
import type { JobScope } from './job-scope.ts'
import { ProgressLine } from './progress-line.ts'
import { errorText, printTable, resultTable } from './result-table.ts'
import type { EarlierSweep } from './resume.ts'
import { refuseShared } from './run-job.ts'
import { isStop } from './stop.ts'
import { planJob, type SweepPlace } from './sweep-plan.ts'
import { launchContext, type SweepSession } from './sweep-session.ts'

/** What a sweep is driven with. */
export interface SweepDriverParts {
  readonly session: SweepSession
  readonly sweeper: Sweeper
  readonly launcher: Launcher
  readonly place: SweepPlace
  /** After so many failures no further job starts. */
  readonly allowed: number
  readonly signal: AbortSignal
  readonly earlier: EarlierSweep | undefined
}

const log = getLogger('hydra')

/** Composed trees that are kept of one batch; its other jobs are composed, checked, and composed again when they start. */
const MOST_TREES = 64

/** Asks the sweeper, feeds the launcher, tells results: one sweep from its first job to its last. */
export class SweepDriver {
  readonly #scope: JobScope
  readonly #base: Composition
  readonly #parts: SweepDriverParts
  readonly #planner: JobPlanner
  readonly #progress: ProgressLine
  readonly #active = new Map<number, JobHandle>()
  readonly #results: JobResult[] = []
  readonly #failures: JobResult[] = []
  /** How many came in and are not among `#failures` yet: a sweeper may take its time with the results before them. */
  #newFailures = 0
  #skipped = 0
  /** Jobs that an earlier process brought to their end. */
  #known = 0
  /** Jobs beyond those the sweeper counted: of sweeps that choices brought along. */
  #extra = 0
  #total: number | undefined
  /** Whether a job failed since this process began. */
  #lost = false
  #stopped = false
  /** Results that came in and were not looked at yet, and what wakes the one who waits for them. */
  #arrived: JobResult[] = []
  #wake: (() => void) | undefined

  constructor(scope: JobScope, base: Composition, parts: SweepDriverParts) {
    this.#scope = scope
    this.#base = base
    this.#parts = parts
    this.#planner = new JobPlanner(scope, base, parts)
    this.#progress = new ProgressLine(scope.app.runtime)
  }

  /**
   * Runs all jobs and tells what came of them.
   *
   * @param onStart - Called when the first jobs are composed and about to start.
   */
  async run(onStart: () => void): Promise<SweepResult> {
    const { launcher, sweeper, session, signal } = this.#parts
    const note = (line: string) => this.#note(line)
    const jobsShareProcess = () => refuseShared(this.#scope, this.#base.config)
    await launcher.setup(launchContext(session, this.#scope, { signal, note, jobsShareProcess }))
    let problem: { readonly error: unknown } | undefined
    try {
      for (let more = true; more || this.#active.size > 0; ) {
        try {
          if (more && this.#active.size < launcher.capacity) more = await this.#fill(onStart)
        } catch (error) {
          // what cannot be composed ends the sweep, but not the jobs that run already
          problem = { error }
          more = false
          this.#stop(error)
        }
        if (this.#active.size > 0) {
          if (this.#arrived.length === 0) await this.#arrival()
          const told = stepwise(() => this.#takeResults())
          if (told !== undefined) await told
        } else if (more)
          throw new HydraException('The sweeper has no jobs, yet it has not ended.', { code: 'PLUGIN_INVALID' })
      }
    } finally {
      this.#progress.close()
      await launcher.close?.()
      await sweeper.close?.()
    }
    if (problem !== undefined) throw problem.error
    return this.#conclude()
  }

  /** Launches batches until the launcher has enough to do; whether there may be more later. */
  async #fill(onStart: () => void): Promise<boolean> {
    const { sweeper, launcher, signal } = this.#parts
    while (this.#active.size < launcher.capacity) {
      if (this.#stopped || signal.aborted) return false
      const batch = await sweeper.ask(launcher.capacity - this.#active.size)
      if (batch === null || this.#stopped) return false
      if (this.#lost && sweeper.endsAfterFailedBatch === true && batch.jobs.length > 0) {
        this.#stop('a job of the batch before failed')
        return false
      }
      if (batch.jobs.length === 0) {
        if (batch.total !== 0) break
        this.#announce(batch.announce ?? 'Launching 0 jobs locally')
        return false
      }
      await this.#launch(batch, onStart)
    }
    return true
  }

  async #launch(batch: SweepBatch, onStart: () => void): Promise<void> {
    const { session, launcher, earlier, sweeper, place } = this.#parts
    this.#total = batch.total === undefined ? (this.#total ?? 0) + batch.jobs.length : batch.total + this.#extra
    const specs: JobSpec[] = []
    let composed = 0
    for (const plan of this.#planner.planAll(batch.jobs)) {
      const { spec } = plan
      composed++
      const known = earlier?.resultOf(plan)
      if (known !== undefined) {
        this.#keep(known)
        this.#known++
        await sweeper.tell?.(known)
        continue
      }
      // all configs are read by now and stay in memory: composing once more gives the same, and trees need not be kept
      const later = specs.length >= MOST_TREES
      session.hold(spec.num, later ? () => planJob(this.#scope, this.#base, place, spec) : plan)
      specs.push(spec)
    }
    const brought = composed - batch.jobs.length
    this.#total += brought
    this.#extra += brought
    onStart()
    if (specs.length > 0) this.#announce(batch.announce ?? `Launching ${specs.length} jobs locally`)
    for (const spec of specs) {
      const handle = launcher.submit(spec)
      this.#active.set(spec.num, handle)
      void handle.result.then((result) => {
        this.#arrived.push(result)
        if (isFailure(result)) {
          this.#newFailures++
          if (this.#failures.length + this.#newFailures >= this.#parts.allowed) this.#stop('hydra.sweep.on_failure')
        }
        this.#wake?.()
      })
    }
  }

  /** Resolves when the next result comes in. */
  #arrival(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve
    })
  }

  *#takeResults(): Steps<void> {
    const arrived = this.#arrived
    this.#arrived = []
    for (const result of arrived) {
      this.#active.delete(result.num)
      this.#parts.session.end(result)
      if (result.attempts === 0) this.#skipped++
      else {
        if (isFailure(result)) this.#newFailures--
        this.#keep(result)
        if (isFailure(result)) this.#failed(result)
      }
      yield* ready(this.#parts.sweeper.tell?.(result))
    }
    const { length: done } = this.#results
    this.#progress.show({ done, failed: this.#failures.length, running: this.#running(), total: this.#total })
  }

  #keep(result: JobResult): void {
    this.#results.push(result)
    if (result.status === 'FAILED') this.#failures.push(result)
  }

  #failed({ num, overrides, error, outputDir }: JobResult): void {
    this.#lost = true
    const where = outputDir === undefined ? '' : `\n  ${outputDir}`
    // one who stops a sweep knows why its jobs ended
    if (!isStop(error)) this.#note(`job ${num} failed (${overrides.join(' ')}): ${errorText(error)}${where}`)
  }

  /** No job starts from here on; those that run come to their end. */
  #stop(reason: unknown): void {
    if (this.#stopped) return
    this.#stopped = true
    for (const handle of this.#active.values()) if (handle.state === 'queued') handle.cancel(reason)
  }

  #running(): number {
    const { capacity } = this.#parts.launcher
    return Math.min(capacity, this.#active.size)
  }

  #announce(text: string): void {
    const { logging } = this.#scope
    if (text !== '' && logging !== undefined) withLogging(logging, () => log.info(text))
  }

  #note(line: string): void {
    this.#progress.clear()
    this.#scope.app.runtime.stderr.write(`${line}\n`)
  }

  #conclude(): SweepResult {
    const { signal, place } = this.#parts
    const jobs = this.#results.sort((a, b) => a.num - b.num)
    const failures = this.#failures
    const outcome = signal.aborted
      ? 'aborted'
      : this.#stopped
        ? 'stopped'
        : failures.length > 0
          ? 'failed'
          : 'completed'
    const result: SweepResult = { outcome, dir: place.got, jobs, failures, skipped: this.#notStarted() }
    this.#show(result)
    return result
  }

  /** Of a long sweep most jobs were not even proposed when it ended early. */
  #notStarted(): number {
    const total = this.#total ?? 0
    return Math.max(this.#skipped, this.#stopped || this.#parts.signal.aborted ? total - this.#results.length : 0)
  }

  /** A table of all jobs for whoever looks at a terminal; elsewhere of those that failed, if any did. */
  #show({ jobs, failures, skipped, outcome }: SweepResult): void {
    const { stderr } = this.#scope.app.runtime
    const failed = new Set(failures.filter(({ error }) => !isStop(error)))
    const ended = failures.length - failed.size
    if (stderr.isTTY && jobs.length > 1) stderr.write(`\n${printTable(resultTable(jobs))}`)
    else if (failed.size > 0) stderr.write(`\n${printTable(resultTable(jobs.filter((job) => failed.has(job))))}`)
    if (failed.size > 0) stderr.write(`${failed.size} of ${jobs.length} jobs failed.\n`)
    if (this.#parts.earlier !== undefined && this.#known === jobs.length && skipped === 0) {
      stderr.write(`Nothing is missing: all ${jobs.length} jobs of this sweep are through.\n`)
      if (failed.size > 0) stderr.write('hint: --retry-failed runs those that failed once more\n')
    }
    if (jobs.length + skipped === 0 && outcome === 'completed') {
      stderr.write('warning: this sweep has no jobs: a range is empty, a glob matches nothing, or all are excluded\n')
    }
    if (ended > 0) stderr.write(`${jobsWere(ended)} ended on the way (the sweep was ${outcome}).\n`)
    if (skipped > 0) stderr.write(`${jobsWere(skipped)} not started (the sweep was ${outcome}).\n`)
    if (ended + skipped > 0) stderr.write(`hint: go on with --resume ${this.#placeText()}\n`)
  }

  /** The sweep's directory as one would name it from where the app runs. */
  #placeText(): string {
    const { got } = this.#parts.place
    const way = relative(this.#scope.app.runtime.cwd, got)
    return shellQuote(way === '' || way.startsWith('..') ? got : way)
  }
}

function jobsWere(count: number): string {
  return count === 1 ? '1 job was' : `${count} jobs were`
}

/** Whether a job ran and failed; one that never started is none. */
function isFailure({ attempts, status }: JobResult): boolean {
  return attempts > 0 && status === 'FAILED'
}
