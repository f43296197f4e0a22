import { toContainer } from '@hydra-zen/omegaconf/nodes'
import type { ConfigSource } from '../sources/config-source.ts'

/** How a contract suite meets the test runner: vitest's own `describe` and `it`, or another's. */
export interface TestRunner {
  readonly describe: (name: string, body: () => void) => void
  readonly it: (name: string, body: () => void) => void
  readonly expect: (value: unknown) => { toEqual(wanted: unknown): void }
}

/** What the source under test must hold, by path. A group is there when a config is below it. */
export const contractConfigs: Readonly<Record<string, { readonly data: unknown; readonly package?: string }>> = {
  primary: { data: { defaults: [{ level1: 'one' }], top: 1 } },
  'level1/one': { data: { name: 'one', list: [1, 2] } },
  'level1/two': { data: { name: 'two' }, package: 'somewhere.else' },
  'level1/level2/nested': { data: { deep: true } },
  empty: { data: {} },
}

/**
 * The promises of a config source, as tests.
 *
 * @param create - A source that holds `contractConfigs`.
 * @param exceptions - Promises the source cannot keep, with the reason.
 */
export function sourceContract(
  name: string,
  create: () => ConfigSource,
  { runner, exceptions = {} }: { readonly runner: TestRunner; readonly exceptions?: Readonly<Record<string, string>> },
): void {
  const { describe, it, expect } = runner
  const promise = (text: string, body: (source: ConfigSource) => void) => {
    if (!(text in exceptions)) it(text, () => body(create()))
  }
  describe(`${name} keeps the promises of a config source`, () => {
    promise('it is available', (source) => expect(source.available()).toEqual(true))
    promise('groups are groups and configs are configs', (source) => {
      expect(['', 'level1', 'level1/level2'].map((path) => source.isGroup(path))).toEqual([true, true, true])
      expect(['primary', 'level1/one', 'nothing', 'level1/nothing'].map((path) => source.isGroup(path))).toEqual([
        false,
        false,
        false,
        false,
      ])
      expect(Object.keys(contractConfigs).every((path) => source.isConfig(path))).toEqual(true)
      expect(['level1', 'level1/level2', 'nothing', 'level1/nothing'].some((path) => source.isConfig(path))).toEqual(
        false,
      )
    })
    promise('an extension may be given', (source) => {
      expect(source.isConfig('level1/one.yaml')).toEqual(true)
      expect(source.load('level1/one.yaml') !== undefined).toEqual(true)
    })
    promise('configs, groups or both are listed, sorted', (source) => {
      expect(source.list('', 'config')).toEqual(['empty', 'primary'])
      expect(source.list('', 'group')).toEqual(['level1'])
      expect(source.list('')).toEqual(['empty', 'level1', 'primary'])
      expect(source.list('level1', 'config')).toEqual(['one', 'two'])
      expect(source.list('level1', 'group')).toEqual(['level2'])
    })
    promise('a config comes with its content, its defaults list apart', (source) => {
      const loaded = source.load('primary')
      expect(loaded && toContainer(loaded.config)).toEqual({ top: 1 })
      expect(loaded?.defaults && toContainer(loaded.defaults)).toEqual([{ level1: 'one' }])
      const plain = source.load('level1/one')
      expect(plain && toContainer(plain.config)).toEqual({ name: 'one', list: [1, 2] })
      expect(plain?.defaults).toEqual(undefined)
      expect(plain?.provider).toEqual(source.provider)
    })
    promise('a package header is told as written', (source) => {
      expect(source.load('level1/two')?.header.package).toEqual('somewhere.else')
      expect(source.load('level1/one')?.header.package).toEqual(undefined)
    })
    promise('an empty config is an empty mapping', (source) => {
      const loaded = source.load('empty')
      expect(loaded && toContainer(loaded.config)).toEqual({})
    })
    promise('what is not there is undefined, not an error', (source) => {
      expect(source.load('nothing')).toEqual(undefined)
      expect(source.load('level1/nothing')).toEqual(undefined)
      expect(source.load('nothing/nothing')).toEqual(undefined)
    })
  })
}
