import { describe, expect, it, test } from 'vitest'
import { CompactHydraException } from '../errors.ts'
import { checkFlags, idleFlags } from './check-flags.ts'
import { parseFlags } from './parse-flags.ts'

function check(line: string): void {
  checkFlags(parseFlags(line.split(' ').filter(Boolean)))
}

describe('flags that do not go together', () => {
  test.each([
    '--multirun --run',
    '--cfg job --multirun',
    '--cfg job --info all',
    '--shell-completion --run',
    '--explain x --cfg job',
    '--resolve',
    '--blame',
    '--format json',
    '--dry-run --cfg job',
    '--retry-failed',
    '--accept-changes -m',
    '--resume s --cfg job',
    '--experimental-rerun f --resume s',
    '--experimental-rerun f --dry-run',
    '--hydra-help --resolve',
  ])('%s', (line) => {
    expect(() => check(line)).toThrow(CompactHydraException)
  })

  test.each([
    '',
    '--cfg job --resolve -p a',
    '--help --resolve',
    '--hydra-help -m',
    '-m --resume s --retry-failed',
    '-m --dry-run',
    '--resume s --dry-run',
    '--help -p db',
    '-p db',
  ])('%s is fine', (line) => {
    expect(() => check(line)).not.toThrow()
  })

  test.each([
    ['-p db', true],
    ['-m -p db', true],
    ['--cfg job -p db', false],
    ['--help -p db', false],
    ['', false],
  ])('a package without --cfg changes nothing, and is told: %s', (line, told) => {
    expect(idleFlags(parseFlags(line.split(' ').filter(Boolean))) !== undefined).toBe(told)
  })

  it('are named', () => {
    expect(() => check('--multirun --run')).toThrowErrorMatchingInlineSnapshot(`
      [CompactHydraException: --run and --multirun exclude each other.
      hint: give one of them]
    `)
  })
})
