// The rows of "inspecting and YAML" and of "third party, packaging", one test each.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as OmegaConf from '@hydra-zen/omegaconf'
import {
  builds,
  getTarget,
  instantiate,
  instantiateSync,
  isBuilds,
  isJust,
  isPartial,
  just,
  loadYaml,
  MISSING,
  makeConfig,
  pbuilds,
  register,
  saveYaml,
  targetAddress,
  toYaml,
  usesZenProcessing,
  ZenError,
} from 'hydra-zen'
import { describe, expect, test } from 'vitest'
import { add, Holder, Point, plusOne, twice } from './targets-under-test.ts'

const here = 'test.features.targets-under-test'

test('what was loaded is written as it is: missing values, interpolations and all', () => {
  const text = 'a: ???\nb: ${a}\nc:\n  - ${b}\n'
  expect(toYaml(OmegaConf.loadText(text))).toBe('a: ???\nb: ${a}\nc:\n- ${b}\n')
  expect(toYaml(makeConfig({ all: OmegaConf.loadText(text) }))).toContain('all:\n  a: ???\n  b: ${a}\n')
})

describe('inspecting and YAML', () => {
  test('getTarget and targetAddress see through zen:process, just and what was loaded from YAML', async () => {
    const processed = builds(add, { x: 1 }, { meta: { m: 1 } })
    expect([targetAddress(builds(add)), targetAddress(processed), targetAddress(just(add))]).toEqual([
      `${here}.add`,
      `${here}.add`,
      `${here}.add`,
    ])
    const loaded = OmegaConf.loadText(toYaml(processed))
    expect([targetAddress(loaded), await getTarget(loaded), await getTarget(just(add))]).toEqual([
      `${here}.add`,
      add,
      add,
    ])
    expect(() => targetAddress({ x: 1 })).toThrow(ZenError)
  })

  test('predicates tell what a config is', () => {
    const kinds = (config: unknown): boolean[] => [
      isBuilds(config),
      isPartial(config),
      isJust(config),
      usesZenProcessing(config),
    ]
    expect(kinds(builds(add))).toEqual([true, false, false, false])
    expect(kinds(pbuilds(add))).toEqual([true, true, false, false])
    expect(kinds(just(add))).toEqual([true, false, true, false])
    expect(kinds(pbuilds(add, {}, { wrappers: twice as never }))).toEqual([true, true, false, true])
    expect(kinds({ x: 1 })).toEqual([false, false, false, false])
  })

  test('instantiate: with values on top, positional ones, and something around every target', async () => {
    expect(await instantiate(builds(add, { x: 1 }), { y: 5 })).toBe(6)
    expect(await instantiate(builds(add), undefined, { args: [1, 1] })).toBe(2)
    const double = ((target: never) =>
      (...args: never[]) =>
        (Reflect.apply(target, undefined, args) as number) * 2) as never
    expect(
      await instantiate(builds(add, { x: builds(add, { x: 1 }) } as never), undefined, { wrapTarget: double }),
    ).toBe(16)
    const half = await instantiate(pbuilds(add, { x: 1 }), undefined, { wrapTarget: double })
    expect([half({}), (half as unknown as { target: unknown }).target]).toEqual([6, add])
    expect(instantiateSync({ list: [builds(Point, { x: 1 })] })).toEqual({ list: [new Point(1)] })
  })

  test('toYaml, saveYaml, loadYaml: what is written can be built again', async () => {
    const conf = { f: add, at: new Date(0), p: builds(Point, { x: '???' }), missing: MISSING }
    const text = toYaml(conf, { sortKeys: true })
    expect(text).toBe(
      `at:\n  _target_: zen:date\n  value: '1970-01-01T00:00:00.000Z'\nf:\n  _target_: zen:getObject\n  path: ${here}.add\nmissing: ???\np:\n  _target_: ${here}.Point\n  x: ???\n`,
    )
    const file = join(mkdtempSync(join(tmpdir(), 'zen-')), 'conf.yaml')
    saveYaml({ at: new Date(0), sum: builds(add, { x: 1 }), base: 1, same: '${base}' }, file)
    expect(await instantiate(loadYaml(file))).toEqual({ at: new Date(0), sum: 3, base: 1, same: 1 })
    expect(toYaml({ a: 1, b: '${a}' }, { resolve: true })).toBe('a: 1\nb: 1\n')
  })

  test('configs that the original wrote load where their targets exist', async () => {
    register('my_lib', { add, twice, plusOne, Holder })
    const written = OmegaConf.loadText(`
value:
  _target_: hydra_zen.funcs.zen_processing
  _zen_target: my_lib.add
  _zen_exclude: [note]
  _zen_wrappers: [my_lib.twice, my_lib.plusOne]
  x: 1
  note: hi
function: {_target_: hydra_zen.funcs.get_obj, path: my_lib.add}
half: {_target_: hydra_zen.funcs.zen_processing, _zen_target: my_lib.add, _zen_partial: true, _zen_exclude: [m], x: 1, m: 2}
dict: {_target_: builtins.dict, a: 1}
list: {_target_: builtins.list, _args_: [[1, 2]]}
`)
    const made = (await instantiate(written)) as Record<string, unknown>
    expect(made).toMatchObject({ value: 7, function: add, dict: { a: 1 }, list: [1, 2] })
    expect((made.half as (more: object) => number)({ y: 9 })).toBe(10)
  })
})
