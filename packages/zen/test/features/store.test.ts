// The rows of "ZenStore", one test each.

import { inspect } from 'node:util'
import * as OmegaConf from '@hydra-zen/omegaconf'
import { toYaml } from '@hydra-zen/omegaconf/nodes'
import {
  builds,
  Callback,
  ConfigStore,
  config,
  fbuilds,
  hydraConf,
  just,
  launch,
  store as shared,
  ZenStore,
} from 'hydra-zen'
import { describe, expect, test } from 'vitest'
import { add, double, Point, Upload } from './targets-under-test.ts'

const here = 'test.features.targets-under-test'

describe('ZenStore', () => {
  test('a store of its own: entries, flags and a name', () => {
    const store = new ZenStore('mine')
    store(Point)
    expect([store.name, store.size, new ZenStore().size]).toEqual(['mine', 1, 0])
  })

  test('store(target) gives the target back; as a decorator it stores what is under it', () => {
    const store = new ZenStore()
    expect(store(Point, { name: 'p', group: 'shapes', package: '_global_', provider: 'me' })).toBe(Point)
    store.entry({ group: 'shapes' })(Upload as never)
    expect([...store].map(({ name, group, package: at, provider }) => [name, group, at, provider])).toEqual([
      ['p', 'shapes', '_global_', 'me'],
      ['Upload', 'shapes', null, null],
    ])
    expect(store.get('p', { group: 'shapes' })).toEqual({ _target_: `${here}.Point`, x: '???', y: 0 })
  })

  test('with: the same entries behind other presets; values and options add up', () => {
    const store = new ZenStore()
    const db = store.with({ group: 'db', given: { x: 1 } }).with({ options: { fullSignature: false } })
    db(add, { name: 'sum' })
    db(add, { name: 'other', given: { y: 5 } })
    expect(store.get('sum', { group: 'db' })).toEqual({ _target_: `${here}.add`, x: 1 })
    expect(store.get('other', { group: 'db' })).toEqual({ _target_: `${here}.add`, x: 1, y: 5 })
    expect([store.sharesWith(db), store.sharesWith(new ZenStore())]).toEqual([true, false])
  })

  test('name, group and package may be functions of what is stored', () => {
    const store = new ZenStore()
    const lower = (target: { name: string }): string => target.name.toLowerCase()
    store(Point, { name: lower, group: () => 'shapes', package: () => null })
    expect(store.has('shapes/point')).toBe(true)
  })

  test('the default name is that of the class or function; data needs one', () => {
    const store = new ZenStore()
    store(add)
    store(builds(Upload))
    expect([...store].map(({ name }) => name)).toEqual(['add', 'Upload'])
    expect(() => store({ x: 1 })).toThrow(/no name of its own/)
  })

  test('default config: config classes by their fields, data by just, configs as they are, the rest by fbuilds', () => {
    class Config {
      x!: number
    }
    config()(Config)
    const store = new ZenStore()
    const node = OmegaConf.create({ a: 1 })
    store(Config)
    store({ f: double }, { name: 'data' })
    store(fbuilds(Point), { name: 'conf', given: { x: 9 } })
    store(node, { name: 'node' })
    store(add, { name: 'function', given: { x: 1 } })
    const get = (name: string): unknown => store.get(name, { group: null })
    expect(get('Config')).toEqual({ x: '???' })
    expect(get('data')).toEqual({ f: just(double) })
    expect(get('conf')).toEqual({ _target_: `${here}.Point`, x: 9, y: 0 })
    expect(get('node')).toBe(node)
    expect(get('function')).toEqual({ _target_: `${here}.add`, x: 1, y: 2 })
    store({ x: 1 }, { name: 'refused', given: { y: 1 } })
    expect(() => get('refused')).toThrow(/Values and options are for/)
  })

  test('configs are made when they are first read, unless told otherwise', () => {
    let made = 0
    const toConfig = (): object => ({ made: ++made })
    const store = new ZenStore()
    store(Point, { toConfig })
    expect(made).toBe(0)
    expect([store.get('Point', { group: null }), store.get('Point', { group: null }), made]).toEqual([
      { made: 1 },
      { made: 1 },
      1,
    ])
    new ZenStore('eager', { deferToConfig: false })(Point, { toConfig })
    expect(made).toBe(2)
  })

  test('duplicates are refused with both places, unless overwriting is fine', () => {
    const store = new ZenStore()
    store(Upload, { name: 'a', group: 'g' })
    expect(() => store(Point, { name: 'a', group: 'g' })).toThrow(
      /`g\/a` is already stored \(\S*store.test.ts:\d+, now \S*store.test.ts:\d+\)/,
    )
    const other = new ZenStore('o', { overwriteOk: true })
    other(Upload, { name: 'a' })
    other(add, { name: 'a' })
    expect([other.size, other.get('a', { group: null })]).toMatchObject([1, { _target_: `${here}.add` }])
  })

  test('get: by key, by name and group, a whole group with those below it', () => {
    const store = new ZenStore()
      .add({ v: 1 }, { name: 'one', group: 'a' })
      .add({ v: 2 }, { name: 'two', group: 'a/b' })
      .add({ v: 3 }, { name: 'three' })
    expect(store.get('a/b/two')).toEqual({ v: 2 })
    expect(store.get('three')).toEqual({ v: 3 })
    expect([...store.group('a')]).toEqual([
      ['a/one', { v: 1 }],
      ['a/b/two', { v: 2 }],
    ])
    expect([...store.group(null).keys()]).toEqual(['three'])
    expect(() => store.get('on', { group: 'a' })).toThrow(/did you mean `a\/one`/)
  })

  test('entries can be looked at, counted, listed, iterated and deleted', () => {
    const store = new ZenStore('s').add({ v: 1 }, { name: 'one', group: 'a/b' }).add({ v: 3 }, { name: 'three' })
    expect([store.size, store.groups, store.hasGroup('a'), store.hasGroup('c')]).toEqual([
      2,
      [null, 'a/b'],
      true,
      false,
    ])
    expect([store.has('three'), store.has('one', { group: 'a/b' }), store.has('one')]).toEqual([true, true, false])
    expect(store.entryOf('a/b/one')).toMatchObject({ name: 'one', group: 'a/b' })
    expect(inspect(store)).toBe('s {\n  (no group): [three]\n  a/b: [one]\n}')
    store.delete('a/b/one')
    expect([...store].map(({ name }) => name)).toEqual(['three'])
    expect(() => store.delete('a/b/one')).toThrow(/has no/)
  })

  test('copy, mapGroups, update and merge make stores with the same entries', () => {
    const store = new ZenStore('s').add({ v: 1 }, { name: 'one', group: 'a' })
    const copy = store.copy('c')
    copy({ v: 2 }, { name: 'two' })
    expect([store.size, copy.size, copy.name]).toEqual([1, 2, 'c'])
    expect(store.mapGroups({ a: 'x/y' }).groups).toEqual(['x/y'])
    expect(copy.mapGroups((group) => group ?? 'top').groups).toEqual(['a', 'top'])
    expect(copy.mapGroups(new Map([[null, 'top']])).groups).toEqual(['a', 'top'])
    const other = new ZenStore('o').add({ v: 3 }, { name: 'three' })
    expect(store.merge(other).get('three')).toEqual({ v: 3 })
    expect(store.update(other).size).toBe(2)
    expect(() => store.update(other)).toThrow(/already stored/)
  })

  test('addToHydraStore moves what waits; a clash is an error; enqueueAll starts over', () => {
    const store = new ZenStore()
    store(Point, { group: 'shapes' })
    const configStore = new ConfigStore()
    expect(store.hasEnqueued).toBe(true)
    store.addToHydraStore({ configStore })
    store.addToHydraStore({ configStore })
    expect([store.hasEnqueued, configStore.list('shapes')]).toEqual([false, ['Point']])
    store.enqueueAll()
    expect(() => store.addToHydraStore({ configStore })).toThrow(/already has/)
    store.addToHydraStore({ configStore, overwriteOk: true })
    expect(toYaml(configStore.load('shapes/Point')?.node as never)).toContain(`_target_: ${here}.Point`)
  })

  test("hydraConf: settings that take the place of Hydra's own", async () => {
    const heard: string[] = []
    Announce.heard = heard
    const store = new ZenStore()
    store(
      hydraConf({
        callbacks: { announce: fbuilds(Announce, { word: 'end' }) },
        output_subdir: null,
        run: { dir: '/tmp/hydra-zen-test/${now:%f}' },
      }),
    )
    expect([...store].map(({ name, group, provider }) => [name, group, provider])).toEqual([
      ['config', 'hydra', 'hydra_zen'],
    ])
    await launch({ x: 1 }, () => 5, { stores: store, logging: false })
    expect(heard).toEqual(['end'])
  })

  test('what is no class is refused where a config class is meant', () => {
    const store = new ZenStore()
    store.config({ x: 1 } as never, { name: 'task' })
    expect(() => store.get('task', { group: null })).toThrow(
      'hint: an object goes into a store as it is: store({ … }, { name })',
    )
  })

  test('there is a store already', () => {
    expect(shared.name).toBe('zen_store')
  })
})

/** A callback that remembers. */
export class Announce extends Callback {
  static heard: string[] = []
  readonly #word: string

  constructor({ word = 'x' }: { word?: string } = {}) {
    super()
    this.#word = word
  }

  override onJobEnd(): void {
    Announce.heard.push(this.#word)
  }
}
