import { describe, expect, it, test } from 'vitest'
import { type Flags, flagSpecs } from './flags.ts'
import { FlagError, parseFlags } from './parse-flags.ts'

/** The flags that were given, and the overrides. */
function given(...argv: readonly string[]): Partial<Flags> {
  const bare = Object.entries(parseFlags([]))
  const flags = Object.entries(parseFlags(argv)).filter(([key, value]) => {
    const usual = bare.find(([name]) => name === key)?.[1]
    return Array.isArray(value) ? value.length > 0 : value !== usual
  })
  return Object.fromEntries(flags)
}

describe('flags', () => {
  test.each<[string, Partial<Flags>]>([
    ['', {}],
    ['a=1 b=2', { overrides: ['a=1', 'b=2'] }],
    ['a=1 -m b=2', { multirun: true, overrides: ['a=1', 'b=2'] }],
    ['--cfg job -p db db=mysql --resolve', { cfg: 'job', package: 'db', resolve: true, overrides: ['db=mysql'] }],
    ['--cfg=hydra', { cfg: 'hydra' }],
    ['-c all', { cfg: 'all' }],
    ['-call', { cfg: 'all' }],
    ['-cn x -cp conf -cd more', { configName: 'x', configPath: 'conf', configDir: 'more' }],
    ['-cn=x', { configName: 'x' }],
    ['-mr', { multirun: true, run: true }],
    ['-h', { help: true }],
    ['--info', { info: 'all' }],
    ['-i defaults-tree a=1', { info: 'defaults-tree', overrides: ['a=1'] }],
    ['--info db=mysql', { info: 'all', overrides: ['db=mysql'] }],
    ['--info ~db', { info: 'all', overrides: ['~db'] }],
    ['--info all --format json', { info: 'all', format: 'json' }],
    ['-sc install=bash', { shellCompletion: true, overrides: ['install=bash'] }],
    ['--dry-run -m x=1,2', { dryRun: 'text', multirun: true, overrides: ['x=1,2'] }],
    ['--dry-run=json', { dryRun: 'json' }],
    ['--resume out/1 --retry-failed', { resume: 'out/1', retryFailed: true }],
    ['--explain db.port', { explain: 'db.port' }],
    ['-- --cfg -x', { overrides: ['--cfg', '-x'] }],
    ['- -1 -.5', { overrides: ['-', '-1', '-.5'] }],
    ['--cfg job --cfg hydra', { cfg: 'hydra' }],
  ])('%s', (line, flags) => {
    expect(given(...line.split(' ').filter(Boolean))).toEqual(flags)
  })

  it('are understood by an unambiguous beginning, one of the reference before one of ours', () => {
    expect(given('--multi')).toEqual({ multirun: true })
    expect(given('--res')).toEqual({ resolve: true })
    expect(given('--exp', 'f')).toEqual({ experimentalRerun: 'f' })
    expect(given('--dry')).toEqual({ dryRun: 'text' })
  })

  it('with a blank inside are overrides', () => {
    expect(given('-x y=1')).toEqual({ overrides: ['-x y=1'] })
  })

  test.each([
    ['--nosuch', 'There is no flag --nosuch.'],
    ['--multirn', 'There is no flag --multirn.\nhint: did you mean `--multirun`?'],
    ['-z', 'There is no flag -z.'],
    ['--config-', '--config- could be --config-path, --config-name, --config-dir.'],
    ['--config-name', '--config-name needs a value.'],
    ['--cfg', '--cfg needs a value: job, hydra, all.'],
    ['--cfg --multirun', '--cfg needs a value: job, hydra, all.'],
    ['--cfg wrong', "--cfg takes job, hydra, all; not 'wrong'."],
    ['--info defalts', '--info takes all, config, defaults, defaults-tree, plugins, searchpath;'],
    ['--multirun=1', '--multirun takes no value.'],
  ])('%s is refused', (line, message) => {
    const read = () => parseFlags(line.split(' '))
    expect(read).toThrow(FlagError)
    expect(read).toThrow(message)
  })

  it('have names that nobody else has', () => {
    const names = flagSpecs.flatMap((spec) => spec.names)
    expect(new Set(names).size).toBe(names.length)
  })
})

test.each(['--resume', '--explain', '--experimental-rerun'])('%s needs a value that is not empty', (flag) => {
  expect(() => parseFlags([flag, ''])).toThrow(`${flag} needs a value.`)
  expect(() => parseFlags([`${flag}=`])).toThrow(`${flag} needs a value.`)
})

it.each([['--version --nosuch'], ['--nosuch x=1 --version'], ['--version --cfg nonsense']])(
  'shows the version, whatever else is wrong: %s',
  (line) => {
    expect(parseFlags(line.split(' ')).version).toBe(true)
  },
)
