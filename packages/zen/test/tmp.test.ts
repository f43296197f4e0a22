import { ConfigStore } from '@hydra-zen/hydra'
import { createNode, toYaml } from '@hydra-zen/omegaconf/nodes'
import { test } from 'vitest'
import { builds, fbuilds, hydraConf, ZenStore } from '../src/builders.ts'
import * as t from './features/targets-under-test.ts'

test('x', () => {
  class Config {
    x!: number
    y = 2
    z = new Date(0)
    w?: string
  }
  const store = new ZenStore('s')
  store(hydraConf({ callbacks: { upload: fbuilds(t.Upload) } as never }))
  store.config(Config, { name: 'task' })
  store(t.Upload, { name: 'up', group: 'callbacks' })
  try {
    store(t.Upload, { name: 'up', group: 'callbacks' })
  } catch (e) {
    console.log(String(e))
  }
  try {
    store.get('callbacks/upp' as never)
  } catch (e) {
    console.log(String(e))
  }
  console.log(
    store,
    store.size,
    store.groups,
    [...store].map((e) => e.name),
    store.get('callbacks/up' as never),
  )
  const cs = new ConfigStore()
  store.addToHydraStore({ configStore: cs })
  console.log(toYaml(cs.load('hydra/config')!.node).slice(0, 900))
  console.log(toYaml(cs.load('task')!.node))
})
