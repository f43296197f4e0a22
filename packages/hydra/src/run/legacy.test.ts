import { toContainer } from '@hydra-zen/omegaconf/nodes'
import { expect, test } from 'vitest'
import { MissingConfigException, ValueError } from '../errors.ts'
import { configTree } from '../testing/config-tree.ts'
import { initializeConfigDir } from './compose-session.ts'

/** What an app with `versionBase` composes from files. */
function composed(files: Readonly<Record<string, string>>, overrides: readonly string[] = [], versionBase = '1.1') {
  using tree = configTree(files)
  return initializeConfigDir({ configDir: tree.path, versionBase }).composition({ configName: 'config', overrides })
}

function job(files: Readonly<Record<string, string>>, overrides?: readonly string[], versionBase?: string) {
  const { config } = composed(files, overrides, versionBase)
  const { hydra, ...rest } = JSON.parse(JSON.stringify(toContainer(config)))
  return { hydra, rest }
}

const grouped = {
  'config.yaml': 'defaults:\n  - algorithm: mbpo\n  - model/net: small\nname: ${algorithm.name}\n',
  'algorithm/mbpo.yaml': '# @package _group_\nname: mbpo\n',
  'model/net/small.yaml': '# @package _global_._group_._name_\nsize: 1\n',
}

test('`_group_` and `_name_` in headers mean what they did', () => {
  expect(job(grouped).rest).toEqual({
    algorithm: { name: 'mbpo' },
    model: { net: { small: { size: 1 } } },
    name: '${algorithm.name}',
  })
})

test('without `versionBase: 1.1` they are keys, and a warning says so', () => {
  const { warnings } = composed(grouped, [], '1.3')
  expect(warnings).toEqual([
    "`# @package _group_` of `algorithm/mbpo`, `model/net/small` is a key named `_group_` since Hydra 1.2: remove the line, or set versionBase: '1.1'.",
  ])
  expect(Object.keys(job(grouped, [], '1.3').rest)).toContain('_group_')
  expect(composed(grouped).warnings).toEqual([])
  expect(() => composed(grouped, ['algorithm.name=x'], '1.3')).toThrow('remove the line, or set versionBase')
})

test('a choice of Hydra itself needs no `override`, and may stand anywhere', () => {
  const files = {
    'config.yaml': 'defaults:\n  - hydra/job_logging: disabled\n  - db: mysql\nx: 1\n',
    'db/mysql.yaml': 'port: 1\n',
  }
  expect(job(files).hydra.runtime.choices['hydra/job_logging']).toBe('disabled')
  expect(job(files, ['hydra/job_logging=none']).hydra.runtime.choices['hydra/job_logging']).toBe('none')
  expect(job(files).hydra.runtime.version_base).toBe('1.1')
  expect(() => composed(files, [], '1.3')).toThrow('write `override hydra/job_logging: disabled`')
})

test('`optional: true` beside a group makes it optional', () => {
  const files = {
    'config.yaml': 'defaults:\n  - db: none\n    optional: true\n  - optional: true\n    ui: none\nx: 1\n',
  }
  expect(job(files).rest).toEqual({ x: 1 })
  expect(() => composed(files, [], '1.3')).toThrow(ValueError)
  expect(() => composed({ 'config.yaml': 'defaults:\n  - db: none\n    optional: false\n' })).toThrow(
    MissingConfigException,
  )
})

test('a choice refers to the list by position', () => {
  const files = {
    'config.yaml':
      'defaults:\n  - db: mysql\n  - model: net\n  - db_model: ${defaults.0.db}_${defaults.1.model}\n    optional: true\n',
    'db/mysql.yaml': 'a: 1\n',
    'model/net.yaml': 'b: 1\n',
    'db_model/mysql_net.yaml': 'c: 1\n',
  }
  expect(job(files).rest).toEqual({ db: { a: 1 }, model: { b: 1 }, db_model: { c: 1 } })
})

test('versions that never were are refused', () => {
  expect(() => composed(grouped, [], '1.0')).toThrowErrorMatchingInlineSnapshot(`
    [ValueError: \`versionBase\` must be 1.1 or later, not "1.0".
    hint: leave it out, or write versionBase: '1.3'; with '1.1', files written for Hydra 1.0 and 1.1 mean what they did]
  `)
  expect(() => composed(grouped, [], 'next')).toThrow('must be 1.1 or later')
})
