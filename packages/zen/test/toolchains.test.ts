import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { buildSync } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, '../../..')
const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')
const expected = ['my_app.TimeIt', 'shapes.point.Point', 'my_app.registered', 'my_app.task', 'x', 'y']
let app: string

beforeAll(() => {
  app = mkdtempSync(join(tmpdir(), 'shapes-app-'))
  cpSync(join(here, 'fixtures/shapes-app'), app, { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(app, 'node_modules'))
})

afterAll(() => rmSync(app, { recursive: true, force: true }))

/** Runs a file of the app, with the packages of this repository read from their sources. */
function node(args: readonly string[], env: Record<string, string> = {}): string {
  const flags = ['--conditions=source', '--import', 'tsx']
  const { stdout, stderr, status } = spawnSync(process.execPath, [...flags, ...args], {
    cwd: app,
    encoding: 'utf8',
    env: { ...process.env, HYDRA_ZEN_CACHE: join(app, 'cache'), ...env },
  })
  expect(status, stderr).toBe(0)
  return stdout
}

describe('the same addresses', () => {
  test('from sources, through tsx', () => {
    expect(JSON.parse(node(['src/my_app.ts'], { SHOW_ADDRESSES: '1' }))).toEqual(expected)
  })

  test('from what tsc built', () => {
    const options = {
      module: 'nodenext',
      target: 'es2022',
      strict: true,
      rewriteRelativeImportExtensions: true,
      rootDir: 'src',
      outDir: 'dist',
      sourceMap: true,
      customConditions: ['source'],
      skipLibCheck: true,
      types: [],
    }
    writeFileSync(join(app, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, include: ['src'] }))
    spawnSync(process.execPath, [tsc, '--noCheck'], { cwd: app })
    expect(readFileSync(join(app, 'dist/my_app.js'), 'utf8')).not.toContain('unit?: string')
    expect(JSON.parse(node(['dist/my_app.js'], { SHOW_ADDRESSES: '1' }))).toEqual(expected)
  })

  test.each(['esm', 'cjs'] as const)('in one file that a bundler made, %s', (format) => {
    const out = join(app, `bundle/app.${format === 'esm' ? 'mjs' : 'cjs'}`)
    buildSync({
      stdin: {
        contents: `import { pathToFileURL } from 'node:url'
import { zen, ZenStore, register } from 'hydra-zen'
const url = pathToFileURL(process.argv[1]).href
class TimeIt {
  constructor({ unit = 's' } = {}) { this.unit = unit }
  onJobEnd() { console.log('took some ' + this.unit) }
}
class Config { x }
const store = new ZenStore()
register({ url }, { TimeIt })
store(TimeIt, { name: 'timeit', group: 'callbacks' })
store.config(Config, { name: 'task' })
zen(({ x }) => console.log('x is ' + x)).main({ url }, { configName: 'task', stores: store })`,
        resolveDir: here,
      },
      bundle: true,
      minify: true,
      platform: 'node',
      format,
      outfile: out,
      logLevel: 'error',
    })
    const run = (...overrides: string[]) => {
      const env = { ...process.env, HYDRA_FULL_ERROR: '1' }
      const { stdout, stderr, status } = spawnSync(process.execPath, [out, ...overrides], {
        cwd: app,
        encoding: 'utf8',
        env,
      })
      return { stdout, stderr, status }
    }
    expect(run('x=3', '+callbacks@hydra.callbacks.t=timeit', 'hydra.callbacks.t.unit=ms')).toEqual({
      stdout: 'x is 3\ntook some ms\n',
      stderr: '',
      status: 0,
    })
    expect(run('y=3').stderr).toMatch(/^ConfigCompositionException: Could not override `y`/)
  })

  test.each(['tsx', 'tsc'])('in CommonJS, %s', (tool) => {
    const folder = join(app, `commonjs-${tool}`)
    mkdirSync(folder)
    writeFileSync(join(folder, 'package.json'), '{}')
    writeFileSync(
      join(folder, 'my_app.ts'),
      `import { fbuilds, zen, ZenStore } from 'hydra-zen'
export class Db {
  readonly port: number
  constructor({ port = 5432 }: { port?: number } = {}) { this.port = port }
}
export function task({ db, count = 1 }: { db: Db; count?: number }) { console.log(db instanceof Db, db.port, count) }
const store = new ZenStore()
store({ db: fbuilds(Db), count: 2 }, { name: 'config' })
void zen(task).main(module, { configName: 'config', stores: store })`,
    )
    const flags = tool === 'tsx' ? ['--import', 'tsx', 'my_app.ts'] : ['out/my_app.js']
    if (tool === 'tsc') {
      const compilerOptions = { module: 'node20', target: 'es2022', types: ['node'], outDir: 'out', strict: true }
      writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['my_app.ts'] }))
      expect(spawnSync(process.execPath, [tsc], { cwd: folder, encoding: 'utf8' }).stdout).toBe('')
    }
    const run = (...overrides: string[]) => {
      const env = { ...process.env, HYDRA_ZEN_CACHE: 'off' }
      return spawnSync(process.execPath, [...flags, ...overrides], { cwd: folder, encoding: 'utf8', env })
    }
    expect(run('db.port=1').stdout).toBe('true 1 2\n')
    expect(run('db.port=abc').stderr).toContain('`db.port`')
    expect(run('--cfg', 'job').stdout).toBe('db:\n  _target_: my_app.Db\n  port: 5432\ncount: 2\n')
  })

  test('in vitest', async () => {
    process.env.SHOW_ADDRESSES = '1'
    const module = (await import(pathToFileURL(join(app, 'src/my_app.ts')).href)) as { addresses: string[] }
    expect(module.addresses).toEqual(expected)
  })
})

test('a warm run loads neither a parser of sources nor a compiler', () => {
  const hook = `import { register } from 'node:module'
import { writeSync } from 'node:fs'
const hooks = \`import { writeSync } from 'node:fs'
export function load(url, context, next) { writeSync(2, 'loaded ' + url + '\\\\n'); return next(url, context) }\`
register('data:text/javascript,' + encodeURIComponent(hooks))
process.on('exit', () => {
  const { _cache } = process.getBuiltinModule('node:module')
  for (const file of Object.keys(_cache)) writeSync(2, 'loaded ' + file + '\\n')
})`
  writeFileSync(join(app, 'hook.mjs'), hook)
  const run = (): string => {
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [
        '--conditions=source',
        '--import',
        'tsx',
        '--import',
        './hook.mjs',
        'src/my_app.ts',
        'x=1',
        '+callbacks@hydra.callbacks.t=timeit',
      ],
      {
        cwd: app,
        encoding: 'utf8',
        env: { ...process.env, HYDRA_ZEN_CACHE: join(app, 'cache-2'), SHOW_ADDRESSES: '' },
      },
    )
    expect(stdout).not.toContain('rror')
    return stderr
  }
  expect(run()).toMatch(/oxc-parser/)
  const warm = run()
  expect(warm).toMatch(/loaded .*my_app\.ts/)
  expect(warm).not.toMatch(/node_modules\/(?:oxc-parser|ts-morph|acorn|@ts-morph|yaml)\//)
})
