import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../../', import.meta.url))
let app: string

const files: Record<string, string> = {
  'package.json': '{ "type": "module" }',
  'conf/config.yaml':
    'point: {_target_: geo.Point, x: 1, y: 2}\nhalf: {_target_: zen:process, _zen_target: geo.Point, _zen_partial: true, x: 5}\n',
  'geo.ts': 'export class Point { x; y; constructor(x: number, y = 0) { this.x = x; this.y = y } }',
  'app.ts': `import { hydraMain, instantiate } from 'hydra-zen'
await hydraMain({
  entry: import.meta.url,
  configPath: 'conf',
  configName: 'config',
  task: async ({ point, half }) => console.log(JSON.stringify([await instantiate(point), (await instantiate(half))({ y: 7 })])),
})`,
  'shared.ts': `import { makeConfig, store, zen } from 'hydra-zen'
export class Greeter { name; constructor({ name = 'ada' } = {}) { this.name = name } }
export class Unstored {}
export function greet({ greeter, other }: { greeter: Greeter, other: Unstored }) {
  return [greeter instanceof Greeter, other.constructor.name]
}
store(Greeter, { group: 'greeter', name: 'plain' })
const Config = makeConfig({ other: { _target_: 'shared.Unstored' } }, { defaults: ['_self_', { greeter: 'plain' }] })
store(Config, { name: 'config' })
await zen(greet).main(import.meta, { configName: 'config', stores: store })`,
  'waits.ts': `import { instantiate } from 'hydra-zen'
export function own() { return 1 }
await instantiate({ _target_: 'waits.own' }).catch(({ cause }) => console.log(cause.message))`,
}

beforeAll(() => {
  app = mkdtempSync(join(tmpdir(), 'programs-'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(app, name)), { recursive: true })
    writeFileSync(join(app, name), text)
  }
  symlinkSync(join(root, 'node_modules'), join(app, 'node_modules'))
})

afterAll(() => rmSync(app, { recursive: true, force: true }))

function run(...args: string[]): string {
  const flags = ['--conditions=source', '--import', 'tsx']
  const { stdout, stderr } = spawnSync(process.execPath, [...flags, ...args], { cwd: app, encoding: 'utf8' })
  return stdout + stderr
}

test('hydraMain knows what targets take, and what builders write', () => {
  expect(run('app.ts', 'point.y=3')).toBe('[{"x":1,"y":3},{"x":5,"y":7}]\n')
})

test('a worker knows what the shared store of its file is made of', () => {
  const told = run('shared.ts', '-m', 'hydra/launcher=process', 'hydra.sweep.dir=s', 'greeter.name=b')
  expect(told).toContain('#0 : greeter.name=b')
  expect(readFileSync(join(app, 's/results.csv'), 'utf8')).toContain('0,COMPLETED,"[true,""Unstored""]"')
})

test('a program that would wait for itself is told so', () => {
  expect(run('waits.ts')).toBe(
    'It waits for itself: it is still in its top-level await.\n' +
      'hint: move the target to another file, or register it first: register(import.meta, { … }) of hydra-zen\n',
  )
})
