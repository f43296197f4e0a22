import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { bundledApp } from './bundled-app.ts'

// Real processes of a real app. It is bundled once from the sources, so that nothing must be built before.

let bundle = ''

beforeAll(() => {
  bundle = bundledApp(source, 'x: 0\nwhat: return\nsleep: 0\nt: ${now:%H%M%S%f}\n')
})

const source = `
    import { setTimeout as sleep } from 'node:timers/promises'
    import { getLogger, hydraMain } from '@hydra-zen/hydra'
    let stray = () => {}
    setInterval(() => stray(), 20).unref()
    await hydraMain({
      entry: import.meta.url,
      configPath: 'conf',
      configName: 'config',
      task: async ({ x, what, sleep: seconds, t }, job) => {
        console.log('start', x)
        if (what === 'wait') await sleep(20_000, undefined, { signal: job.signal })
        if (what === 'exit') process.exit(x)
        if (what === 'never') await new Promise(() => {})
        if (what === 'deaf') { setInterval(() => {}, 1000); await new Promise(() => {}) }
        if (what === 'flood') for (let i = 0; i < 100_000; i++) console.log('line', i)
        if (what === 'stray') { stray = () => { throw new TypeError('stray') }; await sleep(500) }
        if (what === 'late') { setTimeout(() => { throw new TypeError('late ' + x) }, 10); await sleep(200) }
        if (what === 'forgotten') { void Promise.reject(new TypeError('late ' + x)); await sleep(200) }
        if (what === 'endless') for (;;);
        if (what === 'busy') { const end = Date.now() + 60; while (Date.now() < end); }
        if (what === 'kill') process.kill(process.pid, 'SIGKILL')
        if (what === 'method') return { x, parts: [new Map([['a', 1]])], method() {} }
        if (what === 'time') return t
        if (what === 'leftover') setInterval(() => {}, 1000)
        if (what === 'circle') { const circle = { x }; circle.self = circle; return circle }
        if (what === 'log') for (let i = 0; i < 10; i++) getLogger('mine').info('line %d', i)
        if (what === 'cwd') return [process.cwd() === job.outputDir, process.env.MINE ?? null]
        if (seconds) await sleep(seconds * 1000)
        return x
      },
    })`

const app = () => join(bundle, 'app.mjs')
const folder = () => mkdtempSync(join(tmpdir(), 'sweep-'))
const env = { PATH: process.env.PATH, HOME: tmpdir() }

function run(cwd: string, ...argv: string[]) {
  return spawnSync(process.execPath, [app(), ...argv], { cwd, env, encoding: 'utf8', timeout: 25_000 })
}

/** The numbers of the jobs that the ledger has an end of, with how often. */
function ends(dir: string): Map<number, number> {
  const counts = new Map<number, number>()
  for (const line of readFileSync(join(dir, '.sweep/ledger.jsonl'), 'utf8').split('\n')) {
    try {
      const entry = JSON.parse(line) as { kind: string; num: number }
      if (entry.kind === 'end') counts.set(entry.num, (counts.get(entry.num) ?? 0) + 1)
    } catch {
      // a line that was cut off
    }
  }
  return counts
}

function results(dir: string): { num: number; value: unknown; dir: string; status: string }[] {
  return readFileSync(join(dir, 'results.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as ReturnType<typeof results>[number])
}

describe('a sweep that is killed', () => {
  test('ends, resumed, with every job exactly once and no directory lost', async () => {
    const cwd = folder()
    const argv = ['-m', 'x=range(60)', 'sleep=0.002', 'hydra.sweep.dir=s']
    for (let turn = 0; turn < 4; turn++) {
      const child = spawn(process.execPath, [app(), ...(turn === 0 ? argv : ['--resume', 's'])], {
        cwd,
        env,
        stdio: 'ignore',
      })
      const exited = new Promise((done) => child.on('exit', done))
      const limit = Date.now() + 10_000
      const before = turn === 0 ? 0 : ends(join(cwd, 's')).size
      // killed at some moment after a few more jobs, wherever it is then
      while (Date.now() < limit && child.exitCode === null) {
        await new Promise((done) => setTimeout(done, 3 + Math.random() * 10))
        if (existsSync(join(cwd, 's/.sweep/ledger.jsonl')) && ends(join(cwd, 's')).size > before + 8) break
      }
      child.kill('SIGKILL')
      await exited
    }
    const { status, stderr } = run(cwd, '--resume', 's')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const all = results(join(cwd, 's'))
    expect(all.map(({ num, value }) => [num, value])).toEqual(Array.from({ length: 60 }, (_, num) => [num, num]))
    for (const { dir } of all) expect(existsSync(join(cwd, 's', dir, '.hydra/config.yaml'))).toBe(true)
    expect([...ends(join(cwd, 's')).values()].every((count) => count === 1)).toBe(true)
  })
})

describe('Ctrl-C', () => {
  test.each([
    ['a run', ['what=wait', 'hydra.run.dir=o']],
    ['a sweep', ['-m', 'x=1,2,3', 'what=wait', 'hydra.sweep.dir=s']],
    ['a sweep of processes', ['-m', 'x=1,2,3', 'what=wait', 'hydra.sweep.dir=s', 'hydra/launcher=process']],
    ['a run that does not listen', ['what=deaf', 'hydra.run.dir=o']],
  ])('ends %s with exit code 130', async (_name, argv) => {
    const cwd = folder()
    const child = spawn(process.execPath, [app(), ...argv], { cwd, env, stdio: 'ignore' })
    const exited = new Promise((done) => child.on('exit', done))
    const sweep = argv[0] === '-m'
    const sign = sweep ? 's/.sweep/ledger.jsonl' : 'o/app.log'
    while (!existsSync(join(cwd, sign))) await new Promise((done) => setTimeout(done, 20))
    await new Promise((done) => setTimeout(done, 300))
    child.kill('SIGINT')
    expect(await exited).toBe(130)
    if (!sweep) return
    expect(existsSync(join(cwd, 's/.sweep/lock'))).toBe(false)
    expect(run(cwd, '--resume', 's', 'what=return').status).toBe(1) // what it was is not what it would be
    expect(run(cwd, '--resume', 's', 'what=return', '--accept-changes').status).toBe(0)
    expect(results(join(cwd, 's')).map(({ value }) => value)).toEqual([1, 2, 3])
  })
})

describe('Ctrl-C, heard or not,', () => {
  test('ends a sweep whose jobs never wait for anything', async () => {
    const cwd = folder()
    const argv = ['-m', 'x=range(100)', 'what=busy', 'hydra.sweep.dir=s']
    const child = spawn(process.execPath, [app(), ...argv], { cwd, env, stdio: 'ignore' })
    const exited = new Promise((done) => child.on('exit', done))
    while (!existsSync(join(cwd, 's/2'))) await new Promise((done) => setTimeout(done, 20))
    child.kill('SIGINT')
    expect(await exited).toBe(130)
    expect(results(join(cwd, 's')).length).toBeLessThan(60)
  })

  test('ends a run that only computes, as it would any program', async () => {
    const cwd = folder()
    const child = spawn(process.execPath, [app(), 'what=endless', 'hydra.run.dir=o'], { cwd, env, stdio: 'ignore' })
    const exited = new Promise((done) => child.on('exit', (_code, signal) => done(signal)))
    while (!existsSync(join(cwd, 'o/app.log'))) await new Promise((done) => setTimeout(done, 20))
    await new Promise((done) => setTimeout(done, 200))
    child.kill('SIGINT')
    expect(await exited).toBe('SIGINT')
  })

  test('a second time leaves no process behind that does not listen', async () => {
    const cwd = folder()
    const argv = ['-m', 'x=1,2', 'what=deaf', 'hydra.sweep.dir=s', 'hydra/launcher=process', 'hydra.launcher.grace=60']
    const child = spawn(process.execPath, [app(), ...argv], { cwd, env: { ...env, MARK: cwd }, stdio: 'ignore' })
    const exited = new Promise((done) => child.on('exit', (_code, signal) => done(signal)))
    const started = () => [0, 1].every((num) => existsSync(join(cwd, `s/${num}/app.log`)))
    while (!started()) await new Promise((done) => setTimeout(done, 20))
    child.kill('SIGINT')
    await new Promise((done) => setTimeout(done, 300))
    child.kill('SIGINT')
    expect(await exited).toBe('SIGINT')
    await new Promise((done) => setTimeout(done, 200))
    expect(processesMarked(cwd)).toEqual([])
  })
})

test('a job that only computes does not outlive the process of its sweep', async () => {
  const cwd = folder()
  const argv = ['-m', 'x=1,2', 'what=endless', 'hydra.sweep.dir=s', 'hydra/launcher=process']
  const child = spawn(process.execPath, [app(), ...argv], { cwd, env: { ...env, MARK: cwd }, stdio: 'ignore' })
  const started = () => [0, 1].every((num) => existsSync(join(cwd, `s/${num}/app.log`)))
  while (!started()) await new Promise((done) => setTimeout(done, 20))
  child.kill('SIGKILL')
  const end = Date.now() + 20_000
  while (processesMarked(cwd).length > 0 && Date.now() < end) await new Promise((done) => setTimeout(done, 100))
  expect(processesMarked(cwd)).toEqual([])
}, 30_000)

test('a program that sweeps is not run again and again by the processes of its own jobs', () => {
  const cwd = folder()
  const program = bundledApp(
    `import { createHydraApp } from '@hydra-zen/hydra'
    const app = createHydraApp({ task: (cfg) => cfg.x, entry: import.meta.url, configPath: 'conf', configName: 'config' })
    const { failures } = await app.sweep(['x=1', 'hydra/launcher=process', 'hydra.sweep.dir=s'])
    console.log(String(failures[0].error))`,
    'x: 0\n',
  )
  const { stdout } = spawnSync(process.execPath, [join(program, 'app.mjs')], {
    cwd,
    env,
    encoding: 'utf8',
    timeout: 9000,
  })
  expect(stdout).toContain('A process cannot serve a job of this app')
  expect(readdirSync(cwd)).toEqual(['s'])
})

/** The processes whose environment has `mark`, where the system can tell. */
function processesMarked(mark: string): string[] {
  if (!existsSync('/proc/self/environ')) return []
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`MARK=${mark}`)
    } catch {
      return false // gone meanwhile
    }
  })
}

describe('tasks that misbehave', () => {
  test.each([
    ['basic', 'late'],
    ['basic', 'forgotten'],
    ['async', 'late'],
    ['process', 'late'],
    ['process', 'forgotten'],
  ])('an error that nobody caught fails the job it came from, alone: %s, %s', (launcher, what) => {
    const cwd = folder()
    const { status } = run(cwd, '-m', `what=${what},return`, 'x=1,2', 'hydra.sweep.dir=s', `hydra/launcher=${launcher}`)
    expect(status).toBe(1)
    expect(results(join(cwd, 's')).map((job) => job.status)).toEqual(['FAILED', 'FAILED', 'COMPLETED', 'COMPLETED'])
    expect(readFileSync(join(cwd, 's/1/app.log'), 'utf8')).toContain('TypeError: late 2')
  })

  test('an error of which nobody knows whose it is ends the sweep, and that is said', () => {
    const cwd = folder()
    const argv = ['-m', 'what=stray', 'x=1,2', 'hydra.sweep.dir=s', 'hydra/launcher=async']
    const { status, stderr } = run(cwd, ...argv)
    expect(status).toBe(1)
    expect(stderr).toContain('TypeError: stray')
    expect(stderr).toContain('an error that nobody caught ended the process')
  })

  test('an error that nobody caught fails a single run, too', () => {
    const cwd = folder()
    const { status, stderr } = run(cwd, 'what=late', 'x=3', 'hydra.run.dir=o')
    expect(status).toBe(1)
    expect(stderr).toContain("Error executing job with overrides: ['what=late', 'x=3'")
    expect(stderr).toContain('TypeError: late 3')
    expect(readFileSync(join(cwd, 'o/app.log'), 'utf8')).toContain('TypeError: late 3')
  })

  test('a process whose job waits for what never comes, or left something running, ends', () => {
    const cwd = folder()
    const argv = ['-m', 'what=never,leftover', 'hydra.sweep.dir=s', 'hydra/launcher=process']
    const { status, stderr } = run(cwd, ...argv, 'hydra.launcher.grace=0.2')
    expect(status).toBe(1)
    expect(stderr).toContain('waits for something that nothing will bring')
    expect(results(join(cwd, 's')).map((job) => job.status)).toEqual(['FAILED', 'COMPLETED'])
  })

  test.each(['basic', 'process'])('a value that has no JSON costs no results: %s', (launcher) => {
    const cwd = folder()
    const { status, stderr } = run(cwd, '-m', 'what=circle', 'x=1,2', 'hydra.sweep.dir=s', `hydra/launcher=${launcher}`)
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(results(join(cwd, 's')).map(({ value }) => value)).toEqual([
      '<ref *1> { x: 1, self: [Circular *1] }',
      '<ref *1> { x: 2, self: [Circular *1] }',
    ])
  })

  test('of a value that is no data, the results have what JSON has of it', () => {
    const cwd = folder()
    const argv = ['-m', 'what=method', 'x=1,2', 'hydra.sweep.dir=s', 'hydra/launcher=process']
    const { status, stderr } = run(cwd, ...argv)
    expect(status).toBe(0)
    expect(stderr.match(/cannot leave its process as it is/g)).toHaveLength(1)
    expect(results(join(cwd, 's')).map(({ value }) => value)).toEqual([
      { x: 1, parts: [{ a: 1 }] },
      { x: 2, parts: [{ a: 1 }] },
    ])
  })

  test('a process that is killed says why where its output is', () => {
    const cwd = folder()
    const { status, stderr } = run(cwd, '-m', 'what=kill', 'hydra.sweep.dir=s', 'hydra/launcher=process')
    expect(status).toBe(1)
    expect(stderr).toContain('hint: a system that runs out of memory ends processes so')
    expect(readFileSync(join(cwd, 's/0/stderr.log'), 'utf8')).toContain('was ended by SIGKILL before its task')
  })

  test('the jobs of a sweep are told one time, whatever process they run in', () => {
    const cwd = folder()
    const argv = ['-m', 'x=1,2', 'what=time', 'hydra.sweep.dir=s', 'hydra/launcher=process']
    expect(run(cwd, ...argv).status).toBe(0)
    const [one, two] = results(join(cwd, 's'))
    expect(one?.value).toBe(two?.value)
  })

  test.each(['basic', 'async'])('one that waits for what never comes fails, and the others run: %s', (launcher) => {
    const cwd = folder()
    const argv = ['-m', 'x=1,2', 'what=never,return', 'hydra.sweep.dir=s', `hydra/launcher=${launcher}`]
    const { status, stderr } = run(cwd, ...argv)
    expect(status).toBe(1)
    expect(stderr).toContain('job 2 failed (x=2 what=never): HydraException: The task did not end')
    expect(results(join(cwd, 's')).map((job) => job.status)).toEqual(['FAILED', 'COMPLETED', 'FAILED', 'COMPLETED'])
  })

  test('process.exit in a sweep is a failure that says how to go on', () => {
    const cwd = folder()
    const { status, stderr } = run(cwd, '-m', 'x=0,1', 'what=exit', 'hydra.sweep.dir=s')
    expect(status).toBe(1)
    expect(stderr).toContain('a job called process.exit(0)')
    expect(stderr).toContain('--resume')
  })

  test('process.exit in a single run is the exit code', () => {
    expect(run(folder(), 'x=7', 'what=exit').status).toBe(7)
  })

  test('waiting for what never comes is a failure that says so', () => {
    const { status, stderr } = run(folder(), 'what=never')
    expect(status).toBe(1)
    expect(stderr).toContain('waits for something that nothing will bring')
  })

  test('a job that will not end does not keep a sweep with a timeout', () => {
    const { status, stderr } = run(folder(), '-m', 'what=deaf', 'hydra/launcher=async', 'hydra.launcher.timeout=0.2')
    expect(status).toBe(1)
    expect(stderr).toContain('took longer than 0.2 s')
  })

  test('in processes of their own they harm nobody', () => {
    const cwd = folder()
    const argv = ['-m', 'what=exit,return,deaf,flood', 'x=3', 'hydra.sweep.dir=s', 'hydra/launcher=process']
    const { status } = run(
      cwd,
      ...argv,
      'hydra.launcher.timeout=3',
      'hydra.launcher.grace=0.2',
      'hydra.launcher.concurrency=4',
    )
    expect(status).toBe(1)
    expect(results(join(cwd, 's')).map((job) => job.status)).toEqual(['FAILED', 'COMPLETED', 'FAILED', 'COMPLETED'])
    expect(readFileSync(join(cwd, 's/3/stdout.log'), 'utf8')).toContain('line 99999')
  })

  test('a process has its own directory and environment', () => {
    const cwd = folder()
    const argv = [
      '-m',
      'x=1,2',
      'what=cwd',
      'hydra.job.chdir=true',
      '+hydra.job.env_set.MINE=${x}',
      'hydra.sweep.dir=s',
    ]
    expect(run(cwd, ...argv, 'hydra/launcher=process').status).toBe(0)
    expect(results(join(cwd, 's')).map(({ value }) => value)).toEqual([
      [true, '1'],
      [true, '2'],
    ])
  })
})

test('a directory that cannot be written is told in words', () => {
  const cwd = folder()
  mkdirSync(dirname(join(cwd, 'o/.hydra')), { recursive: true })
  writeFileSync(join(cwd, 'o/.hydra'), '')
  const { status, stderr } = run(cwd, 'hydra.run.dir=o/.hydra/deep')
  expect(status).toBe(1)
  expect(stderr).toContain('a file is in the way')
  if (!existsSync('/dev/full')) return
  const full = run(cwd, 'hydra.run.dir=p', 'hydra.job_logging.handlers.file.filename=/dev/full', '+y=1')
  expect(full.status).toBe(0) // what is logged is lost, what is computed is not
})

test.skipIf(!existsSync('/dev/full'))('a log that cannot be written costs a warning, not the job', () => {
  const cwd = folder()
  const log = 'hydra.job_logging.handlers.file.filename=/dev/full'
  const { status, stderr } = run(cwd, '-m', 'x=1,2', 'what=log', 'hydra.sweep.dir=s', log)
  expect(status).toBe(0)
  expect(stderr.match(/warning: the log \/dev\/full misses lines: .*ENOSPC/g)?.length).toBe(2)
  expect(results(join(cwd, 's')).map(({ value }) => value)).toEqual([1, 2])
})

test('a reader of the output who leaves costs no job', () => {
  const cwd = folder()
  const shell = (line: string) =>
    spawnSync('sh', ['-c', line], { cwd, env: { ...env, NODE: process.execPath, APP: app() }, encoding: 'utf8' })
  const { stdout, stderr } = shell('"$NODE" "$APP" -m "x=range(300)" hydra.sweep.dir=s | head -1')
  expect(stdout).toContain('Launching 300 jobs')
  expect(stderr).toBe('')
  expect(results(join(cwd, 's')).length).toBe(300)
  expect(shell('"$NODE" "$APP" --info all | head -0').stderr).toBe('')
})
