/// <reference path="./signatures.d.ts" />
import { type Builds, builds, configOf, MISSING, makeConfig, ZenStore, zen } from 'hydra-zen'
import * as t from './targets.ts'

type Equal<A, B> = (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false
const ok = <X extends true>(): X => true as X

class Config {
  x!: number
  y = 2
}

// the store
const s = new ZenStore('s')
  .add(t.Upload, { name: 'upload', group: 'callbacks' }, { bucket: 'x' })
  .add({ x: 1 }, { name: 'task' })
const upload: Builds<t.Upload> = s.get('callbacks/upload')
void upload
ok<Equal<ReturnType<typeof s.get<'task'>>['x'], number>>()
// @ts-expect-error no such entry
s.get('callbacks/nope')
// @ts-expect-error unknown parameter
new ZenStore().add(t.Upload, { name: 'u' }, { nope: 1 })

const store = new ZenStore()
const same: typeof t.Upload = store(t.Upload, { name: 'u', group: 'g', given: { bucket: 'q' } })
void same
// @ts-expect-error wrong key
store(t.Upload, { name: 'u', given: { buckt: 'q' } })
// @ts-expect-error excluded name is not a parameter
store(t.Upload, { name: 'u', options: { exclude: ['x'] } })
store(builds(t.Upload), { name: 'built' })
store.config(Config, { name: 'task', values: { y: 3 } })
// @ts-expect-error no such field
store.config(Config, { name: 'task', values: { z: 3 } })

// tasks
const z = zen(t.train)
const r = await z({ x: 1, point: builds(t.Positional, { x: 1 }), verbose: false })
ok<Equal<typeof r, number>>()
// @ts-expect-error misses point
z({ x: 1 })
zen(t.task)({ x: 1 })
zen(t.task, { exclude: ['cb'] })
// @ts-expect-error not a parameter
zen(t.task, { exclude: ['zz'] })
zen(t.task).main(import.meta, { configName: 'task', stores: s })
const fitting = new ZenStore().add(makeConfig({ x: 1, cb: builds(t.Upload) }), { name: 'task' })
zen(t.task).main(import.meta, { configName: 'task', stores: fitting })
zen(t.task).main(import.meta, { configName: 'task', stores: [fitting, store] })
const unfit = new ZenStore()
  .add(makeConfig({ x: 'one' }), { name: 'task' })
  .add(makeConfig({ y: 1 }), { name: 'other' })
// @ts-expect-error x is a text there
zen(t.task).main(import.meta, { configName: 'task', stores: unfit })
// @ts-expect-error there is no x
zen(t.task).main(import.meta, { configName: 'other', stores: unfit })
const ofClass = new ZenStore().add(configOf(Config), { name: 'task' })
zen(t.task).main(import.meta, { configName: 'task', stores: ofClass })

// what groups bring need not stand in the config; what stands there is still held against the task
const trains = ({ model, n }: { model: t.Upload; n: number }) => [model, n]
const groups = new ZenStore()
  .add(makeConfig({ n: 1 }, { defaults: ['_self_', { model: 'a' }] }), { name: 'brought' })
  .add(makeConfig({ n: 1, model: null }, { defaults: ['_self_', { model: 'a' }] }), { name: 'filled' })
  .add(makeConfig({ n: 1, model: MISSING }), { name: 'open' })
  .add(makeConfig({ n: false }, { defaults: ['_self_', { model: 'a' }] }), { name: 'wrong' })
zen(trains).main(import.meta, { configName: 'brought', stores: groups })
zen(trains).main(import.meta, { configName: 'filled', stores: groups })
zen(trains).main(import.meta, { configName: 'open', stores: groups })
// @ts-expect-error n is a number
zen(trains).main(import.meta, { configName: 'wrong', stores: groups })
