import { MapNode, toYaml } from '@hydra-zen/omegaconf/nodes'
import { afterAll, expect, test } from 'vitest'
import { composeConfig } from '../compose/compose-config.ts'
import { createRepository } from '../sources/repository.ts'
import { createSearchPath } from '../sources/search-path.ts'
import { configTree } from '../testing/config-tree.ts'
import { JobFiles } from './job-files.ts'

const tree = configTree({ 'config.yaml': 'x: 1\n' })
afterAll(() => tree[Symbol.dispose]())

function hydraOf(overrides: readonly string[]): MapNode {
  const repository = createRepository({ searchPath: createSearchPath({ main: tree.path }).items, cwd: tree.path })
  const { config } = composeConfig({ repository, configName: 'config', overrides, mode: 'run' })
  return config.entries.get('hydra') as MapNode
}

function printed(hydra: MapNode): string {
  const whole = new MapNode(undefined)
  whole.cells.set('hydra', hydra)
  return toYaml(whole)
}

test.each([
  [[]],
  [['+hydra.job.env_set.A=b', '+hydra.job.env_set.C="x y"', 'hydra.job.num=3', 'hydra.verbose=[a,b]']],
  [['hydra.runtime.cwd="a text that is folded, since it is longer than what there is room for in eighty columns"']],
])('hydra.yaml is the `hydra` node as a whole would be printed: %j', (overrides) => {
  const hydra = hydraOf(overrides)
  const files = new JobFiles()
  const origin = { frame: {}, overrides: '' }
  for (const from of [undefined, origin, origin]) expect(files.hydraYaml(hydra, from)).toBe(printed(hydra))
})

test('jobs of a sweep differ in what is their own, those of other origins in anything', () => {
  const files = new JobFiles()
  const frame = {}
  for (const [overrides, own] of [
    [['x=1', 'hydra.job.num=1'], ''],
    [['x=2', 'hydra.job.num=2'], ''],
    [['x=2', 'hydra.verbose=true'], 'hydra.verbose=true'],
    [['x=2'], ''],
  ] as const) {
    const hydra = hydraOf(overrides)
    expect(files.hydraYaml(hydra, { frame, overrides: own })).toBe(printed(hydra))
  }
})
