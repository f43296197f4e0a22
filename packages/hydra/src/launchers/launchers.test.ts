import { fileURLToPath } from 'node:url'
import { describe, expect, it, test } from 'vitest'
import type { LaunchContext, Launcher } from '../plugins/launcher.ts'
import { runContractJob } from '../testing/contract-job.ts'
import { launcherContract } from '../testing/launcher-contract.ts'
import { AsyncLauncher } from './async-launcher.ts'
import { BasicLauncher } from './basic-launcher.ts'
import { JobQueue } from './job-queue.ts'
import { ProcessLauncher } from './process-launcher.ts'

const command = {
  entry: fileURLToPath(new URL('contract-worker.fixture.mjs', import.meta.url)),
  execPath: process.execPath,
  execArgv: [],
  cwd: process.cwd(),
  env: process.env,
}

const runner = { describe, it }
launcherContract('basic', {
  runner,
  make: () => new BasicLauncher(),
  exceptions: { 'jobs overlap': 'one process, one job at a time: by design' },
})
launcherContract('async', { runner, make: () => new AsyncLauncher({ concurrency: 2 }) })
launcherContract('process', { runner, make: () => new ProcessLauncher({ concurrency: 2 }), context: { command } })

const spec = (what: string) => ({ num: 0, id: '0', overrides: [`do=${what}`] })

async function opened(launcher: Launcher): Promise<Launcher> {
  const context: LaunchContext = {
    signal: new AbortController().signal,
    runJob: runContractJob,
    freeze: (job) => ({ job, config: '', now: {}, configName: null, cwd: process.cwd(), outputDir: undefined }),
    started: () => {},
    command,
    note: () => {},
  }
  await launcher.setup(context)
  return launcher
}

test.each([
  ['async', () => new AsyncLauncher({ timeout: 0.2 }), 'wait'],
  ['process', () => new ProcessLauncher({ timeout: 0.5, grace: 0.2 }), 'wait'],
  ['process, when the job does not listen', () => new ProcessLauncher({ timeout: 0.5, grace: 0.2 }), 'spin'],
])('a job that takes too long is ended: %s', async (_name, make, what) => {
  const launcher = await opened(make())
  const { status, error } = await launcher.submit(spec(what)).result
  expect(status).toBe('FAILED')
  expect(String((error as Error).message + String((error as Error).cause))).toMatch(/took longer than 0\.\d s/)
})

test('a limit longer than timers know is none', async () => {
  const async = await opened(new AsyncLauncher({ timeout: 1e9 }))
  expect((await async.submit(spec('nap')).result).status).toBe('COMPLETED')
  const process = await opened(new ProcessLauncher({ timeout: 1e9, grace: 1e9 }))
  expect((await process.submit(spec('nap')).result).status).toBe('COMPLETED')
})

test('a job that fails is started again, with a pause that doubles', async () => {
  const launcher = await opened(new ProcessLauncher({ retries: 2, backoff: 0.05 }))
  const { status, attempts, endedAt, startedAt } = await launcher.submit(spec('recover')).result
  expect({ status, attempts }).toEqual({ status: 'COMPLETED', attempts: 3 })
  expect(endedAt).toBeGreaterThanOrEqual(startedAt)
})

test('a task that ends its process is a failed job', async () => {
  const launcher = await opened(new ProcessLauncher())
  const { error } = await launcher.submit(spec('exit')).result
  expect((error as Error).message).toMatch(/ended with exit code 3 before its task was through/)
})

test('options that make no sense are refused', () => {
  expect(() => new AsyncLauncher({ concurrency: 0 })).toThrow(/hydra.launcher.concurrency is `0`/)
  expect(() => new ProcessLauncher({ output: 'screen' as 'file' })).toThrow(/file or inherit/)
})

test('jobs that never wait let Ctrl-C be heard between them', async () => {
  const stop = new AbortController()
  let ran = 0
  const busy = (ms: number) => {
    for (const start = performance.now(); performance.now() - start < ms; ) ran += 0
  }
  const queue = new JobQueue(
    async ({ num, id, overrides }) => {
      busy(10)
      ran++
      const now = Date.now()
      return {
        num,
        id,
        overrides,
        status: 'COMPLETED',
        value: 1,
        error: undefined,
        outputDir: undefined,
        startedAt: now,
        endedAt: now,
        attempts: 1,
      }
    },
    stop.signal,
    { concurrency: 1 },
  )
  setTimeout(() => stop.abort(), 30)
  const handles = Array.from({ length: 50 }, (_, num) => queue.submit({ num, id: String(num), overrides: [] }))
  const results = await Promise.all(handles.map(({ result }) => result))
  expect(ran).toBeLessThan(15)
  expect(results.filter(({ attempts }) => attempts === 0).length).toBe(50 - ran)
})

test('a failure is heard before any job starts, also where another has just come through', async () => {
  const started: number[] = []
  const queue = new JobQueue(
    async (job) => {
      started.push(job.num)
      const status = job.num === 0 ? 'FAILED' : 'COMPLETED'
      return { ...job, status, value: 1, error: undefined, outputDir: undefined, startedAt: 0, endedAt: 0, attempts: 1 }
    },
    new AbortController().signal,
    { concurrency: 2 },
  )
  const handles = [0, 1, 2, 3].map((num) => queue.submit({ num, id: String(num), overrides: [] }))
  void handles[0]?.result.then(() => {
    for (const handle of handles) handle.cancel()
  })
  await Promise.all(handles.map(({ result }) => result))
  expect(started).toEqual([0, 1])
})
