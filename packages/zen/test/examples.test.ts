import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const apps = readdirSync(join(root, 'examples'), { recursive: true, encoding: 'utf8' })
  .filter((path) => basename(path) === 'my_app.ts')
  .map((path) => dirname(path))
let copy: string

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'examples-'))
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  writeFileSync(join(copy, 'package.json'), '{ "type": "module" }')
  const skip = (path: string): boolean => !/[\\/](?:outputs|multirun)(?:[\\/]|$)/.test(path)
  for (const app of apps) {
    cpSync(join(root, 'examples', app), join(copy, 'src', app), { recursive: true, filter: skip })
    const conf = join(copy, 'src', app, 'conf')
    if (existsSync(conf)) cpSync(conf, join(copy, 'dist', app, 'conf'), { recursive: true })
  }
  const options = {
    module: 'nodenext',
    target: 'es2023',
    rewriteRelativeImportExtensions: true,
    rootDir: 'src',
    outDir: 'dist',
    sourceMap: true,
    skipLibCheck: true,
    types: [],
  }
  writeFileSync(join(copy, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, include: ['src'] }))
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc')
  spawnSync(process.execPath, [tsc, '--noCheck'], { cwd: copy })
}, 60_000)

afterAll(() => rmSync(copy, { recursive: true, force: true }))

test.each(apps)('%s has the same config from its sources and built', (app) => {
  const config = (flags: readonly string[], file: string): string => {
    const { stdout, stderr } = spawnSync(process.execPath, [...flags, file, '--cfg', 'all'], {
      cwd: copy,
      encoding: 'utf8',
      env: { ...process.env, HYDRA_ZEN_CACHE: join(copy, 'cache') },
    })
    expect(stderr).toBe('')
    return stdout.replaceAll(join(copy, 'dist'), join(copy, 'src')).replace(/\d{4}-\d\d-\d\d|\d\d-\d\d-\d\d/g, '…')
  }
  const fromSources = config(['--import', 'tsx'], join('src', app, 'my_app.ts'))
  expect(fromSources).toContain('_target_')
  expect(config([], join('dist', app, 'my_app.js'))).toBe(fromSources)
})
