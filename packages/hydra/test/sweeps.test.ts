import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { SweepResult } from '../src/index.ts'
import { appIn, type TestApp } from './app-in.ts'

const failing = (cfg: { [key: string]: unknown }) => {
  if (cfg.x === 2) throw new RangeError('two')
  return cfg.x
}

const statuses = ({ jobs }: SweepResult) => jobs.map(({ num, status }) => `${num} ${status}`)

describe('a sweep', () => {
  test('gives every result, in files too, and tells them at the end', async () => {
    const app = appIn({ task: failing })
    const told: SweepResult[] = []
    const callbacks = [{ onMultirunEnd: ({ result }: { result: SweepResult }) => told.push(result) }]
    const result = await app.sweep(['x=1,2,3', 'hydra.sweep.dir=s'], { callbacks })
    expect(result.outcome).toBe('failed')
    expect(statuses(result)).toEqual(['0 COMPLETED', '1 FAILED', '2 COMPLETED'])
    expect(told[0]?.jobs).toEqual(result.jobs)
    expect(readFileSync(join(app.dir, 's/results.csv'), 'utf8')).toMatch(
      /^num,status,x,value,error,seconds,dir\n0,COMPLETED,1,1/,
    )
    expect(app.err()).toContain('job 1 failed (x=2): RangeError: two')
    expect(app.out()).toContain('Launching 3 jobs locally')
  })

  test('writes down what each job had of Hydra, also where the job changes it as a whole', async () => {
    const app = appIn()
    await app.sweep(['hydra={verbose: aa},{verbose: bb}', 'x=1,2', 'hydra.sweep.dir=s'])
    const verbose = [0, 1, 2, 3].map(
      (num) => /^ {2}verbose: (.*)$/m.exec(readFileSync(join(app.dir, `s/${num}/.hydra/hydra.yaml`), 'utf8'))?.[1],
    )
    expect(verbose).toEqual(['aa', 'aa', 'bb', 'bb'])
  })

  test('of an app that wants what the reference does leaves just its files', async () => {
    const app = appIn({ task: failing, versionBase: '1.3' })
    await app.sweep(['x=1,2', 'hydra.sweep.dir=s'])
    expect(app.files().filter((path) => !/^s\/\d/.test(path))).toEqual(['s/multirun.yaml'])
    expect(readFileSync(join(app.dir, 's/1/app.log'), 'utf8')).toBe('')
    await app.sweep(['x=1', 'hydra.sweep.dir=t', 'hydra.sweep.results=true'])
    expect(existsSync(join(app.dir, 't/results.jsonl'))).toBe(true)
  })

  test('composes every job before the first starts; what is edited meanwhile changes nothing', async () => {
    const started: unknown[] = []
    const app = appIn({
      config: 'defaults: [db: a, _self_]\nx: 0\n',
      files: { 'conf/db/a.yaml': 'name: old\n', 'conf/db/b.yaml': 'name: old\n' },
      task: (cfg) => {
        started.push((cfg.db as { name: unknown }).name)
        writeFileSync(join(app.dir, 'conf/db/b.yaml'), 'name: new\n')
      },
    })
    await app.sweep(['db=a,b'])
    expect(started).toEqual(['old', 'old'])
    await expect(app.sweep(['db=a,nope'])).rejects.toThrow(/nope/)
    expect(started.length).toBe(2)
  })

  test('of more jobs than are kept composed stays frozen, too', async () => {
    const seen = new Set<unknown>()
    const app = appIn({
      config: 'defaults: [db: a, _self_]\nx: 0\n',
      files: { 'conf/db/a.yaml': 'name: old\n' },
      task: (cfg) => {
        seen.add((cfg.db as { name: unknown }).name)
        if (cfg.x === 0) writeFileSync(join(app.dir, 'conf/db/a.yaml'), 'name: new\n')
      },
    })
    const { jobs } = await app.sweep(['x=range(150)', 'hydra.output_subdir=null'])
    expect([jobs.length, [...seen]]).toEqual([150, ['old']])
  })

  test('stops after as many failures as it may have', async () => {
    const app = appIn({ task: () => Promise.reject(new Error('no')) })
    const stop = await app.sweep(['x=range(10)', 'hydra.sweep.on_failure=stop_after:3'])
    expect([stop.outcome, stop.jobs.length, stop.skipped]).toEqual(['stopped', 3, 7])
    await expect(app.sweep(['x=1', 'hydra.sweep.on_failure=maybe'])).rejects.toThrow(/on_failure is `maybe`/)
  })

  test('can be resumed: only what is missing runs, and what failed if asked', async () => {
    let ran: unknown[] = []
    let good = false
    const app = appIn({
      task: (cfg) => {
        ran.push(cfg.x)
        if (!good) return failing(cfg)
        return cfg.x
      },
    })
    const stop = new AbortController()
    const callbacks = [{ onJobEnd: ({ job }: { job: { num: number | undefined } }) => job.num === 2 && stop.abort() }]
    const first = await app.sweep(['x=range(6)', 'hydra.sweep.dir=s'], { signal: stop.signal, callbacks })
    expect(first.outcome).toBe('aborted')
    expect(ran).toEqual([0, 1, 2])
    ran = []
    const second = await app.sweep([], { resume: 's' })
    expect(ran).toEqual([3, 4, 5])
    expect(statuses(second)).toEqual([0, 1, 2, 3, 4, 5].map((num) => `${num} ${num === 2 ? 'FAILED' : 'COMPLETED'}`))
    ran = []
    good = true
    const third = await app.sweep([], { resume: 's', retryFailed: true })
    expect([ran, third.outcome]).toEqual([[2], 'completed'])
    expect(third.jobs.map(({ value }) => value)).toEqual([0, 1, 2, 3, 4, 5])
  })

  test('is not resumed with another config, unless that is wanted', async () => {
    const app = appIn()
    await app.sweep(['x=1,2', 'hydra.sweep.dir=s'])
    const again = appIn({ config: 'x: 0\ny: 1\n' })
    const other = { ...again, sweep: again.sweep }
    const dir = join(app.dir, 's')
    await expect(other.sweep([], { resume: dir })).rejects.toThrow(/is not what it was[\s\S]*hint: `y` was not there\n/)
    const before = appIn({ config: 'x: 0\nopt:\n  lr: 0.1\n  steps: [1, 2]\nname: run\n' })
    await before.sweep(['x=1,2', 'hydra.sweep.dir=s'])
    const after = appIn({ config: 'x: 0\nopt:\n  lr: 0.2\n  steps: [1, 3]\n' })
    await expect(after.sweep([], { resume: join(before.dir, 's') })).rejects.toThrow(
      'hint: `opt.lr` was `0.1` and is `0.2`, `opt.steps` was `- 1 - 2` and is `- 1 - 3`, `name` is gone\n',
    )
    const [a, b] = [2, 3].map((port) =>
      appIn({ files: { 'conf/db/a.yaml': 'port: 1\n', 'conf/db/b.yaml': `port: ${port}\n` } }),
    ) as [TestApp, TestApp]
    await a.sweep(['+db=a,b', 'hydra.sweep.dir=s'])
    await expect(b.sweep([], { resume: join(a.dir, 's') })).rejects.toThrow(
      /Job 1 \(\+db=b\) has another config now[\s\S]*hint: `db.port` was `2` and is `3`\n/,
    )
    await expect(app.sweep(['+y=1'], { resume: 's' })).rejects.toThrow('hint: `+y=1` was not asked for then')
    expect((await other.sweep([], { resume: dir, force: true })).jobs.length).toBe(2)
    await expect(other.sweep([], { resume: 'nowhere' })).rejects.toThrow(/No ledger/)
  })

  test('shuffled, goes on in the order it had', async () => {
    const app = appIn()
    const stop = new AbortController()
    const callbacks = [{ onJobEnd: ({ job }: { job: { num: number | undefined } }) => job.num === 2 && stop.abort() }]
    await app.sweep(['x=shuffle(range(8))', 'hydra.sweep.dir=s'], { signal: stop.signal, callbacks })
    const { jobs } = await app.sweep([], { resume: 's' })
    expect(jobs.map(({ value }) => value).sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  })

  test('takes a directory of its own; two at once never share one', async () => {
    const app = appIn({ task: () => new Promise((resolve) => setTimeout(resolve, 20)) })
    const dirs = await Promise.all([1, 2].map(() => app.sweep(['x=1,2', 'hydra.sweep.dir=s'])))
    expect(dirs.map(({ dir }) => dir.slice(app.dir.length)).sort()).toEqual(['/s', '/s-1'])
    await expect(app.sweep(['x=1', 'hydra.sweep.dir=s', 'hydra.job.on_exists=error'])).rejects.toThrow(/earlier sweep/)
  })

  test('stops when it is asked to: running jobs end, waiting ones never start, the end is told', async () => {
    const app = appIn({
      task: (_cfg, job) =>
        new Promise((_resolve, reject) => job.signal.addEventListener('abort', () => reject(job.signal.reason))),
    })
    const running = app.sweep(['x=1,2,3'])
    setTimeout(() => app.interrupt(), 100)
    const { outcome, jobs, skipped } = await running
    expect([outcome, jobs.length, skipped]).toEqual(['aborted', 1, 2])
    expect(app.err()).toContain('1 job was ended on the way')
    expect(app.err()).toContain('go on with --resume multirun/')
    expect(app.err()).not.toContain('failed')
  })

  test('runs several jobs at once, each with its own config and log', async () => {
    let running = 0
    let most = 0
    const app = appIn({
      config: 'x: 0\nflag: false\ndir: ${hydra:runtime.output_dir}\n',
      task: async (cfg, job) => {
        most = Math.max(most, ++running)
        await new Promise((resolve) => setTimeout(resolve, 30))
        running--
        return cfg.dir === job.outputDir
      },
    })
    const { jobs } = await app.sweep(['x=range(6)', 'hydra/launcher=async', 'hydra.launcher.concurrency=3'])
    expect([most, jobs.every(({ value }) => value === true)]).toEqual([3, true])
    const { failures } = await app.sweep(['hydra/launcher=async', 'flag=true,false', 'hydra.job.chdir=${flag}'])
    expect(failures.map(({ error }) => String(error))).toEqual([expect.stringContaining('concerns a whole process')])
    for (const key of ['hydra.job.chdir=true', '+hydra.job.env_set.A=1']) {
      const refused = app.sweep(['x=1,2', 'hydra/launcher=async', 'hydra.sweep.dir=refused', key])
      await expect(refused).rejects.toThrow('concerns a whole process')
    }
    expect(app.files().filter((path) => path.startsWith('refused/'))).toEqual(['refused/multirun.yaml'])
  })

  test('of a million begins at once', async () => {
    const stop = new AbortController()
    const app = appIn({ task: () => stop.abort() })
    const startedAt = performance.now()
    const { jobs, skipped } = await app.sweep(['+a=range(1000)', '+b=range(1000)'], { signal: stop.signal })
    expect([jobs.length, skipped]).toEqual([1, 999_999])
    expect(performance.now() - startedAt).toBeLessThan(3000)
  })

  test('can be looked at before it runs', async () => {
    const app = appIn()
    const { jobs, sweepDir } = await app.dryRun(['x=1,1,2', 'hydra.sweep.dir=s'])
    expect(sweepDir).toBe('s')
    expect(jobs.map(({ dir, duplicateOf }) => [dir, duplicateOf])).toEqual([
      ['s/0', undefined],
      ['s/1', 0],
      ['s/2', undefined],
    ])
    expect(app.files()).toEqual([])
  })

  test('refuses plugins that are none', async () => {
    const app = appIn({ files: { 'mine.mjs': 'export class Nothing {}\n' } })
    await expect(app.sweep(['x=1', '~hydra/launcher'])).rejects.toThrow(/needs a launcher/)
    await expect(app.sweep(['x=1', 'hydra.launcher._target_=mine.Nothing'])).rejects.toThrow(
      /makes Nothing, which is no/,
    )
  })
})

describe('rows', () => {
  const config = 'lr: 0.1\nmodel: vit\nseed: 0\n'
  const jobsOf = async (...overrides: string[]) => {
    const app = appIn({ config })
    const { jobs } = await app.dryRun(overrides)
    return jobs.map((job) => job.overrides.join(' '))
  }

  test('that are excluded are no jobs', async () => {
    expect(await jobsOf('model=a,b', 'lr=1,2', 'hydra.sweeper.exclude=[{model:a,lr:2}]')).toEqual([
      'model=a lr=1',
      'model=b lr=1',
      'model=b lr=2',
    ])
    const several = 'hydra.sweeper.exclude=[{model:a,lr:"1,2"},{lr:"range(2,4)"}]'
    expect(await jobsOf('model=a,b', '++lr=range(1,5)', several)).toEqual([
      'model=a ++lr=4',
      'model=b ++lr=1',
      'model=b ++lr=4',
    ])
  })

  test('are compared with the config where no job sets a key', async () => {
    expect(await jobsOf('lr=1,2', 'hydra.sweeper.exclude=[{model:vit,lr:1}]')).toEqual(['lr=2'])
    expect(await jobsOf('lr=1,2', 'hydra.sweeper.exclude=[{model:resnet,lr:1}]')).toEqual(['lr=1', 'lr=2'])
    await expect(jobsOf('lr=1,2', 'hydra.sweeper.exclude=[{modle:vit,lr:1}]')).rejects.toThrow(/no.* key `modle`/i)
  })

  test('that are included come behind all others, and are all there is where nothing is swept', async () => {
    const rows = 'hydra.sweeper.include=[{model:c,lr:3},{seed:"7,8"}]'
    expect(await jobsOf('model=a,b', 'lr=9', rows)).toEqual([
      'model=a lr=9',
      'model=b lr=9',
      'model=c lr=3',
      'lr=9 seed=7',
      'lr=9 seed=8',
    ])
    expect(await jobsOf('lr=9', rows)).toEqual(['model=c lr=3', 'lr=9 seed=7', 'lr=9 seed=8'])
  })

  test('run as they are shown, and a sweep can be resumed', async () => {
    const app = appIn({ config, task: (cfg) => `${cfg.model} ${cfg.lr}` })
    const rows = ['hydra.sweeper.exclude=[{model:a,lr:2}]', 'hydra.sweeper.include=[{model:c}]', 'hydra.sweep.dir=s']
    const { jobs } = await app.sweep(['model=a,b', 'lr=1,2', ...rows])
    expect(jobs.map(({ value }) => value)).toEqual(['a 1', 'b 1', 'b 2', 'c 0.1'])
    const { jobs: again } = await app.sweep([], { resume: 's' })
    expect(again.map(({ value }) => value)).toEqual(['a 1', 'b 1', 'b 2', 'c 0.1'])
  })

  test('may stand in the config, with values of any kind', async () => {
    const sweeper =
      '{params: {model: "a,b", lr: "0.1,1"}, exclude: [{model: b, lr: 0.1}], include: [{lr: 5, seed: "1,2"}]}'
    const app = appIn({ config: `${config}hydra: {sweeper: ${sweeper}}\n` })
    const { jobs } = await app.dryRun()
    expect(jobs.map((job) => job.overrides.join(' '))).toEqual([
      'model=a lr=0.1',
      'model=a lr=1',
      'model=b lr=1',
      'lr=5 seed=1',
      'lr=5 seed=2',
    ])
  })

  test('of another shape are refused', async () => {
    await expect(jobsOf('lr=1,2', 'hydra.sweeper.exclude=3')).rejects.toThrow(/hydra.sweeper.exclude/)
    await expect(jobsOf('lr=1,2', 'hydra.sweeper.include=[[1]]')).rejects.toThrow(/hydra.sweeper.include/)
  })
})

describe('sweeps that choices bring along', () => {
  const files = {
    'conf/model/vit.yaml':
      '# @package _global_\nmodel: {name: vit, heads: 4}\nhydra: {sweeper: {params: {model.heads: "4,8"}}}\n',
    'conf/model/resnet.yaml':
      '# @package _global_\ndefaults: [/opt: sgd]\nmodel: {name: resnet, depth: 18}\n' +
      'hydra: {sweeper: {params: {model.depth: "18,50", opt: "sgd,adam"}}}\n',
    'conf/opt/sgd.yaml': 'm: 1\n',
    'conf/opt/adam.yaml':
      '# @package _global_\nopt: {b: 1}\nhydra: {sweeper: {params: {z: "zip(opt.b=[1,2],seed=[5,6])"}}}\n',
    'conf/model/plain.yaml': 'name: plain\n',
  }
  const app = (model: string) =>
    appIn({ config: `defaults: [model: ${model}, _self_]\nseed: 0\n`, files, task: (cfg) => JSON.stringify(cfg) })
  const vit = ['model=vit model.heads=4', 'model=vit model.heads=8']
  const resnet = [
    'model=resnet model.depth=18 opt=sgd',
    'model=resnet model.depth=18 opt=adam opt.b=1 seed=5',
    'model=resnet model.depth=18 opt=adam opt.b=2 seed=6',
    'model=resnet model.depth=50 opt=sgd',
    'model=resnet model.depth=50 opt=adam opt.b=1 seed=5',
    'model=resnet model.depth=50 opt=adam opt.b=2 seed=6',
  ]

  test.each(['plain', 'vit', 'resnet'])('are those of the jobs that have the choice; by default %s', async (model) => {
    const { jobs } = await app(model).dryRun(['model=plain,vit,resnet'])
    expect(jobs.map(({ overrides }) => overrides.join(' '))).toEqual(['model=plain', ...vit, ...resnet])
  })

  test('may stand in a value that jobs differ in', async () => {
    const config = 'seed: 0\nx: 0\ngiven: null\nhydra: {sweeper: {params: "${given}"}}\n'
    const { jobs } = await appIn({ config }).dryRun(['x=1,2,3', 'given=null,{seed:"5,6"}'])
    const each = (x: number) => [
      `x=${x} given=null`,
      `x=${x} given={seed:"5,6"} seed=5`,
      `x=${x} given={seed:"5,6"} seed=6`,
    ]
    expect(jobs.map(({ overrides }) => overrides.join(' '))).toEqual([1, 2, 3].flatMap(each))
  })

  test('count as jobs like all others', async () => {
    const { jobs } = await app('vit').sweep(['model=resnet,vit', 'hydra.sweeper.max_batch_size=1'])
    expect(jobs.map(({ num, status }) => `${num} ${status}`)).toEqual(
      Array.from({ length: 8 }, (_, num) => `${num} COMPLETED`),
    )
  })

  test('of the default are crossed with what is swept, as ever', async () => {
    const { jobs } = await app('vit').dryRun(['seed=1,2'])
    expect(jobs.map(({ overrides }) => overrides.join(' '))).toEqual([
      'model.heads=4 seed=1',
      'model.heads=4 seed=2',
      'model.heads=8 seed=1',
      'model.heads=8 seed=2',
    ])
  })
})

describe('a sweep that is gone on with', () => {
  test('says when nothing is missing, and what failed', async () => {
    const app = appIn({ task: failing })
    await app.sweep(['x=1,2', 'hydra.sweep.dir=s'])
    await app.sweep([], { resume: 's' })
    expect(app.err()).toContain('Nothing is missing: all 2 jobs of this sweep are through.\nhint: --retry-failed')
  })

  test('can be looked at first', async () => {
    const app = appIn({ task: failing })
    await app.sweep(['x=1,2,3', 'hydra.sweep.dir=s', 'hydra.sweep.on_failure=stop'])
    const numbers = async (options: { retryFailed?: boolean } = {}) => {
      const { jobs, through } = await app.dryRun([], { resume: 's', ...options })
      return [jobs.map(({ num }) => num), through]
    }
    expect(await numbers()).toEqual([[2], 2])
    expect(await numbers({ retryFailed: true })).toEqual([[1, 2], 1])
  })

  test('is told apart from a new one of the same name', async () => {
    const app = appIn()
    await app.sweep(['x=1,2', 'hydra.sweep.dir=s'])
    const { dir } = await app.sweep(['x=1,2', 'hydra.sweep.dir=s'])
    expect([dir, app.err()]).toEqual([join(app.dir, 's-1'), 'note: s holds an earlier sweep, this one is in s-1\n'])
  })
})

test.each([
  ['x: choice(1', ':5:10', 'Expected `,` or `)`'],
  ['x: interval(0, 1)', ':5:10', 'Only an optimising sweeper can search an interval.'],
  ['xx: 1,2', ':5:11', 'Could not override `xx`: there is no such key.'],
  ['x: {type: float, low: 0}', ':5:7', 'search spaces such as {type: float, low: 0} are for optimising sweepers'],
])('a mistake of hydra.sweeper.params is shown where it stands: %s', async (entry, place, said) => {
  const app = appIn({ config: `x: 0\nhydra:\n  sweeper:\n    params:\n      ${entry}\n` })
  const failure = await app.sweep().then(
    () => 'none',
    (error: Error) => error.message,
  )
  expect(failure).toContain(said)
  expect(failure).toMatch(new RegExp(`conf/config.yaml${place}\n`))
  expect(await app.dryRun().catch((error: Error) => error.message)).toBe(failure)
})

test('a sweep without jobs says so', async () => {
  const app = appIn()
  const { jobs, outcome } = await app.sweep(['x=range(3,0)'])
  expect([jobs, outcome]).toEqual([[], 'completed'])
  expect(app.err()).toContain('this sweep has no jobs')
  expect(app.out()).toContain('Launching 0 jobs locally')
})

describe('a batch with a job that failed', () => {
  const task = ({ x }: Record<string, unknown>) => {
    if (x === 2) throw new Error('two')
    return x
  }
  const args = ['x=1,2,3,4,5', 'hydra.sweeper.max_batch_size=3']

  test('is the last, as in the reference', async () => {
    const app = appIn({ config: 'x: 0\n', task })
    const { jobs, outcome, skipped } = await app.sweep(args)
    expect([jobs.map(({ num }) => num), outcome, skipped]).toEqual([[0, 1, 2], 'stopped', 2])
  })

  test('is not the last where that is what is wanted, or where it was the last anyway', async () => {
    const app = appIn({ config: 'x: 0\n', task })
    const on = await app.sweep([...args, 'hydra.sweep.on_failure=continue'])
    expect([on.jobs.length, on.outcome]).toEqual([5, 'failed'])
    const whole = await app.sweep(['x=1,2,3', 'hydra.sweeper.max_batch_size=3'])
    expect([whole.jobs.length, whole.outcome, whole.skipped]).toEqual([3, 'failed', 0])
  })
})

test('what is deleted is deleted in every job, and told as the reference tells it', async () => {
  const app = appIn({ config: 'x: 0\nmode: fast\n', task: (cfg) => Object.keys(cfg) })
  const { jobs } = await app.sweep(['x=1,2', '~mode'])
  expect(jobs.map(({ value }) => value)).toEqual([['x'], ['x']])
  expect(jobs.map(({ overrides }) => overrides)).toEqual([
    ['x=1', '~mode=null'],
    ['x=2', '~mode=null'],
  ])
})

test('a sweep that does not compose leaves its name free', async () => {
  const files = { 'conf/db/a.yaml': 'n: 1\n' }
  const app = appIn({ config: 'defaults: [db: a, _self_]\nx: 0\n', files })
  await expect(app.sweep(['db=a,nope', 'hydra.sweep.dir=s'])).rejects.toThrow('nope')
  expect(app.files()).toEqual(['s/multirun.yaml'])
  const { dir } = await app.sweep(['x=1,2', 'hydra.sweep.dir=s'])
  expect(dir).toBe(join(app.dir, 's'))
})

test('a subdirectory that is absolute is where the job goes', async () => {
  const app = appIn()
  const { jobs } = await app.sweep(['x=1,2', `hydra.sweep.subdir=${app.dir}/else/\${x}`, 'hydra.sweep.dir=s'])
  expect(jobs.map(({ outputDir }) => outputDir)).toEqual([join(app.dir, 'else/1'), join(app.dir, 'else/2')])
})
