import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { clearResolver, intType, registerResolver, schemaOf, strType } from '@hydra-zen/omegaconf'
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import type { Runtime } from '../run/runtime.ts'
import { ConfigStore } from '../sources/config-store.ts'
import type { HydraMainOptions } from './hydra-main-options.ts'
import { runCommandLine } from './main.ts'

let dir: string

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'cli-'))
  tree({
    'conf/config.yaml': 'defaults:\n- db: mysql\n- _self_\nname: x\nurl: ${db.driver}://here\nsecret: ???\n',
    'conf/db/mysql.yaml': 'driver: mysql\nport: 3306\n',
    'conf/db/postgresql.yaml': 'driver: postgresql\nport: 5432\n',
  })
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

function tree(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), text)
  }
}

interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
  /** The directories that the process went to. */
  readonly moved: readonly string[]
}

/** Runs a command line in the folder, with what it printed and how it ended. */
async function run(
  line: string | readonly string[],
  options: Partial<HydraMainOptions> = {},
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  let out = ''
  let err = ''
  const moved: string[] = []
  const runtime: Runtime = {
    env: { ...env },
    cwd: dir,
    argv: typeof line === 'string' ? line.split(' ').filter(Boolean) : line,
    execPath: process.execPath,
    execArgv: [],
    now: () => new Date(2026, 0, 31, 12, 34, 56, 789),
    stdout: {
      write(text) {
        out += text
      },
    },
    stderr: {
      write(text) {
        err += text
      },
    },
    chdir: (to) => void moved.push(to.replaceAll(dir, '<dir>')),
    onStop: () => () => {},
  }
  const app = { task: () => {}, entry: join(dir, 'app.js'), configPath: 'conf', configName: 'config', ...options }
  const { code } = await runCommandLine(app, runtime)
  return { code, out: out.replaceAll(dir, '<dir>'), err: err.replaceAll(dir, '<dir>'), moved }
}

describe('--cfg', () => {
  it('shows the config of the job, and writes nothing', async () => {
    const { code, out } = await run('--cfg job db.port=1')
    expect(code).toBe(0)
    expect(out).toBe('db:\n  driver: mysql\n  port: 1\nname: x\nurl: ${db.driver}://here\nsecret: ???\n')
    expect(readdirSync(dir)).toEqual(['conf'])
  })

  it('shows a part of it, resolved if asked to', async () => {
    expect((await run('--cfg job -p db')).out).toBe('# @package db\ndriver: mysql\nport: 3306\n')
    expect((await run('--cfg job -p db.port')).out).toBe('3306\n')
    expect((await run('--cfg job --resolve secret=s')).out).toContain('url: mysql://here\n')
    expect((await run('--cfg all -p hydra.job.name')).out).toBe('app\n')
  })

  it('says who wrote each line', async () => {
    expect((await run('--cfg job --blame name=y')).out).toMatchInlineSnapshot(`
      "db:
        driver: mysql           # conf/db/mysql.yaml:1:9
        port: 3306              # conf/db/mysql.yaml:2:7
      name: 'y'                 # override 1:1:6  name=y
      url: \${db.driver}://here  # conf/config.yaml:5:6
      secret: ???               # conf/config.yaml:6:9
      "
    `)
  })

  it('refuses a key that is not there', async () => {
    expect(await run('--cfg job -p nowhere')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('nowhere'),
    })
  })
})

describe('--explain', () => {
  it('tells where a value comes from, and what it was before', async () => {
    expect((await run('--explain db.port db=postgresql db.port=1')).out).toMatchInlineSnapshot(`
      "db.port = 1
        set to 1 by override 2:1:9, db.port=1
        before 5432 by conf/db/postgresql.yaml:2:7, config db/postgresql, chosen by db=postgresql (override 1:1:1)
      "
    `)
  })

  it('of an unknown key suggests the nearest', async () => {
    expect(await run('--explain db.prt')).toMatchObject({
      code: 1,
      err: expect.stringContaining('did you mean `db.port`?'),
    })
  })
})

describe('--info', () => {
  it('shows the defaults list of the app after that of Hydra', async () => {
    const { out } = await run('--info defaults')
    expect(out.split('\n').filter((line) => line.includes('db/mysql'))).toEqual([
      '| db/mysql                    | db                  | False  | config       |',
    ])
  })

  test.each(['nosuch=1', 'name=a,b', 'db=mysql,postgresql'])(
    'of defaults needs no values that fit: %s',
    async (override) => {
      const plain = (await run('--info defaults')).out
      expect(await run(['--info', 'defaults', override])).toMatchObject({ code: 0, out: plain })
      expect(await run(['--info', 'defaults-tree', override])).toMatchObject({ code: 0 })
      expect(await run(['--info', 'config', override])).toMatchObject({ code: 1 })
    },
  )

  it('of defaults needs choices that there are', async () => {
    expect(await run('--info defaults db=nope')).toMatchObject({ code: 1, err: expect.stringContaining('postgresql') })
  })

  it('has an object for programs', async () => {
    const all = JSON.parse((await run('--info all --format json')).out)
    expect(Object.keys(all)).toEqual([
      ...['version', 'searchpath', 'defaults', 'tree', 'plugins', 'groups', 'choices', 'config', 'hydra'],
    ])
    expect(all.groups.db).toEqual(['mysql', 'postgresql'])
    expect(all.choices.db).toBe('mysql')
    expect(all.config.secret).toBe('???')
  })

  test.each(['all', 'config', 'plugins', 'searchpath', 'defaults-tree'])('%s succeeds', async (topic) => {
    expect(await run(['--info', topic])).toMatchObject({ code: 0, err: '', out: expect.stringContaining('***') })
  })
})

describe('--help', () => {
  it('lists the groups with their options, and the config', async () => {
    const { out } = await run('--help')
    expect(out).toContain('\ndb: mysql, postgresql\n')
    expect(out).toContain('\nname: x\nurl: ${db.driver}://here\n')
  })

  it('fills the template of the config', async () => {
    const { out } = await run(['--help', "hydra.help.template='$$ ${hydra.help.app_name} $APP_CONFIG_GROUPS $OTHER'"])
    expect(out).toBe('$ app db: mysql, postgresql\n $OTHER\n')
  })

  it('tells the type and the doc comment of a field', async () => {
    const store = new ConfigStore()
    const schema = schemaOf('Config', {
      rounds: { type: intType, doc: 'How often to train.' },
      model: { type: strType, default: 'small' },
      seed: { type: intType, absent: true, doc: 'Any number.' },
    })
    store.store({ name: 'typed', node: schema })
    const { out } = await run('--help', { store, configPath: null, configName: 'typed' })
    expect(out).toContain(
      'rounds: ???   # int, required. How often to train.\nmodel: small  # str\n# seed: int. Any number.\n',
    )
  })

  it('of Hydra has every flag', async () => {
    const { out } = await run('--hydra-help')
    for (const flag of ['--multirun,-m', '--config-name,-cn', '--resume', '-sc install=fish'])
      expect(out).toContain(flag)
    expect(out).toContain('hydra/launcher: ')
  })
})

describe('completion', () => {
  const answer = async (line: string) =>
    (await run('-sc query=bash', {}, { COMP_LINE: `node app.js ${line}` })).out.trim()

  it('has the value of an interpolation, of a clock too, and what is missing in a list has none yet', async () => {
    tree({ 'conf/config.yaml': 'list: [aa, "???"]\nurl: ${list.0}/x\nday: ${now:%Y}\n' })
    expect(await answer('list.')).toBe('list.0= list.1=')
    expect(await answer('list.0=')).toBe('list.0=aa')
    expect(await answer('list.1=')).toBe('list.1=')
    expect(await answer('url=')).toBe('url=aa/x')
    expect(await answer('day=')).toMatch(/^day=\d{4}$/)
  })

  test.each([
    ['bash', 'db. db=\n', 'db. db=\n'],
    ['zsh', 'db. db=\n', 'db.\ndb=\n'],
    ['fish', 'db.\ndb=\n', 'db.\ndb=\n'],
  ])('answers scripts of Hydra as Hydra does, and its own: %s', async (shell, theirs, ours) => {
    const env = { COMP_LINE: 'node app.js d' }
    expect((await run(`-sc query=${shell}`, {}, env)).out).toBe(theirs)
    expect((await run(`-sc query=${shell}`, {}, { ...env, HYDRA_COMPLETE: '1' })).out).toBe(ours)
    expect((await run(`-sc query=${shell}`, {}, { COMP_LINE: 'node app.js nothing' })).out).toBe('\n')
  })
})

describe('a command line that is wrong', () => {
  it('ends with 2 and the usage where a flag is', async () => {
    const { code, out, err } = await run('--nosuch')
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(/^usage: app\.js \[--help\]/)
    expect(err).toContain('app.js: error: There is no flag --nosuch.')
  })

  test.each([
    ['db=nope', 'postgresql'],
    ['nmae=1', '+nmae=1'],
    ['--cfg job --multirun', '--multirun'],
    ['--config-dir nowhere', '<dir>/nowhere'],
    ['--config-path nowhere', '<dir>/nowhere'],
    ['--config-path conf/config.yaml', '--config-name'],
    ['-cn nowhere', 'nowhere'],
    ['name=1,2', '--multirun'],
    ['-sc query=ksh', 'bash, fish, zsh'],
    ['-sc', 'install='],
    ['--dry-run --resume x', 'No ledger to go on from'],
  ])('%s ends with 1 and says %s', async (line, said) => {
    const { code, out, err } = await run(line)
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain(said)
    expect(err).not.toMatch(/^\s+at /m)
  })

  it('shows the whole stack with HYDRA_FULL_ERROR=1', async () => {
    const { err } = await run('db=nope', {}, { HYDRA_FULL_ERROR: '1' })
    expect(err).toMatch(/^MissingConfigException: [\s\S]*\n {4}at /)
  })
})

describe('a task that fails', () => {
  async function failing(): Promise<() => never> {
    tree({ 'task.mjs': "export function task() {\n  throw new Error('broken', { cause: new TypeError('deep') })\n}\n" })
    return ((await import(/* @vite-ignore */ join(dir, 'task.mjs'))) as { task: () => never }).task
  }

  it('ends with 1; its overrides and its stack are told, causes included, without our own frames', async () => {
    const { code, err } = await run('name=z', { task: await failing() })
    expect(code).toBe(1)
    expect(err).toContain("Error executing job with overrides: ['name=z']\nError: broken\n")
    expect(err).toContain('caused by: TypeError: deep')
    expect(err).toContain('task.mjs:2:9')
    expect(err).not.toContain('run-job.ts')
  })

  it('ends a sweep with 1', async () => {
    expect(await run('-m name=a,b', { task: await failing() })).toMatchObject({ code: 1 })
  })
})

test('a mistake in a logging config is shown where it was written', async () => {
  tree({
    'conf/hydra/job_logging/mine.yaml':
      'version: 1\nformatters: {plain: {format: "%(nosuch)s"}}\nloggers:\n  my.app:\n    level: LOUD\n',
  })
  const told = async (...line: string[]) => (await run([...line, 'hydra.run.dir=o'], { task: () => 1 })).err
  expect(await told('hydra.job_logging.root.level=LOUD')).toContain('| hydra.job_logging.root.level=LOUD\n')
  expect(await told('hydra/job_logging=mine')).toContain('mine.yaml:2:')
  expect(await told('hydra/job_logging=mine', 'hydra.job_logging.formatters.plain.format=x')).toContain(
    'mine.yaml:5:12',
  )
  expect(await told('hydra.job_logging.handlers.file.filename=null')).toContain(
    '| hydra.job_logging.handlers.file.filename=null\n',
  )
  expect(await told('hydra.job_logging.handlers.console.class=a.B')).toContain('class=a.B\n')
})

test.each([
  ['root.level=NOPE', 'The level of the logger `root` is unknown: NOPE.'],
  ['root.handlers=[nosuch]', 'names the handler `nosuch`'],
  ['handlers.console.formatter=nosuch', 'names the formatter `nosuch`'],
  ['handlers.console.class=a.B', 'unknown class: a.B'],
  ['version=2', 'is of version 1, not 2'],
])('logging that is set up wrongly ends a run, although nothing is logged: %s', async (override, said) => {
  for (const part of ['job_logging', 'hydra_logging']) {
    const { code, err } = await run([`hydra.${part}.${override}`, 'hydra.run.dir=o'], { task: () => 1 })
    expect([part, code, err]).toEqual([part, 1, expect.stringContaining(said)])
  }
})

test('what a part leaves out is not there for the values in it', async () => {
  const override = 'name=${hydra.job.name}'
  expect((await run(['--cfg', 'job', override])).out).toContain('name: ${hydra.job.name}\n')
  for (const flags of [['-p', 'name'], ['--resolve']]) {
    const { code, err } = await run(['--cfg', 'job', ...flags, override])
    expect([code, err]).toEqual([1, expect.stringContaining('leads to `hydra.job.name`, which is not there')])
  }
  expect((await run(['--cfg', 'all', '-p', 'name', override])).out).toBe('app\n')
  expect((await run(['--cfg', 'job', '-p', 'name', 'name=${hydra:job.name}'])).out).toBe('app\n')
})

test('a package without --cfg changes nothing, and says so', async () => {
  const { code, err } = await run('-p db', { task: () => 1 })
  expect(code).toBe(0)
  expect(err).toContain('warning: --package does nothing without --cfg')
})

test('a deletion with null deletes any value', async () => {
  expect((await run('--cfg job ~name=null')).out).not.toContain('name:')
  expect(await run('--cfg job ~name=y')).toMatchObject({ code: 1, err: expect.stringContaining('its value is "x"') })
})

describe('the mode', () => {
  const seen: unknown[] = []
  const task = (cfg: { name: unknown }) => void seen.push(cfg.name)
  beforeEach(() => void seen.splice(0))

  it('is that of the flag, of the config, or a single run', async () => {
    await run('name=a', { task: task as never })
    await run('name=b,c -m', { task: task as never })
    await run('name=d,e hydra.mode=MULTIRUN', { task: task as never })
    const { err } = await run('-m name=f,g hydra.mode=RUN', { task: task as never })
    expect(seen).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g'])
    expect(err).toContain('warning: --multirun')
  })

  it('is nothing where only a look is asked for', async () => {
    expect((await run('--dry-run -m name=a,b,c', { task: task as never })).out).toContain('3 jobs')
    expect(JSON.parse((await run('--dry-run=json name=q', { task: task as never })).out)).toMatchObject({ count: 1 })
    expect(seen).toEqual([])
    expect(readdirSync(dir)).toEqual(['conf'])
  })

  it('has the overrides of the app below those typed', async () => {
    await run('', { task: task as never, overrides: ['name=own', 'db=postgresql'] })
    await run('name=typed', { task: task as never, overrides: ['name=own'] })
    expect(seen).toEqual(['own', 'typed'])
  })
})

test('what is odd about the configs is told where they are shown, too', async () => {
  tree({
    'conf/db/mysql.yaml': '# @package _group_\ndriver: mysql\n',
    'conf/config.yaml': 'defaults:\n- db: mysql\nx: null\n',
  })
  const { out, err } = await run('--cfg job')
  expect(out).toContain('_group_:\n  driver: mysql\n')
  expect(err).toContain('warning: `# @package _group_` of `db/mysql` is a key named `_group_` since Hydra 1.2')
  expect((await run('--cfg job', { versionBase: '1.1' })).out).toBe('db:\n  driver: mysql\nx: null\n')
  expect((await run('--cfg job -p x')).err).toContain('hint: `x` is null')
})

test('a job of an app of 1.1 starts in its output directory, unless the config says otherwise', async () => {
  tree({ 'conf/config.yaml': 'x: 1\n' })
  expect((await run('hydra.run.dir=out', { versionBase: '1.1' })).moved).toEqual(['<dir>/out', '<dir>'])
  expect((await run('hydra.run.dir=out hydra.job.chdir=false', { versionBase: '1.1' })).moved).toEqual([])
  expect((await run('hydra.run.dir=out')).moved).toEqual([])
})

test('resolvers that an app registers are known to its configs, those of its jobs and their directories', async () => {
  let asked = 0
  registerResolver('next', () => ++asked, { useCache: true })
  registerResolver('twice', (x: number) => 2 * x)
  try {
    tree({
      'conf/config.yaml':
        'x: 1\ny: ${twice:${x}}\nid: ${next:}\nhydra: {run: {dir: "out/${next:}"}, sweep: {dir: "sweep/${next:}", subdir: "${y}"}}\n',
    })
    const seen: unknown[] = []
    const task: HydraMainOptions['task'] = ({ y, id }, { outputDir }) =>
      void seen.push([y, id, relative(dir, outputDir)])
    await run('x=5', { task })
    await run('-m x=6,7', { task })
    expect(seen).toEqual([
      [10, 1, join('out', '1')],
      [12, 2, join('sweep', '2', '12')],
      [14, 2, join('sweep', '2', '14')],
    ])
    expect((await run('--cfg job --resolve -p y')).out).toBe('2\n')
  } finally {
    clearResolver('next')
    clearResolver('twice')
  }
})

describe('--resume', () => {
  let ran: unknown[] = []
  let fails = true
  const task = ({ x, y }: { x?: unknown; y?: unknown }) => {
    ran.push([x, y])
    if (fails && x === 2) throw new Error('not yet')
  }
  const options = { task: task as never, configPath: undefined, configName: undefined }

  beforeEach(() => {
    ran = []
    fails = true
    tree({ 'elsewhere/main.yaml': 'defaults:\n- part\nx: 0\n', 'more/part.yaml': 'y: 5\n' })
  })

  it('finds the configs where the sweep found them', async () => {
    const places = '--config-path elsewhere --config-name main --config-dir more'
    expect((await run(`${places} x=1,2 hydra.sweep.dir=s -m`, options)).code).toBe(1)
    // wherever one is when it goes on
    const [begun] = readFileSync(join(dir, 's/.sweep/ledger.jsonl'), 'utf8').split('\n')
    expect(JSON.parse(begun as string).places).toEqual({ configPath: 'elsewhere', configDir: join(dir, 'more') })
    fails = false
    const { code, err } = await run('--resume s --retry-failed', options)
    expect([code, err]).toEqual([0, ''])
    expect(ran.slice(2)).toEqual([[2, 5]])
  })

  it('finds them where it is told to, if it is', async () => {
    await run('--config-path elsewhere --config-name main --config-dir more x=1,2 hydra.sweep.dir=s -m', options)
    tree({ 'moved/part.yaml': 'y: 6\n' })
    const { code, err } = await run('--resume s --retry-failed --config-dir moved', options)
    expect(code).toBe(1)
    expect(err).toContain('The config of this sweep is not what it was.')
    expect((await run('--resume s --retry-failed --config-dir moved --accept-changes', options)).code).toBe(1)
    expect(ran.slice(2)).toEqual([[2, 6]])
  })
})
