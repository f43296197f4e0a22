import assert from 'node:assert/strict'
import type { JobResult, JobSpec } from '../plugins/job.ts'
import type { JobHandle, LaunchContext, Launcher } from '../plugins/launcher.ts'
import { type Exceptions, promisesOf, type TestRunner } from './contract.ts'
import { runContractJob } from './contract-job.ts'

/** What a launcher under test is made with. */
export interface LauncherContractOptions {
  /** `describe` and `it` of your test runner. */
  readonly runner: TestRunner
  /** Gives a fresh launcher, set for two jobs at once where it can. */
  readonly make: () => Launcher
  /**
   * Parts of the context that the contract's own will not do for: a launcher that runs jobs elsewhere says here how its
   * worker is started. The worker must end each job as `runContractJob` does.
   */
  readonly context?: Partial<LaunchContext>
  /** Promises that do not apply, and why. */
  readonly exceptions?: Exceptions
}

/** What every launcher owes its users, as a suite of tests. */
export function launcherContract(name: string, options: LauncherContractOptions): void {
  const { promise, finish } = promisesOf(options.runner, options.exceptions)
  const opened = async () => open(options)

  options.runner.describe(`launcher contract: ${name}`, () => {
    promise('each job gets its own result, whatever order they end in', async () => {
      const { launcher, close } = await opened()
      const handles = [3, 4, 5].map((num) => launcher.submit(spec(num, num === 3 ? 'do=nap' : 'do=return')))
      const results = await Promise.all(handles.map(({ result }) => result))
      assert.deepEqual(
        results.map(({ num, status, value }) => [num, status, value]),
        [3, 4, 5].map((num) => [num, 'COMPLETED', num]),
      )
      assert.deepEqual(statesOf(handles), ['completed', 'completed', 'completed'])
      await close()
    })

    promise('a job that fails, fails alone', async () => {
      const { launcher, close } = await opened()
      const handles = ['do=return', 'do=throw', 'do=return'].map((what, num) => launcher.submit(spec(num, what)))
      const results = await Promise.all(handles.map(({ result }) => result))
      assert.deepEqual(statusesOf(results), ['COMPLETED', 'FAILED', 'COMPLETED'])
      const { name, message } = (results[1] as JobResult).error as Error
      assert.deepEqual({ name, message }, { name: 'RangeError', message: 'no' })
      assert.equal(handles[1]?.state, 'failed')
      await close()
    })

    promise('a job is announced when it starts, once', async () => {
      const started: number[] = []
      const { launcher, close } = await open(options, { started: ({ num }) => void started.push(num) })
      await Promise.all([0, 1].map((num) => launcher.submit(spec(num, 'do=return')).result))
      assert.deepEqual(started.sort(), [0, 1])
      await close()
    })

    promise('submitting returns at once, however many wait', async () => {
      const { launcher, close } = await opened()
      const handles = [0, 1, 2, 3].map((num) => launcher.submit(spec(num, 'do=nap')))
      assert.ok(statesOf(handles).includes('queued'))
      await Promise.all(handles.map(({ result }) => result))
      await close()
    })

    promise('no job starts after the user asked to stop', async () => {
      const started: number[] = []
      const stop = new AbortController()
      const { launcher, close } = await open(options, {
        started: ({ num }) => void started.push(num),
        signal: stop.signal,
      })
      stop.abort(new Error('stop'))
      const { status, attempts } = await launcher.submit(spec(0, 'do=return')).result
      assert.deepEqual({ status, attempts, started }, { status: 'FAILED', attempts: 0, started: [] })
      await close()
    })

    promise('running jobs end when the user asks to stop', async () => {
      const stop = new AbortController()
      const { launcher, close } = await open(options, { signal: stop.signal })
      const handles = [0, 1, 2, 3].map((num) => launcher.submit(spec(num, 'do=wait')))
      setTimeout(() => stop.abort(new Error('stop')), 300)
      const results = await Promise.all(handles.map(({ result }) => result))
      assert.deepEqual(statusesOf(results), ['FAILED', 'FAILED', 'FAILED', 'FAILED'])
      await close()
    })

    promise('one job can be cancelled, waiting or running', async () => {
      const { launcher, close } = await opened()
      const handles = [0, 1, 2, 3].map((num) => launcher.submit(spec(num, 'do=wait')))
      handles[3]?.cancel('not this one')
      assert.equal((await handles[3]?.result)?.attempts, 0)
      assert.equal(handles[3]?.state, 'cancelled')
      for (const handle of handles) handle.cancel('nor the others')
      const results = await Promise.all(handles.map(({ result }) => result))
      assert.ok(results.every(({ status }) => status === 'FAILED'))
      await close()
    })

    promise('jobs overlap', async () => {
      const { launcher, close } = await opened()
      const results = await Promise.all([0, 1].map((num) => launcher.submit(spec(num, 'do=nap')).result))
      const [first, second] = results.sort((a, b) => a.startedAt - b.startedAt)
      assert.ok((second?.startedAt ?? 0) < (first?.endedAt ?? 0))
      await close()
    })

    finish()
  })
}

function statesOf(handles: readonly JobHandle[]): readonly string[] {
  return handles.map(({ state }) => state)
}

function statusesOf(results: readonly JobResult[]): readonly string[] {
  return results.map(({ status }) => status)
}

function spec(num: number, what: string): JobSpec {
  return { num, id: String(num), overrides: [what, `num=${num}`] }
}

async function open({ make, context }: LauncherContractOptions, extra: Partial<LaunchContext> = {}) {
  const launcher = make()
  const started = extra.started ?? (() => {})
  await launcher.setup({
    signal: new AbortController().signal,
    runJob: (job, options) => {
      started(job)
      return runContractJob(job, options)
    },
    freeze: (job) => ({
      job,
      config: 'hydra: {}\n',
      now: {},
      configName: null,
      cwd: process.cwd(),
      outputDir: undefined,
    }),
    started,
    command: { entry: undefined, execPath: process.execPath, execArgv: [], cwd: process.cwd(), env: process.env },
    note: () => {},
    ...context,
    ...extra,
  })
  return { launcher, close: async () => launcher.close?.() }
}
