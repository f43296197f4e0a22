import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type MapNode, toYaml } from '@hydra-zen/omegaconf/nodes'
import type { Composition } from '../compose/composition.ts'
import { neverSettles } from '../launchers/worker-process.ts'
import { LedgerWriter } from '../ledger/ledger-writer.ts'
import { asOutputError, diskReason, toOnExists } from '../output/output-dir.ts'
import type { JobReturn } from '../plugins/job-return.ts'
import type { SweepResult } from '../plugins/sweep-result.ts'
import type { HydraApp, MultirunRequest } from './app.ts'
import { withBuiltinTargets } from './builtin-targets.ts'
import { composeFor, configNameOf } from './compose-for.ts'
import { hydraNode, readAt } from './config-access.ts'
import { failuresAllowed } from './failure-policy.ts'
import { guardSweep } from './guard.ts'
import type { JobScope } from './job-scope.ts'
import { makeLauncher } from './make-plugin.ts'
import { noteOtherDir } from './note-other-dir.ts'
import { openScope } from './open-scope.ts'
import { openSweeper } from './open-sweeper.ts'
import { writeResults } from './result-files.ts'
import { type EarlierSweep, readEarlier } from './resume.ts'
import { stopSignal } from './stop.ts'
import { claimSweepDir, reopenSweepDir, type SweepDir } from './sweep-dir.ts'
import { SweepDriver } from './sweep-driver.ts'
import { configDigest, plannedSweepDir } from './sweep-plan.ts'
import { SweepSession } from './sweep-session.ts'

/** A sweep's result, with each job's return where they were asked for. */
export interface MultirunResult<R> extends SweepResult<R> {
  /** By job number; only with `keepReturns`. */
  readonly returns: readonly JobReturn<R>[] | undefined
}

/**
 * Runs the app once for each combination its sweeper proposes. Resolves with all results, failures among them.
 *
 * Rejects only where no sweep came about: something does not compose, a plugin or callback cannot be built.
 */
export async function runMultirun<R>(app: HydraApp<R>, given: MultirunRequest): Promise<MultirunResult<R>> {
  const earlier = given.resume === undefined ? undefined : readEarlier(resolve(app.runtime.cwd, given.resume), given)
  const request = earlier?.request ?? given
  const base = composeFor(app, request, 'multirun')
  earlier?.check(base)
  const startedAt = earlier?.startedAt ?? app.runtime.now()
  const configName = configNameOf(app, request)
  // `${now:…}` tells when the sweep began, also in a process that goes on with it days later
  const { scope, tell } = await openScope(app, {
    config: base.config,
    configName,
    now: () => startedAt,
    callbacks: request.callbacks,
  })
  await tell('onComposeConfig', { overrides: request.overrides })
  await tell('onMultirunStart')
  const stop = stopSignal(app.runtime, request.signal)
  const uncaughtOver = app.runtime.onUncaught?.((error) => scope.uncaught.take(error))
  const drainedOver = app.runtime.onDrained?.(() => scope.uncaught.failAll(neverSettles))
  let result: MultirunResult<R> | undefined
  let dir = ''
  try {
    dir = plannedSweepDir(scope, base.config)
    result = (await sweep(scope, base, { request, earlier, startedAt, signal: stop.signal })) as MultirunResult<R>
    return result
  } finally {
    stop.done()
    uncaughtOver?.()
    drainedOver?.()
    const nothing: SweepResult = { outcome: 'failed', dir, jobs: [], failures: [], skipped: 0 }
    await tell('onMultirunEnd', { result: result ?? nothing })
    scope.logging?.close()
  }
}

interface SweepParts {
  readonly request: MultirunRequest
  readonly earlier: EarlierSweep | undefined
  readonly startedAt: Date
  readonly signal: AbortSignal
}

async function sweep(opened: JobScope, base: Composition, parts: SweepParts): Promise<MultirunResult<unknown>> {
  const { app } = opened
  const { config } = base
  const { earlier, signal } = parts
  const allowed = failuresAllowed(readAt(config, ON_FAILURE))
  const sweeper = await openSweeper(opened, base, parts)
  const launcher = await makeLauncher(hydraNode(config), withBuiltinTargets(app.targets))
  const scope: JobScope = { ...opened, overlapping: launcher.capacity > 1 }
  const planned = plannedSweepDir(scope, config)
  const place = earlier === undefined ? claimed(app, planned, config) : reopenSweepDir(earlier.dir)
  const unguard = guardSweep(app.runtime, () => {
    place.release({ keepLedger: true })
    return `Go on with --resume ${place.dir}\n`
  })
  let keepLedger = earlier !== undefined
  try {
    if (earlier === undefined) writing(place.dir, () => writeFileSync(join(place.dir, 'multirun.yaml'), toYaml(config)))
    const problems = new DiskProblems(app.runtime, place.dir)
    const ledger = writing(place.dir, () => {
      return new LedgerWriter(place.ledger, (error) => problems.tell('The ledger', error))
    })
    try {
      const session = new SweepSession(scope, {
        dir: place.dir,
        ledger,
        keepReturns: parts.request.keepReturns === true,
      })
      writing(place.dir, () => begin(ledger, base, { ...parts, scope }))
      const driver = new SweepDriver(scope, base, {
        session,
        sweeper,
        launcher,
        place: { planned, got: place.dir },
        allowed,
        signal,
        earlier,
      })
      const result = await driver.run(() => {
        keepLedger = true
      })
      if (result.outcome !== 'aborted') ledger.append({ kind: 'done', at: Date.now(), jobs: result.jobs.length })
      const files = readAt(config, RESULTS) ?? app.versionBase !== '1.3'
      if (files === true) problems.heed('results.jsonl and results.csv', () => writeResults(place.dir, result.jobs))
      else if (result.outcome === 'completed' || result.outcome === 'failed') keepLedger = false
      return { ...result, returns: session.returns }
    } finally {
      ledger.close()
    }
  } finally {
    unguard()
    place.release({ keepLedger })
  }
}

/** Files of a sweep that cannot be written: told once each, as the jobs and what they return are there all the same. */
class DiskProblems {
  readonly #runtime: HydraApp['runtime']
  readonly #dir: string
  readonly #told = new Set<string>()

  constructor(runtime: HydraApp['runtime'], dir: string) {
    this.#runtime = runtime
    this.#dir = dir
  }

  /** Writes a file; where that fails, it is told. */
  heed(what: string, write: () => void): void {
    try {
      write()
    } catch (error) {
      this.tell(what, error)
    }
  }

  tell(what: string, error: unknown): void {
    if (this.#told.has(what)) return
    this.#told.add(what)
    this.#runtime.stderr.write(`warning: ${what} of ${this.#dir} cannot be written: ${diskReason(error)}\n`)
  }
}

/** A directory of its own for a sweep that begins. */
function claimed({ runtime }: HydraApp, planned: string, config: MapNode): SweepDir {
  const place = claimSweepDir(planned, toOnExists(readAt(config, ON_EXISTS)))
  noteOtherDir(runtime, config, { what: 'sweep', wanted: planned, got: place.dir })
  return place
}

/** Does `work`; what the file system refuses is an error that names the sweep's directory. */
function writing<T>(dir: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw asOutputError(dir, error)
  }
}

const ON_FAILURE = ['hydra', 'sweep', 'on_failure']
const ON_EXISTS = ['hydra', 'job', 'on_exists']
const RESULTS = ['hydra', 'sweep', 'results']

/** The first line of this process in the ledger. */
function begin(
  ledger: LedgerWriter,
  { config }: Composition,
  { request, earlier, startedAt, scope }: SweepParts & { readonly scope: JobScope },
): void {
  const base = configDigest(config)
  if (earlier !== undefined) ledger.append({ kind: 'resumed', at: Date.now(), base })
  else {
    const { overrides } = request
    const { configName, app } = scope
    const sweep = { kind: 'sweep', version: 1, startedAt: startedAt.getTime(), configName, overrides, base } as const
    ledger.append(app.places === undefined ? sweep : { ...sweep, places: app.places })
  }
}
