import { toContainer, toYaml } from '@hydra-zen/omegaconf/nodes'
import { afterAll, describe, expect, it } from 'vitest'
import { createRepository } from '../sources/repository.ts'
import { createSearchPath } from '../sources/search-path.ts'
import { jobOf } from '../testing/compose-in.ts'
import { configTree } from '../testing/config-tree.ts'
import { composeConfig } from './compose-config.ts'
import { forkComposition } from './fork-composition.ts'

const tree = configTree({
  'config.yaml': 'defaults:\n- db: mysql\n- ui: ???\nx: 1\nl: [1]\n',
  'db/mysql.yaml': 'port: 1',
  'db/pg.yaml': 'port: 2\npg: true',
  'ui/full.yaml': 'v: full',
})
afterAll(() => tree[Symbol.dispose]())

function base(overrides: readonly string[]) {
  const repository = createRepository({ searchPath: createSearchPath({ main: tree.path }).items, cwd: tree.path })
  return composeConfig({ repository, configName: 'config', overrides, mode: 'multirun' })
}

describe('the composition of a job', () => {
  it('tells mistakes by the override that was typed', () => {
    const from = base(['x=1', 'ui=full', 'hydra.verbose=true', 'db=mysql,pgg', 'zz=1,2'])
    expect(() => forkComposition(from, ['x=1', 'ui=full', 'db=pgg', 'x=1'])).toThrow('override 4:1:1\n  | db=pgg')
    expect(() => forkComposition(from, ['x=1', 'ui=full', 'db=mysql', 'zz=2'])).toThrow('override 5:1:1\n  | zz=2')
    // nobody typed it: a sweeper has it from elsewhere
    expect(() => forkComposition(from, ['x=1', 'ui=full', 'db=mysql', 'nn=2'])).toThrow('override 5:1:1\n  | nn=2')
  })
  it('is what composing its overrides anew would give', () => {
    const from = base(['db=mysql,pg', 'ui=full', 'x=range(3)', 'hydra.verbose=true'])
    for (const job of [
      ['db=pg', 'ui=full', 'x=0'],
      ['db=pg', 'ui=full', 'x=1'],
      ['db=mysql', 'ui=full', 'x=2', '+y=1'],
      ['db=mysql', 'ui=full', 'x=2', '~l'],
    ]) {
      const forked = forkComposition(from, job)
      const { repository } = from
      const fresh = composeConfig({
        ...from.request,
        repository,
        overrides: ['hydra.verbose=true', ...job],
        mode: 'run',
      })
      expect(toYaml(forked.config)).toBe(toYaml(fresh.config))
      expect(forked.overrides).toEqual({ task: job, hydra: ['hydra.verbose=true'] })
      expect([...forked.choices]).toEqual([...fresh.choices])
    }
  })
  it('has the text of its overrides by its own rules', () => {
    const from = base(['ui=full', 'x=range(9)'])
    const rules = 'hydra.job.config.override_dirname'
    const dirname = (...job: string[]) =>
      (
        toContainer(forkComposition(from, ['ui=full', ...job]).config) as {
          hydra: { job: { override_dirname: string } }
        }
      ).hydra.job.override_dirname
    for (let x = 0; x < 4; x++) expect(dirname(`x=${x}`)).toBe(`ui=full,x=${x}`)
    expect(dirname('x=4', `${rules}.item_sep=";"`, `${rules}.kv_sep=-`)).toBe('ui-full;x-4')
    expect(dirname('x=5', `${rules}={item_sep: _, kv_sep: "=", exclude_keys: [ui]}`)).toBe('x=5')
    expect(dirname('x=6', `${rules}.item_sep=$\{ui.v}`)).toBe('ui=fullfullx=6')
    expect(dirname('x=7')).toBe('ui=full,x=7')
    const other = base(['ui=full', 'x=1,2', `${rules}.item_sep=$\{x}`])
    for (const x of [1, 2, 1, 2]) {
      const { config } = forkComposition(other, ['ui=full', `x=${x}`])
      expect(toYaml(config)).toContain(`override_dirname: ui=full${x}x=${x}\n`)
    }
  })
  it('does not touch other jobs', () => {
    const from = base(['ui=full', 'x=1,2'])
    const one = forkComposition(from, ['ui=full', 'x=5', 'l=append(2)', '+z={a: 1}'])
    const two = forkComposition(from, ['ui=full', 'x=6'])
    expect(jobOf(one)).toMatchObject({ x: 5, l: [1, 2], z: { a: 1 } })
    expect(jobOf(two)).toMatchObject({ x: 6, l: [1] })
    expect(jobOf(two)).not.toHaveProperty('z')
    expect(jobOf(from)).toMatchObject({ x: 1, l: [1] })
  })
  it('tells of its configs what is true, whatever a job says of them', () => {
    const from = base(['ui=full', 'x=1,2'])
    const told = (...overrides: string[]) =>
      toYaml(forkComposition(from, ['ui=full', ...overrides]).config).match(/^ +(?:version_base|ui): .*/gm)
    const plain = told('x=1')
    for (const more of ['hydra.runtime.version_base=9', 'hydra={runtime: {version_base: 9}}', 'x=2']) {
      expect(told('x=1', more)).toEqual(plain)
    }
  })
  it('refuses what a job cannot be', () => {
    const from = base(['ui=full'])
    expect(() => forkComposition(from, ['ui=full', 'x=1,2'])).toThrow('can be read in several ways')
    expect(() => forkComposition(from, ['x=1'])).toThrow('You must choose `ui`')
    expect(() => forkComposition(from, ['ui=full', 'nope@here=1'])).toThrow('there is no group `nope`')
  })
  it('can be forked again', () => {
    const job = forkComposition(base(['ui=full']), ['ui=full', 'x=3'])
    expect(toContainer(forkComposition(job, ['ui=full', 'x=4']).config)).toMatchObject({ x: 4 })
  })
})
