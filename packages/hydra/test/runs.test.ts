import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { toContainer } from '@hydra-zen/omegaconf/nodes'
import { describe, expect, test } from 'vitest'
import { readJobInfo } from '../src/callbacks/job-info.ts'
import { Callback, type CallbackLike, getLogger, getOriginalCwd, HydraConfig, toAbsolutePath } from '../src/index.ts'
import { appIn } from './app-in.ts'

describe('a single run', () => {
  test('leaves its config, its overrides and its log in a directory of its own', async () => {
    const app = appIn({ now: new Date(2026, 0, 31, 12, 34, 56) })
    const ret = await app.run(['x=1'])
    expect(ret).toMatchObject({ status: 'COMPLETED', returnValue: 1, overrides: ['x=1'], taskName: 'app' })
    expect(app.files()).toEqual(
      ['.hydra/config.yaml', '.hydra/hydra.yaml', '.hydra/overrides.yaml', 'app.log'].map(
        (name) => `outputs/2026-01-31/12-34-56/${name}`,
      ),
    )
    expect(readFileSync(join(ret.outputDir, '.hydra/overrides.yaml'), 'utf8')).toBe('- x=1\n')
  })

  test('never writes over another', async () => {
    const app = appIn()
    const dirs = [await app.run(['hydra.run.dir=o']), await app.run(['hydra.run.dir=o'])].map((ret) => ret.outputDir)
    expect(dirs).toEqual([join(app.dir, 'o'), join(app.dir, 'o-1')])
    expect(app.err()).toBe('note: o holds an earlier run, this one is in o-1\n')
    await expect(app.run(['hydra.run.dir=o', 'hydra.job.on_exists=error'])).rejects.toThrow(/holds an earlier run/)
    const same = await app.run(['hydra.run.dir=o', 'hydra.job.on_exists=overwrite'])
    expect(same.outputDir).toBe(join(app.dir, 'o'))
  })

  test('that fails says so in its return, and its stack goes to its log', async () => {
    const app = appIn({
      task: () => {
        throw new RangeError('no good')
      },
    })
    const ret = await app.run(['hydra.run.dir=o'])
    expect(ret.status).toBe('FAILED')
    expect(() => ret.returnValue).toThrow('no good')
    expect(readFileSync(join(app.dir, 'o/app.log'), 'utf8')).toMatch(/RangeError: no good\n\s+at /)
  })

  test.each([['a text'], [undefined], [{ code: 1 }]])('may throw what is no error: %s', async (thrown) => {
    const app = appIn({
      task: async () => {
        throw thrown
      },
    })
    expect(await app.run()).toMatchObject({ status: 'FAILED', error: thrown })
  })

  test('knows where it is, and so does what it calls', async () => {
    const seen: unknown[] = []
    const app = appIn({
      config: 'x: 0\nwhere: ${hydra:runtime.output_dir}\nyear: ${now:%Y}\n',
      now: new Date(2026, 5, 1),
      task: async (cfg, job) => {
        await new Promise((resolve) => setTimeout(resolve, 5))
        seen.push(HydraConfig.get().mode, cfg.where, cfg.year, job.outputDir, getOriginalCwd(), toAbsolutePath('x/y'))
        getLogger('deep').info('logged')
      },
    })
    const ret = await app.run(['hydra.run.dir=o'])
    const dir = join(app.dir, 'o')
    expect(seen.slice(1)).toEqual([dir, '2026', dir, app.dir, join(app.dir, 'x/y')])
    expect(readFileSync(join(dir, 'app.log'), 'utf8')).toMatch(/\[deep\]\[INFO\] - logged/)
    expect((ret.cfg as { where: unknown }).where).toBe(dir)
    expect(() => HydraConfig.get()).toThrow(/only inside a job/)
  })

  test('stops when it is asked to, and tells the end', async () => {
    const told: string[] = []
    const app = appIn({
      task: (_cfg, job) =>
        new Promise((_resolve, reject) => job.signal.addEventListener('abort', () => reject(job.signal.reason))),
    })
    const running = app.run([], { callbacks: [{ onRunEnd: ({ jobReturn }) => told.push(jobReturn.status) }] })
    setTimeout(() => app.interrupt(), 50)
    expect(await running).toMatchObject({ status: 'FAILED', aborted: true })
    expect(told).toEqual(['FAILED'])
  })

  test('does not begin where its directory cannot be made', async () => {
    const app = appIn()
    writeFileSync(join(app.dir, 'file'), '')
    await expect(app.run(['hydra.run.dir=file/deep'])).rejects.toThrow(/a file is in the way/)
  })
})

describe('callbacks', () => {
  class Teller extends Callback {
    readonly name: string
    readonly told: string[]

    constructor(name: string, told: string[]) {
      super()
      this.name = name
      this.told = told
    }

    override async onJobStart() {
      await new Promise((resolve) => setTimeout(resolve, 5))
      this.told.push(`${this.name} job start`)
    }

    override onJobEnd() {
      this.told.push(`${this.name} job end`)
      if (this.name === 'one') throw new TypeError('tired')
    }

    override onMultirunEnd() {
      this.told.push(`${this.name} multirun end`)
    }
  }

  test('start events come in order, end events in reverse; what they throw is a warning', async () => {
    const told: string[] = []
    const plain: CallbackLike = { onJobEnd: () => told.push('plain job end') }
    const app = appIn()
    const ret = await app.run([], { callbacks: [new Teller('one', told), new Teller('two', told), plain] })
    expect(ret.status).toBe('COMPLETED')
    expect(told).toEqual(['one job start', 'two job start', 'plain job end', 'two job end', 'one job end'])
    expect(app.err()).toBe('warning: Callback Teller.onJobEnd (callbacks[0]) raised TypeError: tired\n')
  })

  test('of the config are built from their targets; null and entries without a target only warn', async () => {
    const app = appIn({
      files: {
        'mine.mjs': 'export class Mine { constructor({ k }) { this.k = k } onRunEnd() { globalThis.mine = this.k } }\n',
      },
    })
    await app.run([
      '+hydra.callbacks.a={_target_:mine.Mine,k:7}',
      '+hydra.callbacks.b=null',
      '+hydra.callbacks.c={k:1}',
    ])
    expect((globalThis as { mine?: unknown }).mine).toBe(7)
    expect(app.err()).toContain('hydra.callbacks.b cannot be told onRunStart: it is null')
    expect(app.err()).toContain('hydra.callbacks.c cannot be told onJobEnd: it has no _target_')
  })

  test('that cannot be built end everything before there is a directory', async () => {
    const app = appIn()
    await expect(app.run(['+hydra.callbacks.a._target_=nothing.Here'])).rejects.toThrow(/nothing\.Here/)
    await expect(app.run(['+hydra.callbacks.a=5'])).rejects.toThrow('`hydra.callbacks.a` is `5`, which is no callback.')
    await expect(app.run(['+hydra.callbacks.a=???'])).rejects.toThrow('`hydra.callbacks.a` is missing (???)')
    expect(app.files()).toEqual([])
  })

  test('the built-in ones log returns, save jobs and take profiles', async () => {
    const app = appIn()
    await app.run([
      'x=3',
      'hydra.run.dir=o',
      '+hydra.callbacks.log._target_=hydra.experimental.callbacks.LogJobReturnCallback',
      '+hydra.callbacks.save._target_=hydra.experimental.callbacks.PickleJobInfoCallback',
      '+hydra.callbacks.profile._target_=hydra.callbacks.ProfileCallback',
    ])
    const log = readFileSync(join(app.dir, 'o/app.log'), 'utf8')
    expect(log).toContain('Succeeded with return value: 3')
    expect(app.files()).toContain('o/.hydra/config.pickle')
    expect(JSON.parse(readFileSync(join(app.dir, 'o/job.cpuprofile'), 'utf8'))).toHaveProperty('nodes')
    expect(app.err()).toBe('')
  })
})

test('a callback with a method that nothing calls is told what was meant', async () => {
  const app = appIn()
  const callback = { on_job_end() {}, onJobStarted() {}, onRunend() {}, onJobError() {}, onJobStart() {} }
  await app.run([], { callbacks: [callback as CallbackLike] })
  expect(app.err().trimEnd().split('\n')).toEqual([
    'warning: Callback Object (callbacks[0]): nothing calls `on_job_end`, did you mean `onJobEnd`?',
    'warning: Callback Object (callbacks[0]): nothing calls `onJobStarted`, did you mean `onJobStart`?',
    'warning: Callback Object (callbacks[0]): nothing calls `onRunend`, did you mean `onRunEnd`?',
  ])
})

test('a callback of ours that is misspelt is named', async () => {
  const wrong = '+hydra.callbacks.s._target_=hydra.experimental.callbacks.PickleJobInfoCallbak'
  await expect(appIn().run([wrong])).rejects.toThrow(
    'did you mean `hydra.experimental.callbacks.PickleJobInfoCallback`?',
  )
})

test('a job is run again from its file or its directory', async () => {
  const app = appIn({ task: (cfg) => cfg.x })
  await app.run(['x=7', 'hydra.run.dir=o', '+hydra.callbacks.s._target_=hydra.callbacks.JobInfoCallback'])
  for (const place of ['o', 'o/.hydra', 'o/.hydra/config.pickle']) {
    expect(toContainer(readJobInfo(join(app.dir, place)))).toMatchObject({ x: 7 })
  }
  expect(() => readJobInfo(join(app.dir, 'conf'))).toThrow('does not exist')
})
