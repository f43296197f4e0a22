import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundledApp } from './bundled-app.ts'

/** As much of s3rver, a server that speaks S3 and keeps its objects in a folder, as is used here. */
interface Server {
  run(): Promise<{ port: number }>
  close(): Promise<void>
}
type ServerClass = new (options: object) => Server

const S3rver = createRequire(import.meta.url)('s3rver') as ServerClass
const store = mkdtempSync(join(tmpdir(), 's3-'))
const cwd = mkdtempSync(join(tmpdir(), 'uploads-'))
let server: Server
let endpoint = ''
let app = ''

beforeAll(async () => {
  server = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory: store,
    configureBuckets: [{ name: 'results' }],
  })
  endpoint = `http://127.0.0.1:${(await server.run()).port}`
  const source = `import { hydraMain } from '@hydra-zen/hydra'
    const task = ({ x }) => { if (x === 2) throw new Error('no') }
    await hydraMain({ entry: import.meta.url, configPath: 'conf', configName: 'config', task })`
  app = join(bundledApp(source, 'x: 0\n'), 'app.mjs')
})

afterAll(() => server.close())

const callback = (bucket: string, more = '') =>
  `+hydra.callbacks.s3={_target_:hydra.callbacks.S3UploadCallback,bucket:${bucket},endpoint:'${endpoint}',region:us-east-1,force_path_style:true${more}}`

/** Not a synchronous call: the server is in this process. */
function run(...argv: string[]): Promise<{ code: number | null; err: string }> {
  const env = { PATH: process.env.PATH, HOME: cwd, AWS_ACCESS_KEY_ID: 'S3RVER', AWS_SECRET_ACCESS_KEY: 'S3RVER' }
  const child = spawn(process.execPath, ['--no-warnings', app, ...argv], {
    cwd,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let err = ''
  child.stderr.on('data', (text: Buffer) => {
    err += text.toString()
  })
  return new Promise((done) => child.on('close', (code) => done({ code, err })))
}

/** The objects below a key, with what is in them. */
function objects(key: string): Map<string, string> {
  const found = new Map<string, string>()
  const folder = join(store, 'results', key)
  if (!existsSync(folder)) return found
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (name.endsWith('._S3rver_object')) {
      found.set(name.slice(0, -'._S3rver_object'.length), readFileSync(join(folder, name), 'utf8'))
    }
  }
  return found
}

test('everything a job leaves is in the bucket, byte for byte', async () => {
  expect(await run('x=1', 'hydra.run.dir=o', callback('results'))).toEqual({ code: 0, err: '' })
  const sent = objects('o')
  expect([...sent.keys()].sort()).toEqual([
    '.hydra/config.yaml',
    '.hydra/hydra.yaml',
    '.hydra/overrides.yaml',
    'app.log',
  ])
  for (const name of ['.hydra/config.yaml', '.hydra/hydra.yaml']) {
    expect(sent.get(name)).toBe(readFileSync(join(cwd, 'o', name), 'utf8'))
  }
})

test('the prefix can be chosen, and failed jobs left out', async () => {
  await run('-m', 'x=1,2', 'hydra.sweep.dir=s', callback('results', ",prefix:'p',failed:false"))
  expect(objects('p').get('.hydra/config.yaml')).toBe('x: 1\n')
})

test('a bucket that is not there is a warning, not a failure', async () => {
  const { code, err } = await run(callback('nowhere'))
  expect(code).toBe(0)
  expect(err).toMatch(/Callback S3UploadCallback.onJobEnd .* raised NoSuchBucket/)
})
