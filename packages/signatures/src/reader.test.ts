import 'reflect-metadata'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, expect, test } from 'vitest'
import { SignatureError } from './errors.ts'
import { registerSignature } from './given.ts'
import * as entryPoint from './index.ts'
import type { Callable, Signature } from './model.ts'
import { createSignatureReader } from './reader.ts'

const root = mkdtempSync(path.join(tmpdir(), 'signatures-reader-'))
afterAll(() => rmSync(root, { recursive: true }))

function reader(): ReturnType<typeof createSignatureReader> {
  return createSignatureReader({ env: { HYDRA_ZEN_CACHE: 'off' }, given: new WeakMap() })
}

function put(file: string, text: string): string {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true })
  writeFileSync(path.join(root, file), text)
  return path.join(root, file)
}

/** `x: number = 1, y?: string`. */
function shown(signature: Signature | undefined): string | undefined {
  return signature?.params
    .map(({ name, optional, type, default: byDefault }) => {
      const value = byDefault && ('value' in byDefault ? ` = ${JSON.stringify(byDefault.value)}` : ' = …')
      return `${name}${optional && !value ? '?' : ''}: ${type.k}${value ?? ''}`
    })
    .join(', ')
}

test('declarations of a package give the types, its running text the defaults', async () => {
  put(
    'node_modules/pkg/package.json',
    '{ "name": "pkg", "type": "module", "exports": { ".": { "types": "./types.d.ts", "default": "./main.js" } } }',
  )
  put(
    'node_modules/pkg/types.d.ts',
    'export declare class Tool { constructor(name: string, options?: { size?: number; on?: boolean }, retries?: number); }\nexport declare function named(real: string): void',
  )
  const file = put(
    'node_modules/pkg/main.js',
    'export class Tool { constructor(name, { size = 3, on } = {}, retries = 2) {} }\nexport function named(other = 1) {}',
  )
  const { Tool, named } = await import(/* @vite-ignore */ pathToFileURL(file).href)
  const about = reader().signatureOf(Tool, { file, export: 'Tool' })
  expect(shown(about)).toBe('name: string, options: object = {}, retries: number = 2')
  expect(about?.source).toBe('merged')
  const options = about?.params[1]?.type
  expect(options?.k === 'object' && options.props.map(({ default: each }) => each)).toEqual([{ value: 3 }, undefined])
  expect(shown(reader().signatureOf(named, { file, export: 'named' }))).toBe('real: string')
  // Seen from a file that imports it.
  const app = put('app.mjs', "import { Tool as T } from 'pkg'\nconsole.log(T)")
  expect(
    reader()
      .declarationsOf(Tool, app)
      .map(({ specifier, export: name }) => [specifier, name]),
  ).toEqual([['pkg', 'Tool']])
})

test('a class is not taken for another of its name with other parameters', async () => {
  const file = put('twin.ts', 'export class Twin { constructor(a: number) {} }')
  class Twin {
    constructor(b: string) {
      void [b]
    }
  }
  expect(reader().declarationsOf(Twin, file)).toEqual([])
  expect(shown(reader().signatureOf(Twin, { file, export: 'Twin' }))).toBe('b: any')
})

test('what is said by hand comes first, names keep the types', () => {
  const given = new WeakMap()
  const mine = createSignatureReader({ env: { HYDRA_ZEN_CACHE: 'off' }, given })
  const minified = ((a: number, b = 2) => a + b) as Callable
  registerSignature(minified, ['width', 'height'], given)
  expect(shown(mine.signatureOf(minified))).toBe('width: any, height: any = 2')
  registerSignature(Math.max as Callable, ['a', 'b'], given)
  expect(shown(mine.signatureOf(Math.max as Callable))).toBe('a: any, b: any')
  const whole: Signature = { kind: 'function', name: 'max', params: [], source: 'given' }
  registerSignature(Math.min as Callable, whole, given)
  expect(mine.signatureOf(Math.min as Callable)).toBe(whole)
  registerSignature(minified, ['a', 'b', 'c'], given)
  expect(() => mine.signatureOf(minified)).toThrow(SignatureError)
  expect(() => mine.signatureOf(minified)).toThrowErrorMatchingInlineSnapshot(`
    [SignatureError: 3 names are given for minified, which takes 2.
    hint: its parameters are: a, b]
  `)
})

test('emitted metadata refines what is unknown, and only that', () => {
  class Point {
    constructor(x: unknown, when: unknown, thing: unknown) {
      void [x, when, thing]
    }
  }
  Reflect.defineMetadata('design:paramtypes', [Number, Date, Object], Point)
  expect(shown(reader().signatureOf(Point))).toBe('x: number, when: class, thing: any')
})

test('locations may be paths, URLs, and carry the queries of test runners', () => {
  const file = put('places.ts', 'export function here(x: number) {}')
  const here = new Function('return function here(x) {}')() as Callable
  for (const place of [file, pathToFileURL(file).href, `${pathToFileURL(file).href}?t=1#x`, `${file}?v=2`]) {
    expect(shown(reader().signatureOf(here, { file: place }))).toBe('x: number')
  }
  expect(shown(reader().signatureOf(here, { file: path.join(root, 'absent.ts') }))).toBe('x: any')
})

test('names like those of objects are names', () => {
  const file = put(
    'odd.ts',
    'export function constructor(a: 1) {}\nexport function toString(b: 2) {}\nexport const __proto__ = (c: 3) => c',
  )
  const entry = reader().fileEntry(file)
  expect([...(entry?.exports.keys() ?? [])]).toEqual(['constructor', 'toString', '__proto__'])
  expect(entry?.exports.get('hasOwnProperty')).toBeUndefined()
})

test('the entry point offers what it promises', () => {
  expect(Object.keys(entryPoint).sort()).toMatchInlineSnapshot(`
    [
      "SignatureError",
      "callerFile",
      "check",
      "createSignatureReader",
      "declarationsOf",
      "declareSignatures",
      "fieldsOf",
      "fileEntry",
      "parserProblem",
      "registerSignature",
      "runtimeFields",
      "runtimeSignature",
      "scan",
      "sharedGiven",
      "signatureOf",
      "signaturesCli",
      "sourceFileOf",
    ]
  `)
})

test('declarations are told apart by defaults, found by the name that runs, and behind the default of CommonJS', async () => {
  put('told/package.json', '{ "type": "module" }')
  put('told/lib.cjs', 'class Legacy { constructor(q = 1) {} }\nmodule.exports = { Legacy }')
  for (const n of [1, 2]) put(`told/box${n}.mjs`, `export class Box { constructor(x = ${n}) {} }`)
  const file = put(
    'told/main.mjs',
    `import lib from './lib.cjs'
    export const Renamed = class Inner { constructor(x) {} }
    export function gen(n = 1) {}
    export class Holder { static gen(n = 2) {} }
    import { Box } from './box1.mjs'
    import * as other from './box2.mjs'
    export const boxes = [Box, other.Box]
    export const { Legacy } = lib`,
  )
  const { Renamed, gen, Holder, Legacy, boxes } = await import(/* @vite-ignore */ pathToFileURL(file).href)
  const names = (callable: Callable) =>
    reader()
      .declarationsOf(callable, file)
      .map((each) => `${path.basename(each.file)}:${each.export}`)
  expect(names(Renamed)).toEqual(['main.mjs:Renamed'])
  expect(names(gen)).toEqual(['main.mjs:gen'])
  expect(names(Holder.gen)).toEqual(['main.mjs:Holder.gen'])
  expect(names(Legacy)).toEqual(['lib.cjs:Legacy'])
  expect(boxes.flatMap(names)).toEqual(['box1.mjs:Box', 'box2.mjs:Box'])
})

test('a bundler may have numbered a parameter', async () => {
  const file = put('numbered.ts', 'export function run(name: string, deep = true) {}')
  const run = new Function('return function run(name2, deep = true) {}')() as Callable
  expect(shown(reader().signatureOf(run, { file }))).toBe('name: string, deep: boolean = true')
})

test('names by hand go on into a rest parameter', () => {
  const given = new WeakMap()
  class Loose {
    readonly all: number[]
    constructor(first: number, ...all: number[]) {
      this.all = [first, ...all]
    }
  }
  registerSignature(Loose, ['x', 'y', 'z'], given)
  const own = createSignatureReader({ env: { HYDRA_ZEN_CACHE: 'off' }, given })
  expect(shown(own.signatureOf(Loose))).toBe('x: any, y?: any, z?: any, all?: array')
})
