import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { bundledApp } from './bundled-app.ts'

let app = ''

beforeAll(() => {
  const source = `
    import { Worker } from 'node:worker_threads'
    import { processOutput } from './src/cli/process-output.ts'
    const out = processOutput('stdout')
    const deeds = {
      plain() {
        out.write('text\\n')
        const streams = /^NativeModule (?:internal\\/fs\\/sync_write_stream|net|tty)$/
        process.exitCode = process.moduleLoadList.some((name) => streams.test(name)) ? 1 : 0
      },
      mixed() {
        out.write('a')
        process.stdout.write('b')
        out.write('c')
        console.log('d')
      },
      caught() {
        const texts = []
        const { write } = process.stdout
        process.stdout.write = (text) => texts.push(text)
        out.write('mine')
        process.stdout.write = write
        console.log(JSON.stringify(texts))
      },
      replaced() {
        const texts = []
        const stdout = { write: (text) => texts.push(text), on() {}, listeners: () => [] }
        const own = Object.getOwnPropertyDescriptor(process, 'stdout')
        Object.defineProperty(process, 'stdout', { configurable: true, get: () => stdout })
        out.write('mine')
        Object.defineProperty(process, 'stdout', own)
        console.log(JSON.stringify(texts))
      },
      thread() {
        const thread = new Worker(process.argv[1], { argv: ['plain'], stdout: true })
        const texts = []
        thread.stdout.on('data', (text) => texts.push(String(text)))
        thread.on('exit', () => console.log(JSON.stringify(texts)))
      },
      device() {
        process.exitCode = out.isTTY ? 1 : 0
        out.write('text\\n')
      },
      long() {
        out.write('ä'.repeat(500_000))
        out.write('end')
      },
      endless() {
        for (let line = 0; line < 100_000; line++) out.write('line ' + line + '\\n')
      },
    }
    deeds[process.argv[2]]()`
  app = join(bundledApp(source, ''), 'app.mjs')
})

function shell(line: string) {
  return spawnSync('sh', ['-c', line], { env: { ...process.env, APP: app }, encoding: 'utf8' })
}

test('a text to a file, a pipe or nobody needs no stream', () => {
  expect(shell('node "$APP" plain').stdout).toBe('text\n')
  for (const to of ['', '> /dev/null', '> "$(mktemp)"']) expect(shell(`node "$APP" plain ${to}`).status).toBe(0)
})

test('texts come in the order they were written, whoever wrote them', () => {
  expect(shell('node "$APP" mixed').stdout).toBe('abcd\n')
  expect(shell('node "$APP" mixed | cat').stdout).toBe('abcd\n')
})

test('who stands in for the stream is handed the text', () => {
  expect(shell('node "$APP" caught').stdout).toBe('["mine"]\n')
  expect(shell('node "$APP" replaced').stdout).toBe('["mine"]\n')
})

test('a thread writes to who started it', () => {
  expect(shell('node "$APP" thread').stdout).toBe('["text\\n"]\n')
})

test.skipIf(!existsSync('/dev/zero'))(
  'a device may be one that the process is not permitted to compare with others',
  () => {
    const permission = process.allowedNodeEnvironmentFlags.has('--permission')
      ? '--permission'
      : '--experimental-permission'
    const told = shell(`node ${permission} "--allow-fs-read=$(dirname "$APP")/*" "$APP" device > /dev/zero`)
    expect([told.status, told.stderr]).toEqual([0, expect.not.stringContaining('ERR_ACCESS_DENIED')])
  },
)

test('a reader may be slow', () => {
  expect(shell('node "$APP" long | (sleep 0.2; wc -c)').stdout.trim()).toBe('1000003')
})

test('a reader may leave', () => {
  const { stdout, stderr } = shell('node "$APP" endless | head -1')
  expect([stdout, stderr]).toEqual(['line 0\n', ''])
})

test.skipIf(!existsSync('/dev/full'))('a disk that is full is told, and is a failure', () => {
  const { stderr, status } = shell('node "$APP" long > /dev/full')
  expect([stderr, status]).toEqual(['error: standard output cannot be written: the disk is full\n', 1])
})
