import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { paramsText, shown } from '../../test/show-signature.ts'
import type { FileEntry } from '../model.ts'
import { ModuleGraph } from './module-graph.ts'
import { readEntry } from './read-entry.ts'
import { parseSyntax } from './syntax.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'signatures-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

let count = 0

/** The entry of `main.ts` among the given files. */
function entryOf(files: Record<string, string>, main = 'main.ts'): FileEntry {
  const root = path.join(folder, String(count++))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true })
    writeFileSync(path.join(root, name), text)
  }
  const entry = readEntry(path.join(root, main), new ModuleGraph())
  if (entry === undefined) throw new Error('no entry')
  return entry
}

function read(text: string, name = 'f'): string | undefined {
  return paramsText(entryOf({ 'main.ts': text }).exports.get(name))
}

test.each([
  [
    'export function f(a: string, b?: number, c = true, ...d: Date[]) {}',
    'a: string, b?: number, c: boolean = true, ...d: Date[]',
  ],
  ["export const f = async (a: 'x' | 2 | null, b = [1, 2]) => a", 'a: "x" | 2 | null, b: number[] = [1,2]'],
  [
    'const n = { deep: [1, { k: -2 }] } as const; export function f(a = n.deep[1].k, b = n.deep[0] * 1024) {}',
    'a: number = -2, b: number = 1024',
  ],
  [
    'export function f({ a = 1, b: { c = 2 } = {}, ...more }: { a?: number; b?: { c?: number }; [k: string]: unknown } = {}) {}',
    '{}: { a: number = 1; b: { c?: number } = {}; … } = {}',
  ],
  ['export function f({ a = "x", b }) {}', '{}: { a: string = "x"; b: any }'],
  [
    'interface O<T = string> { a: T; b?: T[] } export function f(o: O, p: O<number>) {}',
    'o: { a: string; b?: string[] }, p: { a: number; b?: number[] }',
  ],
  [
    'type T = { a: number } & { b?: string }; export function f(o: Partial<T>, p: keyof T, q: T["a"]) {}',
    'o: { a?: number; b?: string }, p: "a" | "b", q: number',
  ],
  [
    'enum E { A, B = 5, C } export function f(a = E.C, b: E = E.A, c: E.B) {}',
    'a: enum E A=0 B=5 C=6 = 6, b: enum E A=0 B=5 C=6 = 0, c: 5',
  ],
  [
    'const MODES = ["a", "b"] as const; export function f(m: (typeof MODES)[number] = MODES[0]) {}',
    'm: "a" | "b" = "a"',
  ],
  [
    'export function f(this: Date, a = undefined, b = void 0, c = -Infinity, d = 10n) {}',
    'a?: any, b?: any, c: number = -inf, d: bigint = 10',
  ],
  [
    'export function f(a = new Date(), b = Math.max(1, 2), c: any = process.env.X) {}',
    'a: Date = <new Date()>, b: any = <Math.max(1, 2)>, c: any = <process.env.X>',
  ],
  [
    'class K {} export function f(a: K, b = new K(), c: typeof K, d: InstanceType<typeof K>, e = K) {}',
    'a: class K, b: class K = <new K()>, c: function, d: class K, e: function = K',
  ],
  ['type J = string | J[] | { [k: string]: J }; export function f(j: J) {}', 'j: string | ?J?[] | Record<?J?>'],
  [
    'export function f<T extends { id: number }, U>(a: T, b: U, c: T[]) {}',
    'a: { id: number; … }, b: unknown, c: { id: number; … }[]',
  ],
  [
    'export function f<T extends { id: number }>(a: T, keys: (keyof T)[]) {}',
    'a: { id: number; … }, keys: ?keyof T?[]',
  ],
  [
    'export function f(o: { k: "a"; x: number } | { k: "b"; y?: string }) {}',
    'o: { k: "a" | "b"; x?: number; y?: string }',
  ],
  ['export function f({ a, b }: { a: number; b?: string } | null) {}', '{}: { a: number; b?: string }'],
  ['export function f(a: { x: 1 } | { y: 2 }, b: number) {}', 'a: { x: 1 } | { y: 2 }, b: number'],
  ['export function f(a = null!) {}', 'a: any = null'],
  [
    'type C<T> = T extends string ? 1 : 2; export function f(a: C<string>) {}',
    'a: ?C<string>?'.replace('C<string>', 'T extends string ? 1 : 2'),
  ],
  [
    'import { z } from "nowhere"; export function f(a: z.Infer, b: NodeJS.Timeout) {}',
    'a: nowhere#Infer, b: ?NodeJS.Timeout?',
  ],
  [
    'export function f(a: string): void; export function f(a: number, b?: string): void; export function f(a: unknown, b = "x") {}',
    'a: number, b: string = "x"',
  ],
  ['export class f { constructor(readonly a: number, private b = "b") {} }', 'a: number, b: string = "b"'],
  [
    'class B<T> { constructor(a: T, b = 1) {} } class M<U> extends B<U[]> {} export class f extends M<string> {}',
    'a: string[], b: number = 1',
  ],
  [
    'type F = (a: { x: number }, n?: number) => void; export const f: F = ({ x = 1 }, m) => {}',
    '{}: { x: number = 1 }, m: number',
  ],
  ['export declare const f: { (a: number): void; readonly x: 1 }', 'a: number'],
  ['@(() => {}) export class f { constructor(@((): void => {}) a: Map<string, Set<number>>) {} }', 'a: Map'],
])('%s', (text, expected) => {
  expect(read(text)).toBe(expected)
})

test('names are followed across files, aliases, barrels and namespaces', () => {
  const entry = entryOf({
    'main.ts': `
      import { Thing as Renamed, type Options } from './barrel.js'
      import * as all from './barrel'
      import Default from './default.mjs'
      export function f(a: Renamed, o: Options, n = all.LIMIT, p: all.inner.Pair, d = new Default()) {}
      export * from './barrel.js'
      export * as everything from './barrel.js'`,
    'barrel.ts':
      "export * from './lib/things'\nexport { max as LIMIT } from './lib/limits.ts'\nexport * as inner from './lib/things'",
    'lib/things.ts':
      'export class Thing { constructor(x: number) {} static make(y = 1) {} }\nexport interface Options { a: Thing }\nexport type Pair = [number, string?]',
    'lib/limits.ts': 'const max = 2 ** 10\nexport { max }',
    'default.mts': 'export default class { constructor(q = 1) {} }',
  })
  expect(paramsText(entry.exports.get('f'))).toBe(
    'a: class Thing, o: { a: class Thing }, n: number = 1024, p: [number, string], d: class Default = <new Default()>'.replace(
      'class Default',
      'class *default*',
    ),
  )
  expect([...entry.exports.keys()].sort()).toEqual([
    'Thing',
    'everything.Thing',
    'everything.inner.Thing',
    'f',
    'inner.Thing',
  ])
  expect(entry.exports.get('Thing')?.statics?.map(paramsText)).toEqual(['y: number = 1'])
  expect(entry.dependencies.map(({ file }) => path.basename(file)).sort()).toEqual([
    'barrel.ts',
    'default.mts',
    'limits.ts',
    'main.ts',
    'things.ts',
  ])
})

test('packages are read from their declarations, and paths of the tsconfig are followed', () => {
  const entry = entryOf({
    'main.ts':
      "import { Base, type Opts } from 'pkg/sub'\nimport { here } from '@/here'\nimport { p } from '#private'\nexport class f extends Base {}\nexport function g(o: Opts, h = here, i = p) {}",
    'tsconfig.json': '{ // comment\n "compilerOptions": { "paths": { "@/*": ["./src/*"] }, } }',
    'package.json': '{ "imports": { "#private": "./src/private.js" } }',
    'src/here.ts': 'export const here = "here"',
    'src/private.ts': 'export const p = 7',
    'node_modules/pkg/package.json':
      '{ "name": "pkg", "exports": { "./*": { "types": "./types/*.d.ts", "default": "./*.js" } } }',
    'node_modules/pkg/types/sub.d.ts':
      'export declare class Base { constructor(a: string, b?: number) }\nexport interface Opts { x?: 1 }',
  })
  expect(paramsText(entry.exports.get('f'))).toBe('a: string, b?: number')
  expect(paramsText(entry.exports.get('g'))).toBe('o: { x?: 1 }, h: string = "here", i: number = 7')
})

test('docs are those of the declaration, of @param and of properties', () => {
  const entry = entryOf({
    'main.ts': `
      interface O {
        /**
         * The rate.
         * @default 0.1
         */
        lr?: number
        /** Steps. */ steps: number
      }
      /**
       * Trains.
       *
       * Twice.
       * @param a - the first,
       *   on two lines
       * @param o.steps how many
       */
      export function f(a: number, o: O) {}`,
  })
  const signature = entry.exports.get('f')
  expect(signature?.doc).toBe('Trains.\n\nTwice.')
  expect(signature?.params[0]?.doc).toBe('the first,\n  on two lines')
  const type = signature?.params[1]?.type
  expect(type?.k === 'object' && type.props.map(({ doc, docDefault }) => [doc, docDefault])).toEqual([
    ['The rate.', '0.1'],
    ['how many', undefined],
  ])
})

test('the fields of a class are what a config is made of', () => {
  const { exports } = entryOf({
    'main.ts': `
      class Base { seed = 1; kept?: string }
      export class Config extends Base {
        /** Said. */ x!: number
        declare y: 'a' | 'b'
        override seed = 7
        readonly list: string[] = ['a']
        made = new Map()
        #secret = 1
        private own = 2
        static shared = 3
        'quoted-key' = null
        method() {}
        get got() { return 1 }
      }`,
  })
  expect(exports.get('Config')?.fields?.map(shown)).toEqual([
    'seed: number = 7',
    'kept?: string',
    'x: number',
    'y: "a" | "b"',
    'list: string[] = ["a"]',
    'made: Map = <new Map()>',
    'quoted-key: null = null',
  ])
})

test('what is declared inside others is read in its own scope', () => {
  const { nested } = entryOf({
    'main.ts':
      'describe("x", () => { const LIMIT = 3; interface O { a: 1 }\n class Inner { constructor(o: O, n = LIMIT) {} } })',
  })
  expect(nested.map((each) => `${each.name}(${paramsText(each)})`)).toEqual(['Inner(o: { a: 1 }, n: number = 3)'])
})

test('CommonJS exports and imports are understood', () => {
  const entry = entryOf(
    {
      'main.cjs':
        'const { A: B } = require("./other.cjs"); function own(x, y = 2) {} exports.f = own; module.exports.g = (z) => z; exports.B = B',
      'other.cjs': 'class A { constructor(q) {} } module.exports = { A }',
    },
    'main.cjs',
  )
  expect([...entry.exports].map(([name, each]) => `${name}(${paramsText(each)})`)).toEqual([
    'f(x: any, y: number = 2)',
    'g(z: any)',
    'B(q: any)',
  ])
  expect(entry.imports.map(({ name, local, from }) => [name, local, from])).toEqual([['A', 'B', './other.cjs']])
  const typed = entryOf(
    { 'main.cts': 'class A { constructor(q: number) {} }\nexport = { A, B: class { constructor(r = 1) {} } }' },
    'main.cts',
  )
  expect([...typed.exports].map(([name, each]) => `${name}(${paramsText(each)})`)).toEqual([
    'A(q: number)',
    'B(r: number = 1)',
  ])
})

test('circles of files, bases, aliases and re-exports end', () => {
  const entry = entryOf({
    'main.ts':
      "import { B } from './other'\nexport class A extends B {}\ntype L = L\nexport function f(l: L, t: typeof t) {}\nexport * from './other'",
    'other.ts':
      "import { A } from './main'\nexport class B extends A {}\nexport * from './main'\nexport { x as y, y as x } from './main'",
  })
  expect(paramsText(entry.exports.get('f'))).toBe('l: ?L?, t: ?typeof t?')
})

test('any text is parsed or refused, never an error', () => {
  const pieces = fc.constantFrom(
    ...'export class A extends B { constructor ( x : number = 1 ) } interface I < T > type T = keyof & | [ ] function f ... => enum E { } import * as from "./x" default const namespace N declare @d'.split(
      ' ',
    ),
  )
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(pieces, { maxLength: 40 }).map((list) => list.join(' ')),
      ),
      (text) => {
        parseSyntax('/x.ts', text)
        const file = path.join(folder, 'any.ts')
        writeFileSync(file, text)
        readEntry(file, new ModuleGraph())
      },
    ),
    { numRuns: 300 },
  )
})
