import assert from 'node:assert/strict'
import { toContainer } from '@hydra-zen/omegaconf/nodes'
import type { ConfigSource } from '../sources/config-source.ts'
import { type Exceptions, promisesOf, type TestRunner } from './contract.ts'

/** What the source under test must hold, by path. A group is there when a config is below it. */
export const contractConfigs: Readonly<Record<string, { readonly data: unknown; readonly package?: string }>> = {
  primary: { data: { defaults: [{ level1: 'one' }], top: 1 } },
  'level1/one': { data: { name: 'one', list: [1, 2] } },
  'level1/two': { data: { name: 'two' }, package: 'somewhere.else' },
  'level1/level2/nested': { data: { deep: true } },
  empty: { data: {} },
}

/** What a config source under test is made with. */
export interface SourceContractOptions {
  /** `describe` and `it` of your test runner. */
  readonly runner: TestRunner
  /** Gives a source that holds `contractConfigs`. */
  readonly make: () => ConfigSource
  /** Promises that do not apply, and why. */
  readonly exceptions?: Exceptions
}

/** What every config source owes its users, as a suite of tests. */
export function sourceContract(name: string, { runner, make, exceptions }: SourceContractOptions): void {
  const promises = promisesOf(runner, exceptions)
  const promise = (title: string, check: (source: ConfigSource) => void): void =>
    promises.promise(title, () => check(make()))

  runner.describe(`source contract: ${name}`, () => {
    promise('it is available', (source) => assert.deepEqual(source.available(), true))
    promise('groups are groups and configs are configs', (source) => {
      assert.deepEqual(
        ['', 'level1', 'level1/level2'].map((path) => source.isGroup(path)),
        [true, true, true],
      )
      assert.deepEqual(
        ['primary', 'level1/one', 'nothing', 'level1/nothing'].map((path) => source.isGroup(path)),
        [false, false, false, false],
      )
      assert.deepEqual(
        Object.keys(contractConfigs).every((path) => source.isConfig(path)),
        true,
      )
      assert.deepEqual(
        ['level1', 'level1/level2', 'nothing', 'level1/nothing'].some((path) => source.isConfig(path)),
        false,
      )
    })
    promise('an extension may be given', (source) => {
      assert.deepEqual(source.isConfig('level1/one.yaml'), true)
      assert.deepEqual(source.load('level1/one.yaml') !== undefined, true)
    })
    promise('configs, groups or both are listed, sorted', (source) => {
      assert.deepEqual(source.list('', 'config'), ['empty', 'primary'])
      assert.deepEqual(source.list('', 'group'), ['level1'])
      assert.deepEqual(source.list(''), ['empty', 'level1', 'primary'])
      assert.deepEqual(source.list('level1', 'config'), ['one', 'two'])
      assert.deepEqual(source.list('level1', 'group'), ['level2'])
    })
    promise('a config comes with its content, its defaults list apart', (source) => {
      const loaded = source.load('primary')
      assert.deepEqual(loaded && toContainer(loaded.config), { top: 1 })
      assert.deepEqual(loaded?.defaults && toContainer(loaded.defaults), [{ level1: 'one' }])
      const plain = source.load('level1/one')
      assert.deepEqual(plain && toContainer(plain.config), { name: 'one', list: [1, 2] })
      assert.deepEqual(plain?.defaults, undefined)
      assert.deepEqual(plain?.provider, source.provider)
    })
    promise('a package header is told as written', (source) => {
      assert.deepEqual(source.load('level1/two')?.header.package, 'somewhere.else')
      assert.deepEqual(source.load('level1/one')?.header.package, undefined)
    })
    promise('an empty config is an empty mapping', (source) => {
      const loaded = source.load('empty')
      assert.deepEqual(loaded && toContainer(loaded.config), {})
    })
    promise('what is not there is undefined, not an error', (source) => {
      assert.deepEqual(source.load('nothing'), undefined)
      assert.deepEqual(source.load('level1/nothing'), undefined)
      assert.deepEqual(source.load('nothing/nothing'), undefined)
    })

    promises.finish()
  })
}
