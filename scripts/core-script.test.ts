import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { coreScript } from './core-script.mjs'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** A package whose core is `code`, with a program that calls the function it is told. */
function program(code: string) {
  const folder = mkdtempSync(join(tmpdir(), 'core-'))
  folders.push(folder)
  const names = [...code.matchAll(/function (\w+)/g)].map((match) => match[1] as string)
  const entries = new Map([['index.js', new Map(names.map((name) => [name, name]))]])
  const exported = `export { ${names.join(', ')} };\n`
  const core = { name: 'made', code: `${code}\n${exported}`, file: 'chunks/core-0.js', entries }
  const { files } = coreScript(core, () => {
    throw new Error('there is nothing below')
  })
  for (const [file, text] of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  writeFileSync(join(folder, 'app.mjs'), `import * as core from './index.js'\nconsole.log(core[process.argv[2]]())\n`)
  const chunks = join(folder, 'chunks')
  const stored = (end: string) => {
    const name = readdirSync(chunks).find((file) => file.endsWith(end))
    return name === undefined ? undefined : join(chunks, name)
  }
  return {
    run(name: string, env: Record<string, string> = {}, flags: readonly string[] = []) {
      const { stdout, stderr } = spawnSync(process.execPath, [...flags, join(folder, 'app.mjs'), name], {
        env: { ...process.env, ...env },
        encoding: 'utf8',
      })
      return stdout + stderr
    },
    stored: () => readdirSync(chunks).filter((file) => !/^core-\w+\.(?:js|script)$/.test(file)),
    compiled: () => stored('-run.cache'),
    runs: () => statSync(stored('-run-runs.cache') as string).size,
  }
}

const preload = (code: string) => ['--import', `data:text/javascript,${encodeURIComponent(code)}`]
const body = (word: string) => Array.from({ length: 200 }, (_, at) => `  const ${word}${at} = '${word}'\n`).join('')
const two = `function one() {\n${body('one')}  return 'one'\n}\nfunction other() {\n${body('other')}  return 'other'\n}\n`

test('what a run compiles that none before it did is stored: at the 1st, 2nd, 4th run', () => {
  const app = program(two)
  const size = () => statSync(app.compiled() as string).size
  expect(app.run('one')).toBe('one\n')
  const first = size()
  expect(app.run('one')).toBe('one\n')
  expect(app.run('other')).toBe('other\n')
  expect(size()).toBeLessThan(first + 1000)
  expect(app.run('other')).toBe('other\n')
  expect(size()).toBeGreaterThan(first + 1000)
  expect(app.runs()).toBe(4)
})

test('what is stored is used', () => {
  const app = program(two)
  expect(app.run('one', {}, preload(tellsWhatWasRejected))).toBe('rejected: undefined\none\n')
  expect(app.run('one', {}, preload(tellsWhatWasRejected))).toBe('rejected: false\none\n')
})

const tellsWhatWasRejected = `
  const vm = process.getBuiltinModule('node:vm')
  const { Script } = vm
  vm.Script = class extends Script {
    constructor(...given) {
      super(...given)
      console.log('rejected:', this.cachedDataRejected)
    }
  }`

test('a damaged form is made anew, at once', () => {
  const app = program(two)
  for (let run = 1; run <= 3; run++) app.run('one')
  const path = app.compiled() as string
  const whole = statSync(path).size
  writeFileSync(path, 'nonsense')
  expect(app.run('one')).toBe('one\n')
  expect(statSync(path).size).toBeGreaterThan(whole / 2)
})

test('what cannot be written leaves nothing behind', () => {
  const app = program(two)
  expect(app.run('one', {}, preload(diskIsFull))).toBe('one\n')
  expect(app.stored()).toEqual([expect.stringMatching(/-run-runs\.cache$/)])
})

const diskIsFull = `
  const fs = process.getBuiltinModule('node:fs')
  const { writeFileSync } = fs
  fs.writeFileSync = (path, data, options) => {
    writeFileSync(path, data.slice(0, 100), options)
    if (data.length > 100) throw new Error('ENOSPC')
  }`

test('threads of one process do not write the same draft', () => {
  const app = program(two)
  const threads = `
    const { Worker, isMainThread } = process.getBuiltinModule('node:worker_threads')
    if (isMainThread) for (let left = 2; left > 0; left--) new Worker(process.argv[1], { argv: ['one'] })
    const fs = process.getBuiltinModule('node:fs')
    const { renameSync } = fs
    fs.renameSync = (from, to) => {
      fs.writeSync(1, 'draft ' + from + '\\n')
      renameSync(from, to)
    }`
  const drafts = app.run('one', {}, preload(threads)).match(/^draft .*/gm) ?? []
  expect(drafts.length).toBeGreaterThan(1)
  expect(new Set(drafts).size).toBe(drafts.length)
})

test('nothing is stored where that is forbidden', () => {
  const app = program(two)
  expect(app.run('one', { HYDRA_ZEN_CACHE: 'off' })).toBe('one\n')
  expect(app.stored()).toEqual([])
})
