import { execFileSync, execSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { posix } from 'node:path/posix'
import { pathToFileURL } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { UNSAFE_ALLOW_ALL_TARGETS, withTargets } from './policy.ts'
import { createTargets } from './targets.ts'

const files: Record<string, string> = {
  'my_app.mjs': `
    import * as child from 'node:child_process'
    export { child }
    export { execSync } from 'node:child_process'
    export class Model { static fromFile(path) { return path } }
    export const tools = { run: () => 'ran' }
    export const evaluate = eval
    export default class Main {}`,
  'shapes/point.js': 'export class Point {}',
  'shapes/index.js': 'export const area = () => 1',
  'both.js': "export const form = () => 'compiled'",
  'both.ts': "export const form = (): string => 'source'",
  'with-dash.mjs': 'export const f = () => 1',
  'broken.mjs': 'throw new Error("at load")',
  'node_modules/trap/index.js': 'export const run = () => "trapped"',
  'node_modules/trap/package.json': '{"name":"trap","type":"module","exports":"./index.js"}',
  'node_modules/unbuilt/package.json': '{"name":"unbuilt","main":"./dist/index.js"}',
  'node_modules/torn/package.json': '{"name":',
  'node_modules/empty/package.json': 'null',
  'node_modules/@scope/pkg/package.json': JSON.stringify({
    name: '@scope/pkg',
    exports: {
      '.': { require: './cjs.cjs', import: './esm.mjs' },
      './sub/*': './lib/*.mjs',
      './hidden/*': null,
    },
  }),
  'node_modules/@scope/pkg/esm.mjs': "export const half = () => 'esm'",
  'node_modules/@scope/pkg/cjs.cjs': "exports.half = () => 'cjs'",
  'node_modules/@scope/pkg/lib/deep.mjs': "export const deep = () => 'deep'",
}

let root: string
let outside: string

beforeAll(() => {
  const base = mkdtempSync(join(tmpdir(), 'targets-'))
  root = join(base, 'app')
  outside = join(base, 'outside.mjs')
  for (const [name, text] of Object.entries({ ...files, '../outside.mjs': 'export const run = () => 1' })) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  writeFileSync(join(root, 'package.json'), '{"type":"module"}')
})

const app = (allowTargets: readonly string[] = [], more = {}) => createTargets({ roots: [root], allowTargets, ...more })

test.each([
  ['absent:run', 'there is no package absent', 'looked up from'],
  ['unbuilt:run', 'its package has no file for unbuilt', 'may not be built yet'],
  ['torn:run', 'its package has no file for torn', 'package.json'],
  ['empty:run', 'its package has no file for empty', 'package.json'],
  ['@scope/pkg/none:run', 'its package has no file for @scope/pkg/none', 'package.json'],
])('what a package lacks is told: %s', async (address, message, hint) => {
  const problem = await app()
    .locate(address)
    .catch((error: unknown) => error)
  expect(String(problem)).toContain(message)
  expect((problem as { details: { hint: string } }).details.hint).toContain(hint)
})

test.each([
  ['my_app.Model', 'Model'],
  ['my_app.Model.fromFile', 'fromFile'],
  ['my_app.tools.run', 'run'],
  ['./my_app:Model', 'Model'],
  ['./my_app.mjs:tools.run', 'run'],
  ['my_app:Model', undefined],
  ['shapes.point.Point', 'Point'],
  ['shapes.area', 'area'],
  ['./shapes/point:Point', 'Point'],
  ['with-dash.f', 'f'],
  ['./my_app:default', 'Main'],
])('%s leads to %s', async (address, name) => {
  const found = app().locate(address)
  if (name === undefined) await expect(found).rejects.toMatchObject({ code: 'TARGET_NOT_FOUND' })
  else expect(((await found) as { name: string }).name).toBe(name)
})

test('compiled modules are taken before sources, unless sources are preferred', async () => {
  const call = async (options: object) => ((await app([], options).locate('both.form')) as () => string)()
  expect(await call({})).toBe('compiled')
  expect(await call({ preferSources: true })).toBe('source')
  expect(await call({ entry: join(root, 'app.ts') })).toBe('source')
  expect(await call({ entry: join(root, 'app.js') })).toBe('compiled')
})

test('what was loaded once is there without waiting', async () => {
  const targets = app()
  expect(() => targets.locateSync('my_app.Model')).toThrow(expect.objectContaining({ code: 'TARGET_ASYNC' }))
  const Model = await targets.locate('my_app.Model')
  expect(targets.locateSync('my_app.Model')).toBe(Model)
  expect(targets.addressOf(Model)).toBe('my_app.Model')
})

test('a package is resolved from the app, by the conditions of `import`', async () => {
  const targets = app(['@scope/pkg:*', '@scope/pkg/sub/deep:deep'])
  expect(((await targets.locate('@scope/pkg:half')) as () => string)()).toBe('esm')
  expect(((await targets.locate('@scope/pkg/sub/deep:deep')) as () => string)()).toBe('deep')
  await expect(targets.locate('@scope/pkg/hidden/x:y')).rejects.toMatchObject({ code: 'TARGET_NOT_FOUND' })
})

test('sources load where a loader reads them', () => {
  const targets = pathToFileURL(join(import.meta.dirname, 'targets.ts')).href
  const code = `import { createTargets } from '${targets}'
    const form = await createTargets({ roots: ['${root}'], preferSources: true }).locate('both.form')
    console.log(form())`
  const file = join(root, 'run.mts')
  writeFileSync(file, code)
  const run = ['--import', import.meta.resolve('tsx'), '--conditions=source', file]
  expect(execFileSync(process.execPath, run, { encoding: 'utf8' })).toBe('source\n')
})

test('a builtin of Node is found with or without its prefix, and at once', () => {
  const targets = app(['node:path/posix:*'])
  expect(targets.locateSync('node:path/posix:join')).toBe(posix.join)
  expect(app(['node:path:join']).locateSync('path.join')).toBe(join)
  expect(app(['path.join']).locateSync('node:path.join')).toBe(join)
})

test('registered values come first, and members of them are reached', () => {
  const targets = app()
  const Inner = class {}
  targets.register('probe', { Outer: { Inner } })
  targets.register('my_app.Model', Inner)
  expect(targets.locateSync('probe.Outer.Inner')).toBe(Inner)
  expect(targets.locateSync('my_app.Model')).toBe(Inner)
  expect(() => targets.locateSync('probe.Outer.Iner')).toThrow('did you mean `Inner`?')
})

test('an importer loads in the place of ours', async () => {
  const targets = app()
  targets.setImporter(async () => ({ Model: 'other' }))
  expect(await targets.locate('my_app.Model')).toBe('other')
})

const refused = [
  'node:child_process:execSync',
  'child_process.execSync',
  'node:path:join',
  'process.exit',
  'node:process:exit',
  'trap:run',
  './node_modules/trap/index.js:run',
  'node_modules.trap.run',
  'node_modules.trap.index.run',
  '../outside.mjs:run',
  'data:text/javascript,export const run = () => 1:run',
  'https://example.org/x.mjs:run',
  '#internal:run',
  'my_app.execSync',
  'my_app.child.execSync',
  'my_app.child.spawn',
  'my_app.evaluate',
  'my_app.Model.prototype.constructor',
  'my_app.Model.constructor',
  'my_app.Model.__proto__.constructor',
  'my_app.constructor.constructor',
]

test.each(refused)('%s does not run without being allowed', async (address) => {
  await expect(app().locate(address)).rejects.toMatchObject({ code: 'TARGET_REFUSED' })
})

test.each(['my_app.Model.call', 'my_app.Model.bind', 'my_app.tools.toString', 'my_app.tools.hasOwnProperty'])(
  '%s is nothing a module offers',
  async (address) => {
    await expect(app().locate(address)).rejects.toMatchObject({ code: 'TARGET_NOT_FOUND' })
  },
)

test('a file outside of the roots runs where it is allowed', async () => {
  await expect(app().locate(`${outside}:run`)).rejects.toMatchObject({ code: 'TARGET_REFUSED' })
  expect(await app([`${outside}:run`]).locate(`${outside}:run`)).toBeTypeOf('function')
})

test('dangerous targets are allowed by their exact names only', async () => {
  for (const pattern of ['node:child_process:*', 'child_process.*']) {
    await expect(app([pattern]).locate('child_process.execSync')).rejects.toMatchObject({ code: 'TARGET_REFUSED' })
  }
  expect(await app(['node:child_process:execSync']).locate('child_process.execSync')).toBe(execSync)
  expect(await app([UNSAFE_ALLOW_ALL_TARGETS]).locate('child_process.execSync')).toBe(execSync)
  expect(await app(['my_app.execSync']).locate('my_app.execSync')).toBe(execSync)
})

test('a wildcard over fs reads and does not write', async () => {
  const targets = app(['node:fs:*'])
  expect(await targets.locate('node:fs:readFileSync')).toBeTypeOf('function')
  await expect(targets.locate('node:fs:rmSync')).rejects.toMatchObject({ code: 'TARGET_REFUSED' })
  await expect(targets.locate('fs.promises.writeFile')).rejects.toMatchObject({ code: 'TARGET_REFUSED' })
})

test('a beginning allows members, and no other module', async () => {
  const targets = app(['trap.*', 'trap:*'])
  expect(await targets.locate('trap:run')).toBeTypeOf('function')
  await expect(targets.locate('trap/sub:run')).rejects.toMatchObject({ code: 'TARGET_NOT_FOUND' })
})

test.each(['*', '', 'a*', '*.b', 'a.*.b', 'a*:b'])('%j is no pattern', (pattern) => {
  expect(() => app([pattern])).toThrow(expect.objectContaining({ code: 'TARGET_PATTERN' }))
})

test('withTargets allows more for a while, and with `reset` only that', async () => {
  const targets = app(['trap:run'])
  await withTargets(['@scope/pkg:*'], async () => {
    expect(await targets.locate('@scope/pkg:half')).toBeTypeOf('function')
    expect(await targets.locate('trap:run')).toBeTypeOf('function')
    await withTargets(
      ['node:path:join'],
      async () => {
        expect(await targets.locate('node:path:join')).toBe(join)
        await expect(targets.locate('trap:run')).rejects.toMatchObject({ code: 'TARGET_REFUSED' })
      },
      { reset: true },
    )
  })
  await expect(targets.locate('@scope/pkg:half')).rejects.toMatchObject({ code: 'TARGET_REFUSED' })
})

test.each(['', '.a', 'a..b', 'a.b.', 'a b', 'a/b', 'a:', ':b', 'a:b c', 'a:b..c'])('%j is no address', async (text) => {
  await expect(app().locate(text)).rejects.toMatchObject({ code: 'TARGET_SYNTAX' })
})

test('messages name what there is', async () => {
  await expect(app().locate('my_app.Modle')).rejects.toThrow(
    /there is no `Modle` in my_app\.mjs[\s\S]*did you mean `Model`/,
  )
  await expect(app().locate('nope.Model')).rejects.toThrow('no file nope.{ts,js,…} is under a root')
  await expect(app().locate('torch.optim.Adam')).rejects.toThrow(
    "targets.register('torch.optim.Adam', …), or register('torch.optim', { Adam }) of hydra-zen",
  )
  await expect(app().locate('broken.f')).rejects.toMatchObject({
    code: 'TARGET_MODULE_FAILED',
    cause: expect.objectContaining({ message: 'at load' }),
  })
})

test('what a module declares without exporting it is told apart from what is not there', async () => {
  writeFileSync(join(root, 'kept.mjs'), 'class Kept {}\nexport const kept = Kept.name')
  const targets = createTargets({ roots: [root] })
  const refusal = (address: string) => targets.locate(address).catch((error: Error) => error.message)
  expect(await refusal('kept.Kept')).toContain('hint: kept.mjs declares it, but does not export it')
  expect(await refusal('kept.Kep')).toContain('hint: did you mean `kept`')
})
