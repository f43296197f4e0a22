import { sep } from 'node:path'
import {
  copyNode,
  createNode,
  type ListNode,
  type MapNode,
  scalarNode,
  select,
  setContext,
  toYaml,
} from '@hydra-zen/omegaconf/nodes'
import { apart } from '../ambient.ts'
import { HydraException } from '../errors.ts'
import { inDisposalScope } from '../instantiate/disposal-scope.ts'
import { runWithTargets } from '../instantiate/targets.ts'
import { digest } from '../ledger/digest.ts'
import { configureLogging, withLogging } from '../logging/logging-context.ts'
import { asOutputError, claimOutputDir } from '../output/output-dir.ts'
import type { JobContext } from '../plugins/job.ts'
import { JobReturn } from '../plugins/job-return.ts'
import { isThenable, ready, type Steps, stepwise } from '../stepwise.ts'
import { asView, hydraNode, putScalar, readAt, shellOf, textAt, textsAt } from './config-access.ts'
import { type CurrentJob, withCurrentJob } from './hydra-config.ts'
import type { JobScope, PlannedJob } from './job-scope.ts'
import { noteOtherDir } from './note-other-dir.ts'
import { settled } from './settled.ts'
import { isStop } from './stop.ts'

/** Told on the way of a job. */
export interface JobProgress {
  /** The directory is there, and this is the fingerprint of the config that the task will be handed. */
  ready?(outputDir: string, configDigest: string): void
}

/**
 * Runs one job: its directory, its log, its files, its events and the task. Gives how it ended: a promise of it where
 * the task or a callback has to be waited for.
 *
 * Reference: `hydra.core.utils.run_job`; the order of all that happens is its order.
 *
 * @throws HydraException where the job does not come about: its directory or its log cannot be made
 */
export function runJob(
  scope: JobScope,
  plan: PlannedJob,
  options: { readonly signal: AbortSignal; readonly progress?: JobProgress },
): JobReturn | Promise<JobReturn> {
  const { app } = scope
  const { config } = plan
  const marker = readAt(config, OUTPUT_SUBDIR)
  const { cwd } = app.runtime
  const subdir = marker === null || marker === undefined ? null : String(marker)
  const outputDir = plan.claimed ? plan.dir : claimOutputDir(plan.dir, { onExists: plan.onExists, marker: subdir, cwd })
  if (plan.num === undefined) noteOtherDir(app.runtime, config, { what: 'run', wanted: plan.dir, got: outputDir })
  const hydra = hydraNode(config)
  putScalar(select(hydra, RUNTIME) as MapNode, 'output_dir', scalarNode(outputDir))
  const job: JobContext = {
    num: plan.num,
    id: plan.id,
    name: textAt(config, JOB_NAME),
    overrides: textsAt(config, TASK_OVERRIDES),
    outputDir,
    signal: options.signal,
  }
  const current: CurrentJob = { hydra, originalCwd: cwd, job }
  const run = () => stepwise(() => inJob(scope, { plan, job, hydra, subdir }, options))
  return apart(() => withCurrentJob(current, run))
}

const OUTPUT_SUBDIR = ['hydra', 'output_subdir']
const RUNTIME = ['runtime']
const JOB_NAME = ['hydra', 'job', 'name']
const TASK_OVERRIDES = ['hydra', 'overrides', 'task']
const HYDRA_OVERRIDES = ['hydra', 'overrides', 'hydra']
const CHDIR = ['hydra', 'job', 'chdir']
const ENV_SET = ['hydra', 'job', 'env_set']

interface JobParts {
  readonly plan: PlannedJob
  readonly job: JobContext
  readonly hydra: MapNode
  readonly subdir: string | null
}

function* inJob(
  scope: JobScope,
  { plan, job, hydra, subdir }: JobParts,
  { signal, progress }: { readonly signal: AbortSignal; readonly progress?: JobProgress },
): Steps<JobReturn> {
  const { config } = plan
  const { runtime } = scope.app
  const task = taskConfig(scope, config, hydra)
  const chdir = changesDirectory(scope, config)
  const restoreEnv = setEnv(scope, config)
  if (chdir) {
    if (scope.overlapping) throw needsOwnProcess('hydra.job.chdir')
    runtime.chdir(job.outputDir)
  }
  try {
    const logging =
      scope.app.logging === false
        ? undefined
        : configureLogging({
            config: select(hydra, ['job_logging'], { resolve: false }),
            verbose: select(hydra, ['verbose'], { resolve: false }),
            world: { ...logWorld(scope), cwd: chdir ? job.outputDir : runtime.cwd },
            base: scope.logging,
          })
    const text = toYaml(task)
    if (subdir !== null) {
      const overrides = select(config, TASK_OVERRIDES) as ListNode | undefined
      scope.files.write(job.outputDir + sep + subdir, {
        config: text,
        hydra,
        origin: plan.hydraOrigin,
        overrides: overrides ?? (createNode([]) as ListNode),
      })
    }
    if (progress?.ready !== undefined) progress.ready(job.outputDir, digest(text))
    const run = () => stepwise(() => withEvents(scope, { config, task, job }, signal))
    const ret = yield* ready(logging === undefined ? run() : withLogging(logging, run))
    if (ret.status === 'FAILED' && scope.app.versionBase !== '1.3') {
      logging?.noteFailure(`Error executing job with overrides: [${ret.overrides.join(', ')}]`, ret.error)
    }
    logging?.close()
    return ret
  } catch (error) {
    throw asOutputError(job.outputDir, error)
  } finally {
    if (chdir) runtime.chdir(runtime.cwd)
    restoreEnv?.()
  }
}

interface EventParts {
  readonly config: MapNode
  readonly task: MapNode
  readonly job: JobContext
}

function* withEvents(
  { app, callbacks, uncaught }: JobScope,
  { config, task, job }: EventParts,
  signal: AbortSignal,
): Steps<JobReturn> {
  const whole = callbacks.any ? asView(config) : undefined
  if (whole !== undefined) yield* ready(callbacks.notify('onJobStart', { config: whole, job, taskFunction: app.task }))
  const startedAt = Date.now()
  let value: unknown
  let error: unknown
  let failed = false
  try {
    value = yield* inDisposalScope(() => {
      const given = runWithTargets(app.targets, () => app.task(asView(task), job))
      if (!isThenable(given)) return given
      return settled(given, signal, { watch: (fail) => uncaught.begin(job.outputDir, fail) })
    })
  } catch (thrown) {
    failed = true
    // a job that was asked to end fails for the reason it was given, not for what came of it
    error = signal.aborted && signal.reason instanceof HydraException ? signal.reason : tangible(thrown)
  }
  const ret = new JobReturn({
    status: failed ? 'FAILED' : 'COMPLETED',
    value,
    error,
    overrides: job.overrides,
    hydraOverrides: textsAt(config, HYDRA_OVERRIDES),
    cfg: () => asView(task),
    hydraCfg: () => asView(shellOf(config, (key) => key === 'hydra')),
    aborted: failed && signal.aborted && isStop(signal.reason),
    outputDir: job.outputDir,
    taskName: job.name,
    num: job.num,
    id: job.id,
    startedAt,
    endedAt: Date.now(),
  })
  if (whole !== undefined) yield* ready(callbacks.notify('onJobEnd', { config: whole, job, jobReturn: ret }))
  return ret
}

/** What was thrown; an error in place of a proxy that refuses to be looked at, as it would take the whole sweep along. */
function tangible(thrown: unknown): unknown {
  try {
    void (thrown instanceof Error)
    return thrown
  } catch (cause) {
    return new HydraException('The task threw something that refuses to be looked at.', { code: 'JOB_FAILED', cause })
  }
}

/** What the task is handed: a copy of the config without its `hydra` node. */
function taskConfig({ app, resolvers }: JobScope, config: MapNode, hydra: MapNode): MapNode {
  const task = copyNode(shellOf(config, (key) => key !== 'hydra'))
  setContext(task, { resolvers: resolvers.registry, env: app.runtime.env })
  resolvers.bind(task, hydra)
  resolvers.share(config, task)
  return task
}

function logWorld({ app: { runtime } }: JobScope) {
  return { stdout: runtime.stdout, stderr: runtime.stderr, env: runtime.env, now: () => runtime.now() }
}

/**
 * Refuses a sweep's config whose jobs change the whole process, where several run in it at once.
 *
 * @throws HydraException `PLUGIN_INVALID`
 */
export function refuseShared(scope: JobScope, config: MapNode): void {
  let what: string | undefined
  try {
    if (changesDirectory(scope, config)) what = 'hydra.job.chdir'
    else if (variablesOf(config) !== undefined) what = 'hydra.job.env_set'
  } catch {
    // it reads what only the jobs have: each is looked at when it starts
  }
  if (what !== undefined) throw needsOwnProcess(what)
}

function changesDirectory({ app }: JobScope, config: MapNode): boolean {
  return (readAt(config, CHDIR) ?? app.repository.legacy) === true
}

/** The node of `hydra.job.env_set`, where there is anything in it. */
function variablesOf(config: MapNode): MapNode | undefined {
  const set = select(config, ENV_SET)
  return set?.kind !== 'map' || set.state !== 'value' || set.cells.size === 0 ? undefined : (set as MapNode)
}

/** Sets the variables of `hydra.job.env_set`; gives what puts the old ones back. */
function setEnv({ app, overlapping }: JobScope, config: MapNode): (() => void) | undefined {
  const set = variablesOf(config)
  if (set === undefined) return undefined
  if (overlapping) throw needsOwnProcess('hydra.job.env_set')
  const { env } = app.runtime
  const before = new Map<string, string | undefined>()
  for (const key of set.cells.keys()) {
    before.set(String(key), env[String(key)])
    env[String(key)] = textAt(set, [key])
  }
  return () => {
    for (const [key, value] of before) {
      if (value === undefined) delete env[key]
      else env[key] = value
    }
  }
}

function needsOwnProcess(what: string): HydraException {
  return new HydraException(`${what} concerns a whole process, and several jobs run in this one.`, {
    code: 'PLUGIN_INVALID',
    path: what,
    hint: 'use hydra/launcher=process, or hydra/launcher=basic for one job after another',
  })
}
