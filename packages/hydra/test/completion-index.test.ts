import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { buildSync } from 'esbuild'
import { beforeAll, expect, test } from 'vitest'
import { bundledApp } from './bundled-app.ts'

const source = `
import { globalConfigStore, hydraMain } from './src/index.ts'
globalConfigStore.store({ group: 'model', name: 'small', node: { layers: 2 } })
await hydraMain({ task: () => {}, entry: import.meta.url, configPath: 'conf', configName: 'config' })
`
let folder: string
let helper: string

beforeAll(() => {
  folder = bundledApp(source, 'defaults:\n- db: mysql\n- model: small\n')
  mkdirSync(join(folder, 'conf/db'))
  writeFileSync(join(folder, 'conf/db/mysql.yaml'), 'driver: mysql\n')
  helper = join(folder, 'node_modules/helper.mjs')
  buildSync({
    entryPoints: [resolve(import.meta.dirname, '../src/complete.ts')],
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    conditions: ['source'],
    outfile: helper,
    banner: {
      js: "import { createRequire as hydraRequire } from 'node:module'; const require = hydraRequire(import.meta.url);",
    },
    logLevel: 'error',
  })
})

function asked(line: string, ...command: string[]) {
  const env = {
    ...process.env,
    COMP_LINE: line,
    HYDRA_COMPLETE: '1',
    HYDRA_ZEN_CACHE: join(folder, 'node_modules/cache'),
  }
  const { status, stdout } = spawnSync(process.execPath, command, { cwd: folder, env, encoding: 'utf8' })
  return { status, stdout }
}

test('an app of 1.1 answers itself, also later: the helper would not know what its configs mean', () => {
  const app = join(folder, 'legacy.mjs')
  const text = readFileSync(join(folder, 'app.mjs'), 'utf8')
  writeFileSync(app, text.replace(/configPath: "conf",/, 'configPath: "conf", versionBase: "1.1",'))
  expect(asked('node legacy.mjs model.', app, '-sc', 'query=bash').stdout).toBe('model.layers=\n')
  expect(asked('node legacy.mjs model.', helper, 'bash', app)).toEqual({ status: 1, stdout: '' })
})

test('the helper answers as the app does once the app was asked, and until its source changes', () => {
  const app = join(folder, 'app.mjs')
  const line = 'node app.mjs '
  expect(asked(line, helper, 'bash', app)).toEqual({ status: 1, stdout: '' })
  const answer = asked(line, app, '-sc', 'query=bash')
  expect(answer).toEqual({ status: 0, stdout: 'db. db= hydra hydra. model. model=\n' })
  expect(asked(line, helper, 'bash', app)).toEqual(answer)
  expect(asked('node app.mjs model.', helper, 'fish', app).stdout).toBe('model.layers=\n')
  utimesSync(app, new Date(), new Date(Date.now() + 5000))
  expect(asked(line, helper, 'bash', app)).toEqual({ status: 1, stdout: '' })
})
