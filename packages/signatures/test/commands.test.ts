import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { createSignatureReader, scan, signaturesCli } from '../src/index.ts'

const run = promisify(execFile)
const root = mkdtempSync(path.join(tmpdir(), 'signatures-commands-'))
const modules = fileURLToPath(new URL('../../../node_modules', import.meta.url))
afterAll(() => rmSync(root, { recursive: true }))

function folder(name: string, files: Record<string, string>): string {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(root, name, file)), { recursive: true })
    writeFileSync(path.join(root, name, file), text)
  }
  return path.join(root, name)
}

async function command(cwd: string, ...argv: string[]): Promise<{ code: number; text: string }> {
  let text = ''
  const sink = { write: (part: string): unknown => (text += part) }
  const code = await signaturesCli(argv, { cwd, stdout: sink, stderr: sink })
  return { code, text }
}

test('scan writes a manifest that check compares with the sources', async () => {
  const cwd = folder('scan', {
    'src/a.ts': 'export class A { constructor(x: number) {} }\nexport const helper = 1',
    'src/b.test.ts': 'export class NotScanned {}',
    'src/c.d.ts': 'export class NotScanned {}',
  })
  expect(await command(cwd, 'scan', '--root', 'src', '--out', 'dist.json')).toEqual({
    code: 0,
    text: '1 signature of 1 file written to dist.json\n',
  })
  expect(readFileSync(path.join(cwd, 'dist.json'), 'utf8')).not.toContain(root)
  expect(await command(cwd, 'check', '--manifest', 'dist.json')).toEqual({ code: 0, text: 'dist.json is up to date\n' })
  writeFileSync(path.join(cwd, 'src/a.ts'), 'export class A { constructor(x: string) {} }\nexport function b() {}')
  writeFileSync(path.join(cwd, 'src/new.ts'), 'export const x = 1')
  expect(await command(cwd, 'check', '--manifest', 'dist.json')).toEqual({
    code: 1,
    text: 'a.ts: `A` takes something else now\na.ts: `b` is new\nnew.ts: not in the manifest\ndist.json is out of date: scan again\n',
  })
})

test('a directory among the files stands for the sources in it', async () => {
  const cwd = folder('directories', {
    'lib/a.ts': 'export class A { constructor(x: number) {} }',
    'lib/broken.ts': 'export class {{',
    'lib/deep/b.ts': 'export function b(x: number) {}',
    'other.ts': 'export class NotScanned {}',
  })
  expect(await command(cwd, 'scan', '--out', 'dist.json', 'lib')).toEqual({
    code: 0,
    text: `left out: ${path.join('lib', 'broken.ts')}, which has syntax errors\n2 signatures of 2 files written to dist.json\n`,
  })
})

test('the deep engine fills in what syntax does not tell', async () => {
  const cwd = folder('deep', {
    'a.ts': 'type If<T> = T extends string ? { a: number } : never\nexport function f(o: If<"x">, n = Math.max(1)) {}',
  })
  const types = async (engine: 'fast' | 'auto'): Promise<unknown> => {
    const { files } = await scan({ root: cwd, engine })
    return [...files.values()][0]?.exports.get('f')?.params.map(({ type }) => type.k)
  }
  expect(await types('fast')).toEqual(['other', 'any'])
  expect(await types('auto')).toEqual(['object', 'number'])
})

test('usage errors say what there is', async () => {
  expect(await command(root, 'scna')).toMatchInlineSnapshot(`
    {
      "code": 2,
      "text": "\`scna\` is not a command of signatures.
    hint: did you mean \`scan\`?
    ",
    }
  `)
  expect(await command(root, 'scan', '--engin', 'x')).toEqual({
    code: 2,
    text: "Unknown option '--engin'\nhint: did you mean `--engine`?\n",
  })
  expect((await command(root, 'scan', '--root', 'nowhere')).text).toMatch(/^There is no directory .*nowhere\.\n$/)
  expect((await command(root, 'scan', '--engine', 'dep')).text).toContain('did you mean `deep`?')
  expect((await command(root, 'check', '--manifest', 'nowhere.json')).text).toContain('is not a manifest of signatures')
  expect((await command(root, '--help')).text).toContain('Usage: hydra-zen signatures')
  expect((await command(root, 'scan', 'absent.ts')).text).toContain('absent.ts cannot be read')
})

const types = `
export interface ByMember {}
export interface ByShape {}
export interface Sig<C, P> { readonly t: C; readonly p: P }
type Same<A, B> = (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false
type Pick1<C, B> = B extends { t: infer D; p: infer P } ? (Same<C, D> extends true ? P : never) : never
type Fn = (...args: never) => unknown
type ArgsOf<C> = C extends abstract new (...args: infer A) => unknown ? A : C extends (...args: infer A) => unknown ? A : never
type Kind<A> = 0 extends 1 & A ? 'a' : [A] extends [string] ? 's' : [A] extends [number] ? 'n' : [A] extends [boolean] ? 'b' : [A] extends [Fn] ? 'f' : [A] extends [readonly unknown[]] ? 'l' : 'o'
type Kinds<A extends readonly unknown[]> = A extends readonly [infer H, ...infer R] ? \`\${Kind<H>}\${Kinds<R>}\` : ''
type Shape<C> = Kinds<Required<ArgsOf<C>> extends infer R extends readonly unknown[] ? R : []>
export type ParamsOf<C> = C extends { readonly $params: infer P } ? P : Pick1<C, C extends abstract new (...args: never) => infer I ? ByMember[keyof I & keyof ByMember] | (Shape<C> extends keyof ByShape ? ByShape[Shape<C>] : never) : Shape<C> extends keyof ByShape ? ByShape[Shape<C>] : never>
`

test('declare writes names that the compiler checks, under every supported compiler', async () => {
  const cwd = folder('declare', {
    'node_modules/hydra-zen/package.json':
      '{ "name": "hydra-zen", "type": "module", "exports": { ".": { "types": "./index.d.ts" } } }',
    'node_modules/hydra-zen/index.d.ts': "export type { ByMember, ByShape, ParamsOf, Sig } from './types.js'\n",
    'node_modules/hydra-zen/types.d.ts': types,
    'package.json': '{ "type": "module" }',
    'src/targets.ts': `
      export class Point { constructor(public x: number, public y: number = 0, readonly label?: string) {} norm() { return 1 }
        static polar(r: number, phi = 0): Point { return new Point(r, phi) } }
      export class Twin { constructor(public x: number, public y: number = 0, readonly label?: string) {} norm() { return 0 } }
      export class Bare { constructor(a: string, b: boolean) { void [a, b] } }
      export class Sub extends Point { constructor(public z: string) { super(1) } }
      export class Options { constructor(o: { a: number }) { void o } }
      export function train(x: number, point: Point, { lr = 1 }: { lr?: number } = {}, ...tags: string[]) { void [x, point, lr, tags] }
      export const arrow = (count: number, names: string[]) => [count, names]
      export class Generic<T> { constructor(readonly value: T, readonly size: number) {} }
    `,
    'use.ts': `
      import type { ParamsOf } from 'hydra-zen'
      import * as t from './src/targets.js'
      type Equal<A, B> = (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false
      const same = <X extends true>(): void => {}
      same<Equal<ParamsOf<typeof t.Point>, { x: number; y?: number; label?: string }>>()
      same<Equal<ParamsOf<typeof t.Twin>, { x: number; y?: number; label?: string }>>()
      same<Equal<ParamsOf<typeof t.Bare>, { a: string; b: boolean }>>()
      same<Equal<ParamsOf<typeof t.Sub>, { z: string }>>()
      same<Equal<ParamsOf<typeof t.arrow>, { count: number; names: string[] }>>()
      same<Equal<ParamsOf<typeof t.Point.polar>, { r: number; phi?: number }>>()
      same<Equal<ParamsOf<typeof t.Generic>['size'], number>>()
      const p: ParamsOf<typeof t.train> = { x: 1, point: new t.Point(1), lr: 2, tags: ['a'] }
      void p
      // @ts-expect-error not a parameter
      const q: ParamsOf<typeof t.train> = { x: 1, point: new t.Point(1), nope: 2 }
      void q
    `,
    'tsconfig.json': JSON.stringify({
      compilerOptions: {
        module: 'nodenext',
        target: 'es2022',
        strict: true,
        exactOptionalPropertyTypes: true,
        noEmit: true,
        skipLibCheck: false,
        types: [],
      },
      files: ['use.ts', 'signatures.d.ts'],
    }),
  })
  expect((await command(cwd, 'declare', '--root', '.', 'src/targets.ts')).text).toBe('signatures.d.ts written\n')
  expect(readFileSync(path.join(cwd, 'signatures.d.ts'), 'utf8')).toMatchSnapshot()
  for (const compiler of ['typescript', 'typescript-6', 'typescript-5']) {
    const { stdout } = await run(process.execPath, [path.join(modules, compiler, 'bin/tsc'), '-p', cwd]).catch(
      (error: { stdout: string }) => ({ stdout: `${compiler}: ${error.stdout}` }),
    )
    expect(stdout).toBe('')
  }
})

test('a stored entry is used while its files are the same, and never after', () => {
  const cwd = folder('cache', {
    'a.ts':
      "import type { O } from './b.js'\nexport function f(o: O, l: Late = later) {}\nimport { later, type Late } from './late.js'",
    'b.ts': 'export interface O { a: 1 }',
  })
  const env = { HYDRA_ZEN_CACHE: path.join(cwd, 'cache') }
  const read = (): unknown => {
    const entry = createSignatureReader({ env, cwd }).fileEntry(path.join(cwd, 'a.ts'))
    return entry?.exports
      .get('f')
      ?.params.map(({ type }) => (type.k === 'object' ? type.props.map(({ name }) => name) : type.k))
  }
  expect(read()).toEqual([['a'], 'external'])
  const [stored] = readdirSync(path.join(cwd, 'cache/signatures')).map((name) =>
    path.join(cwd, 'cache/signatures', name),
  )
  const before = readFileSync(stored ?? '', 'utf8')
  utimesSync(path.join(cwd, 'b.ts'), new Date(1), new Date(1)) // touched, not changed
  expect(read()).toEqual([['a'], 'external'])
  expect(readFileSync(stored ?? '', 'utf8')).not.toBe(before)
  writeFileSync(path.join(cwd, 'b.ts'), 'export interface O { z: 1 }') // same size
  expect(read()).toEqual([['z'], 'external'])
  writeFileSync(path.join(cwd, 'late.ts'), 'export type Late = string; export const later = "x"')
  expect(read()).toEqual([['z'], 'string'])
  for (const text of ['', '{', '{}', '[]', 'null', '{"file":1,"dependencies":[1]}']) {
    writeFileSync(stored ?? '', text)
    expect(read()).toEqual([['z'], 'string'])
  }
})

test('where nothing can be stored, memory has to do', () => {
  const cwd = folder('unwritable', { 'a.ts': 'export function f(x: number) {}', blocked: 'a file, no directory' })
  for (const place of [path.join(cwd, 'blocked'), 'off']) {
    const reader = createSignatureReader({ env: { HYDRA_ZEN_CACHE: place }, cwd })
    expect(reader.fileEntry(path.join(cwd, 'a.ts'))?.exports.get('f')?.params[0]?.type).toEqual({ k: 'number' })
  }
})
