import { describe, expect } from 'vitest'
import type { JobSpec } from '../plugins/job.ts'
import type { LaunchContext, Launcher } from '../plugins/launcher.ts'
import { type Exceptions, promisesOf } from './contract.ts'
import { runContractJob } from './contract-job.ts'

/** What a launcher under test is made with. */
export interface LauncherContractOptions {
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
  const { promise, finish } = promisesOf(options.exceptions ?? {})
  const opened = async () => open(options)

  describe(`launcher contract: ${name}`, () => {
    promise('each job gets its own result, whatever order they end in', async () => {
      const { launcher, close } = await opened()
      const handles = [3, 4, 5].map((num) => launcher.submit(spec(num, num === 3 ? 'do=nap' : 'do=return')))
      const results = await Promise.all(handles.map(({ result }) => result))
      expect(results.map(({ num, status, value }) => [num, status, value])).toEqual(
        [3, 4, 5].map((num) => [num, 'COMPLETED', num]),
      )
      expect(handles.map(({ state }) => state)).toEqual(['completed', 'completed', 'completed'])
      await close()
    })

    promise('a job that fails, fails alone', async () => {
      const { launcher, close } = await opened()
      const handles = ['do=return', 'do=throw', 'do=return'].map((what, num) => launcher.submit(spec(num, what)))
      const results = await Promise.all(handles.map(({ result }) => result))
      expect(results.map(({ status }) => status)).toEqual(['COMPLETED', 'FAILED', 'COMPLETED'])
      expect(results[1]?.error).toMatchObject({ name: 'RangeError', message: 'no' })
      expect(handles[1]?.state).toBe('failed')
      await close()
    })

    promise('a job is announced when it starts, once', async () => {
      const started: number[] = []
      const { launcher, close } = await open(options, { started: ({ num }) => void started.push(num) })
      await Promise.all([0, 1].map((num) => launcher.submit(spec(num, 'do=return')).result))
      expect(started.sort()).toEqual([0, 1])
      await close()
    })

    promise('submitting returns at once, however many wait', async () => {
      const { launcher, close } = await opened()
      const handles = [0, 1, 2, 3].map((num) => launcher.submit(spec(num, 'do=nap')))
      expect(handles.map(({ state }) => state)).toContain('queued')
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
      expect({ status, attempts, started }).toEqual({ status: 'FAILED', attempts: 0, started: [] })
      await close()
    })

    promise('running jobs end when the user asks to stop', async () => {
      const stop = new AbortController()
      const { launcher, close } = await open(options, { signal: stop.signal })
      const handles = [0, 1, 2, 3].map((num) => launcher.submit(spec(num, 'do=wait')))
      setTimeout(() => stop.abort(new Error('stop')), 300)
      const results = await Promise.all(handles.map(({ result }) => result))
      expect(results.map(({ status }) => status)).toEqual(['FAILED', 'FAILED', 'FAILED', 'FAILED'])
      await close()
    })

    promise('one job can be cancelled, waiting or running', async () => {
      const { launcher, close } = await opened()
      const handles = [0, 1, 2, 3].map((num) => launcher.submit(spec(num, 'do=wait')))
      handles[3]?.cancel('not this one')
      expect((await handles[3]?.result)?.attempts).toBe(0)
      expect(handles[3]?.state).toBe('cancelled')
      for (const handle of handles) handle.cancel('nor the others')
      const results = await Promise.all(handles.map(({ result }) => result))
      expect(results.every(({ status }) => status === 'FAILED')).toBe(true)
      await close()
    })

    promise('jobs overlap', async () => {
      const { launcher, close } = await opened()
      const results = await Promise.all([0, 1].map((num) => launcher.submit(spec(num, 'do=nap')).result))
      const [first, second] = results.sort((a, b) => a.startedAt - b.startedAt)
      expect(second?.startedAt).toBeLessThan(first?.endedAt ?? 0)
      await close()
    })

    finish()
  })
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
