import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toYaml } from '@hydra-zen/omegaconf/nodes'
import { afterAll, expect, test } from 'vitest'
import { runCommandLine } from '../src/cli/main.ts'
import { createHydraApp, type Runtime } from '../src/index.ts'
import type { FrozenJob } from '../src/plugin.ts'

const dir = mkdtempSync(join(tmpdir(), 'served-'))
mkdirSync(join(dir, 'conf'))
writeFileSync(join(dir, 'conf/config.yaml'), 'x: 0\n')
afterAll(() => rmSync(dir, { recursive: true, force: true }))

/** Serves one job of a task that fails, and gives what the process wrote to its standard error. */
async function served(env: Record<string, string>): Promise<string> {
  let written = ''
  const sent: unknown[] = []
  let deliver = (_message: unknown): void => {}
  const runtime: Runtime = {
    env,
    cwd: dir,
    argv: [],
    execPath: process.execPath,
    execArgv: [],
    now: () => new Date(),
    stdout: { write: () => {} },
    stderr: { write: (text) => (written += text) },
    chdir: () => {},
    onStop: () => () => {},
  }
  const options = {
    task: () => {
      throw new TypeError('not today')
    },
    entry: join(dir, 'app.mjs'),
    configPath: 'conf',
    configName: 'config',
  }
  const { config } = createHydraApp({ ...options, runtime }).compose(['hydra.mode=MULTIRUN', 'hydra.job.num=0'])
  const frozen: FrozenJob = {
    job: { num: 0, id: '0', overrides: [] },
    config: toYaml(config),
    now: {},
    configName: 'config',
    cwd: dir,
    outputDir: undefined,
  }
  const channel = {
    send(message: unknown, done?: () => void) {
      sent.push(message)
      if (sent.length === 1) queueMicrotask(() => deliver({ kind: 'hydra-job', frozen, attempt: 1 }))
      done?.()
    },
    close() {},
    unref() {},
    onMessage(listener: (message: unknown) => void) {
      deliver = listener
    },
    onClose() {},
  }
  const { code } = await runCommandLine(options, { ...runtime, channel })
  expect(code).toBe(1)
  expect(sent).toMatchObject([{ kind: 'hydra-ready' }, { kind: 'hydra-result', result: { status: 'FAILED' } }])
  return written
}

test('a job of another process that fails shows the frames of its task, and all only where that is wanted', async () => {
  const told = await served({})
  expect(told).toMatch(/^TypeError: not today\n +at .*serve-jobs\.test\.ts/)
  expect(told).not.toContain('run-job.ts')
  expect(await served({ HYDRA_FULL_ERROR: '1' })).toContain('run-job.ts')
})
