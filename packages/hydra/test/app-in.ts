import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { createHydraApp, type RunnableApp, type Runtime } from '../src/index.ts'
import type { Task } from '../src/run/app.ts'

/** An app in a folder of its own, with what it wrote to the terminal. */
export interface TestApp extends RunnableApp<unknown> {
  readonly dir: string
  readonly out: () => string
  readonly err: () => string
  /** As if somebody pressed Ctrl-C. */
  readonly interrupt: () => void
  /** The files below the folder that runs left, sorted. */
  readonly files: () => string[]
}

export interface TestAppOptions {
  readonly config?: string
  readonly files?: Readonly<Record<string, string>>
  readonly task?: Task
  readonly versionBase?: string
  readonly now?: Date
}

/** Makes a temporary folder with `conf/config.yaml` and an app over it. */
export function appIn({ config = 'x: 0\n', files = {}, task, versionBase, now }: TestAppOptions = {}): TestApp {
  const dir = mkdtempSync(join(tmpdir(), 'app-'))
  for (const [path, text] of Object.entries({ 'conf/config.yaml': config, ...files })) {
    mkdirSync(dirname(join(dir, path)), { recursive: true })
    writeFileSync(join(dir, path), text)
  }
  const out: string[] = []
  const err: string[] = []
  const stops = new Set<(signal: 'SIGINT') => void>()
  const runtime: Runtime = {
    env: {},
    cwd: dir,
    argv: [],
    execPath: process.execPath,
    execArgv: [],
    now: () => now ?? new Date(),
    stdout: { write: (text) => out.push(text) },
    stderr: { write: (text) => err.push(text) },
    chdir: () => {},
    onStop(stop) {
      stops.add(stop)
      return () => stops.delete(stop)
    },
  }
  const app = createHydraApp({
    task: task ?? ((cfg) => cfg.x),
    entry: join(dir, 'app.mjs'),
    configPath: 'conf',
    configName: 'config',
    versionBase,
    runtime,
  })
  return {
    ...app,
    dir,
    out: () => out.join(''),
    err: () => err.join(''),
    interrupt: () => {
      for (const stop of [...stops]) stop('SIGINT')
    },
    files: () =>
      [...filesUnder(dir)]
        .map((path) => relative(dir, path))
        .filter((path) => !path.startsWith('conf'))
        .sort(),
  }
}

function* filesUnder(dir: string): Iterable<string> {
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    if (entry.isDirectory()) yield* filesUnder(join(dir, entry.name))
    else yield join(dir, entry.name)
  }
}
