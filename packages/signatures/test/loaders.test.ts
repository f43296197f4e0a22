import { execFile } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { callerFile, createSignatureReader, declarationsOf, fieldsOf, signatureOf } from '../src/index.ts'

const run = promisify(execFile)
const root = mkdtempSync(path.join(tmpdir(), 'signatures-loaders-'))
const packages = fileURLToPath(new URL('../..', import.meta.url))
const modules = path.join(packages, '..', 'node_modules')
const env = {
  ...process.env,
  NODE_EXTRA_CA_CERTS: undefined,
  NODE_OPTIONS: undefined,
  HYDRA_ZEN_CACHE: path.join(root, 'cache'),
}

const report = `
function report(target) {
  const file = callerFile()
  const signature = signatureOf(target, { file })
  const [only, ...more] = declarationsOf(target, file)
  console.log(JSON.stringify([
    path.basename(file), only && path.relative(root, only.file), only?.export, more.length,
    signature.params.map((p) => p.name + ':' + p.type.k + (p.default ? '=' + JSON.stringify(p.default.value) : '')).join(' '),
  ]))
}
`
const app = `
import path from 'node:path'
import { callerFile, declarationsOf, signatureOf } from '@hydra-zen/signatures'
import { Point as Renamed } from './shapes/point.js'
import * as shapes from './shapes/index.js'
export class Train { constructor(readonly x: number, readonly mode: 'a' | 'b' = 'a') {} }
declare const process: { env: Record<string, string>, cwd(): string }
const root = process.cwd()
${report.replace('(target)', '(target: any)')}
report(Train); report(Renamed); report(shapes.Point); report(shapes.Point.polar)
`
const point = `export class Point {
  constructor(public x: number, public y: number = 0) {}
  static polar(r: number, phi = 1): Point { return new Point(r, phi) }
}
`
/** What every way of running must say. */
const expected = (loaded: string): string[] => [
  `["${loaded}","src/app.ts","Train",0,"x:number mode:union=\\"a\\""]`,
  `["${loaded}","src/shapes/point.ts","Point",0,"x:number y:number=0"]`,
  `["${loaded}","src/shapes/point.ts","Point",0,"x:number y:number=0"]`,
  `["${loaded}","src/shapes/point.ts","Point.polar",0,"r:number phi:number=1"]`,
]

function put(file: string, text: string): void {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  writeFileSync(path.join(root, file), text)
}

beforeAll(async () => {
  for (const format of ['esm', 'cjs'] as const) {
    put(`${format}/package.json`, JSON.stringify({ name: 'app', type: format === 'esm' ? 'module' : 'commonjs' }))
    put(`${format}/src/app.ts`, app)
    put(`${format}/src/shapes/point.ts`, point)
    put(`${format}/src/shapes/index.ts`, "export * from './point.js'\n")
    const options = {
      target: 'es2022',
      module: 'nodenext',
      sourceMap: true,
      outDir: 'dist',
      rootDir: 'src',
      strict: true,
      types: [],
      skipLibCheck: true,
      noCheck: true,
    }
    put(`${format}/tsconfig.json`, JSON.stringify({ compilerOptions: options, include: ['src'] }))
  }
  // The built package as it would be installed: one file, its dependencies outside.
  const installed = path.join(root, 'node_modules', '@hydra-zen', 'signatures')
  await build({
    entryPoints: [path.join(packages, 'signatures/src/index.ts')],
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    outdir: path.join(installed, 'dist'),
    conditions: ['source'],
    external: ['oxc-parser', 'acorn', 'ts-morph'],
    logLevel: 'error',
  })
  const manifest = { name: '@hydra-zen/signatures', type: 'module', exports: { '.': './dist/index.js' } }
  writeFileSync(path.join(installed, 'package.json'), JSON.stringify(manifest))
  const resolve = createRequire(path.join(packages, 'signatures/package.json')).resolve
  for (const name of ['acorn', 'ts-morph']) symlinkSync(path.join(modules, name), path.join(root, 'node_modules', name))
  const parser = path.join(packages, 'signatures/node_modules/oxc-parser')
  symlinkSync(
    existsSync(parser) ? parser : path.dirname(resolve('oxc-parser/package.json')),
    path.join(root, 'node_modules/oxc-parser'),
  )
}, 60_000)

afterAll(() => rmSync(root, { recursive: true }))

async function compile(format: 'esm' | 'cjs'): Promise<void> {
  if (existsSync(path.join(root, format, 'dist'))) return
  await run(process.execPath, [path.join(modules, 'typescript/bin/tsc'), '-p', path.join(root, format)], { cwd: root })
}

async function output(args: readonly string[], cwd: string): Promise<string[]> {
  const { stdout } = await run(process.execPath, args, { cwd: path.join(root, cwd), env })
  return stdout.trim().split('\n')
}

test('under tsx', async () => {
  expect(await output(['--import', path.join(modules, 'tsx/dist/loader.mjs'), 'src/app.ts'], 'esm')).toEqual(
    expected('app.ts'),
  )
})

test('compiled to ES modules, through source maps', async () => {
  await compile('esm')
  expect(await output(['dist/app.js'], 'esm')).toEqual(expected('app.js'))
})

test('compiled to CommonJS, with source maps on', async () => {
  await compile('cjs')
  expect(await output(['--enable-source-maps', 'dist/app.js'], 'cjs')).toEqual(expected('app.js'))
})

test('in a bundle the running text still tells names and defaults', async () => {
  await build({
    entryPoints: [path.join(root, 'esm/src/app.ts')],
    bundle: true,
    format: 'esm',
    platform: 'node',
    outfile: path.join(root, 'bundle/app.mjs'),
    packages: 'external',
    logLevel: 'error',
  })
  const lines = await output(['app.mjs'], 'bundle')
  expect(lines[0]).toBe('["app.mjs","app.mjs","Train",0,"x:any mode:string=\\"a\\""]')
})

test('a production image without sources reads the manifest', async () => {
  await compile('esm')
  const { scan } = await import('../src/index.ts')
  cpSync(path.join(root, 'esm'), path.join(root, 'image'), { recursive: true })
  await scan({
    root: path.join(root, 'image'),
    files: ['src/app.ts', 'src/shapes/point.ts', 'src/shapes/index.ts'],
    out: 'dist/signatures.json',
  })
  rmSync(path.join(root, 'image/src'), { recursive: true })
  expect(await output(['dist/app.js'], 'image')).toEqual(expected('app.js'))
})

test('a warm run loads neither the parser nor a compiler, a cold one no compiler', async () => {
  await compile('esm')
  const probe = `
    await import('./dist/app.js')
    const { createRequire } = await import('node:module')
    const cache = Object.keys(createRequire(import.meta.url).cache)
    const { sharedObjects } = process.report.getReport()
    console.log(JSON.stringify([...cache, ...sharedObjects].filter((f) => /oxc|acorn|ts-morph|typescript/.test(f)).length))`
  put('esm/probe.mjs', probe)
  const cold = mkdtempSync(path.join(root, 'cold-'))
  const count = async (): Promise<string | undefined> => {
    const { stdout } = await run(process.execPath, ['probe.mjs'], {
      cwd: path.join(root, 'esm'),
      env: { ...env, HYDRA_ZEN_CACHE: cold },
    })
    return stdout.trim().split('\n').at(-1)
  }
  const first = Number(await count())
  expect(first).toBeGreaterThan(0)
  expect(readdirSync(path.join(cold, 'signatures')).length).toBeGreaterThanOrEqual(2)
  expect(await count()).toBe('0')
})

// In this very process: vitest rewrites what it loads.
class Local {
  declare y: string
  z = [1, 2]
  constructor(x: { a: number; b?: 'c' }, n = 3) {
    void [x, n]
  }
}

test('in vitest, for classes of the test file itself', () => {
  const file = callerFile()
  expect(file).toBe(fileURLToPath(import.meta.url))
  expect(declarationsOf(Local, file ?? '').map((each) => each.file)).toEqual([file])
  expect(signatureOf(Local, { file: import.meta.url })?.params.map(({ type }) => type.k)).toEqual(['object', 'number'])
  expect(fieldsOf(Local, { file: import.meta.url })?.map(({ name }) => name)).toEqual(['y', 'z'])
})

test('in vitest, for classes inside a test, told apart by their parameters', () => {
  class Twin {
    constructor(first: Map<string, number>) {
      void [first]
    }
  }
  const one = Twin
  {
    class Twin {
      constructor(second: Date) {
        void [second]
      }
    }
    const reader = createSignatureReader({ env: { HYDRA_ZEN_CACHE: 'off' } })
    const type = (each: typeof one | typeof Twin): unknown =>
      reader.signatureOf(each, { file: import.meta.url })?.params[0]?.type
    expect(type(one)).toEqual({ k: 'class', name: 'Map', file: 'lib' })
    expect(type(Twin)).toEqual({ k: 'class', name: 'Date', file: 'lib' })
  }
})
