import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createNode, type MapNode, select } from '@hydra-zen/omegaconf/nodes'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { hydraLogging, jobLogging } from '../builtin-config/logging.ts'
import { HydraException } from '../errors.ts'
import type { LogWorld } from './log-world.ts'
import { getLogger } from './logger.ts'
import { configureLogging, type LoggingContext, withLogging } from './logging-context.ts'

let dir: string
let out: string
let err: string
const world: LogWorld = {
  stdout: {
    write(text) {
      out += text
    },
  },
  stderr: {
    write(text) {
      err += text
    },
  },
  get cwd() {
    return dir
  },
  env: {},
  now: () => new Date(2026, 0, 31, 12, 34, 56, 789),
}

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'logging-'))
  out = ''
  err = ''
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

interface Setup {
  readonly verbose?: unknown
  readonly base?: LoggingContext
  readonly name?: string
}

/** The logging of a config whose `hydra` node is as in a run. */
function configured(logging: unknown, { verbose = false, base, name = 'app' }: Setup = {}): LoggingContext {
  const root = createNode({ hydra: { logging, verbose, runtime: { output_dir: dir }, job: { name } } }) as MapNode
  return configureLogging({
    config: select(root, ['hydra', 'logging'], { resolve: false }),
    verbose: select(root, ['hydra', 'verbose']),
    world,
    base,
  })
}

function logAll(name = 'app.work'): void {
  const log = getLogger(name)
  log.debug('d')
  log.info('i')
  log.warning('w')
  log.error('e')
}

function file(name = 'app.log'): string {
  return readFileSync(join(dir, name), 'utf8')
}

describe('the default logging of a job', () => {
  it('leaves an empty file before anything is logged', () => {
    configured(jobLogging.default)
    expect(file()).toBe('')
  })

  it('writes every line to the console and to the file at once', () => {
    withLogging(configured(jobLogging.default), () => {
      getLogger('app').info('hello')
      const line = '[2026-01-31 12:34:56,789][app][INFO] - hello\n'
      expect(out).toBe(line)
      expect(file()).toBe(line)
    })
  })

  it('shows debug lines of the loggers that hydra.verbose names, or of all', () => {
    withLogging(configured(jobLogging.default, { verbose: 'app.work' }), () => logAll())
    expect(out).toContain('[app.work][DEBUG] - d')
    withLogging(configured(jobLogging.default, { verbose: ['other', 'more'] }), () => logAll('other.deep'))
    expect(out).toContain('[other.deep][DEBUG] - d')
    withLogging(configured(jobLogging.default, { verbose: true }), () => logAll('any'))
    expect(out).toContain('[any][DEBUG] - d')
  })

  it('puts the stack of an exception below its line', () => {
    withLogging(configured(jobLogging.default), () => getLogger('app').exception('it broke', new Error('why')))
    expect(file()).toMatch(/\[ERROR\] - it broke\nError: why\n {4}at /)
  })

  it('keeps a failure for the file: the console has its own way of telling', () => {
    const context = configured(jobLogging.default)
    context.noteFailure('job 3 failed', new Error('why'))
    expect(out).toBe('')
    expect(file()).toMatch(/\[hydra\]\[ERROR\] - job 3 failed\nError: why/)
  })
})

describe('a job on top of its driver', () => {
  it('that configures nothing (`none`) logs as the driver does', () => {
    const base = configured(hydraLogging.default)
    withLogging(configured(jobLogging.none, { base }), () => getLogger('app').info('hello'))
    expect(out).toBe('[2026-01-31 12:34:56,789][HYDRA] hello\n')
    expect(existsSync(join(dir, 'app.log'))).toBe(false)
  })

  it('that is disabled says nothing, and the driver goes on', () => {
    const base = configured(hydraLogging.default)
    withLogging(configured(jobLogging.disabled, { base }), () => logAll())
    expect(out + err).toBe('')
    withLogging(base, () => getLogger('hydra').info('next'))
    expect(out).toContain('next')
  })

  it('overlaps with others without mixing lines', async () => {
    const jobs = ['one', 'two', 'three'].map((name) =>
      withLogging(configured(jobLogging.default, { name }), async () => {
        for (let round = 0; round < 5; round++) {
          getLogger('app').info(`${name} ${round}`)
          await sleep(1)
        }
      }),
    )
    await Promise.all(jobs)
    for (const name of ['one', 'two', 'three']) {
      expect(file(`${name}.log`).match(/- (\w+)/g)).toEqual(Array(5).fill(`- ${name}`))
    }
  })
})

describe('a config of loggers', () => {
  const base = {
    version: 1,
    formatters: { plain: { format: '%(name)s %(message)s' } },
    handlers: { console: { class: 'logging.StreamHandler', formatter: 'plain', stream: 'ext://sys.stdout' } },
    root: { level: 'WARNING', handlers: ['console'] },
    disable_existing_loggers: false,
  }

  it('gives each the level of the nearest above it', () => {
    const context = configured({ ...base, loggers: { app: { level: 'DEBUG' }, 'app.quiet': { level: 'ERROR' } } })
    withLogging(context, () => ['app.deep', 'app.quiet.deep', 'other'].forEach(logAll))
    expect(out.split('\n')).toEqual([
      ...['d', 'i', 'w', 'e'].map((text) => `app.deep ${text}`),
      'app.quiet.deep e',
      'other w',
      'other e',
      '',
    ])
  })

  it('keeps to a logger what it does not propagate', () => {
    const context = configured({ ...base, loggers: { app: { propagate: false, handlers: [] } } })
    withLogging(context, () => getLogger('app').error('lost'))
    expect(out).toBe('')
    expect(err).toBe('lost\n')
  })

  it('silences what it does not name where existing loggers are disabled', () => {
    const context = configured({ ...base, disable_existing_loggers: true, loggers: { app: { level: 'INFO' } } })
    withLogging(context, () => ['app.deep', 'other'].forEach((name) => void getLogger(name).error('e')))
    expect(out).toBe('app.deep e\n')
  })

  it('filters by name, and by the level of a handler', () => {
    const handlers = { console: { ...base.handlers.console, level: 'ERROR', filters: ['mine'] } }
    const context = configured({ ...base, handlers, filters: { mine: { name: 'app' } } })
    withLogging(context, () => ['app.x', 'application', 'other'].forEach(logAll))
    expect(out).toBe('app.x e\n')
  })

  it('turns files over when they are full', () => {
    const handlers = {
      console: {
        class: 'logging.handlers.RotatingFileHandler',
        formatter: 'plain',
        filename: 'turn.log',
        maxBytes: 10,
        backupCount: 2,
      },
    }
    const context = configured({ ...base, handlers })
    withLogging(context, () => {
      for (let line = 0; line < 4; line++) getLogger('a').error(`line ${line}`)
    })
    context.close()
    expect([file('turn.log'), file('turn.log.1'), file('turn.log.2')]).toEqual([
      'a line 3\n',
      'a line 2\n',
      'a line 1\n',
    ])
    expect(existsSync(join(dir, 'turn.log.3'))).toBe(false)
  })

  it('opens a delayed file with its first line, and empties one of mode `w`', () => {
    const handler = {
      class: 'logging.FileHandler',
      formatter: 'plain',
      filename: 'deep/late.log',
      mode: 'w',
      delay: true,
    }
    const eager = { ...handler, filename: 'deep/first.log', delay: false }
    withLogging(configured({ ...base, handlers: { console: eager } }), () => getLogger('a').error('old'))
    withLogging(configured({ ...base, handlers: { console: eager, late: handler } }), () => getLogger('a').error('new'))
    expect(file('deep/first.log')).toBe('a new\n')
    expect(existsSync(join(dir, 'deep/late.log'))).toBe(false)
  })

  it('with handlers of rich, and files that rotate by time, as many Python programs have them', () => {
    const config = {
      version: 1,
      disable_existing_loggers: false,
      formatters: { plain: { format: '%(name)s: %(message)s', datefmt: '[%X]' } },
      handlers: {
        console: { class: 'rich.logging.RichHandler', formatter: 'plain', rich_tracebacks: true },
        bare: { class: 'rich.logging.RichHandler', level: 'ERROR' },
        file: { class: 'logging.handlers.TimedRotatingFileHandler', formatter: 'plain', filename: 'x.log', when: 'D' },
      },
      root: { level: 'INFO', handlers: ['console', 'bare', 'file'] },
    }
    withLogging(configured(config), () => getLogger('a').error('no'))
    expect(out).toBe('[12:34:56] ERROR    a: no\n[12:34:56] ERROR    no\n')
    expect(file('x.log')).toBe('a: no\n')
  })

  it.each([
    [
      'an unknown class',
      { handlers: { console: { class: 'logging.StreamHandlr' } } },
      'did you mean `logging.StreamHandler`',
    ],
    ['an unknown formatter', { handlers: { console: { ...base.handlers.console, formatter: 'plan' } } }, '`plain`'],
    ['an unknown level', { root: { level: 'WARNIN' } }, '`WARNING`'],
    ['an unknown handler', { root: { handlers: ['consol'] } }, '`console`'],
    ['an unknown stream', { handlers: { console: { ...base.handlers.console, stream: 'ext://sys.stdot' } } }, 'stdout'],
    ['a wrong version', { version: 2 }, 'version'],
  ])('with %s is refused, with the nearest name', (_, changes, said) => {
    const use = () => withLogging(configured({ ...base, ...changes }), () => getLogger('a').error('x'))
    expect(use).toThrow(HydraException)
    expect(use).toThrow(said)
  })
})

describe('outside of every run', () => {
  it('there is no debug, and a logger can be asked', () => {
    expect(getLogger('app').isEnabledFor('INFO')).toBe(false)
    expect(getLogger('app').isEnabledFor('WARNING')).toBe(true)
  })
})
