// The rows of "other config makers", one test each.

import { createNode, intType, update } from '@hydra-zen/omegaconf/nodes'
import {
  type BuilderOptions,
  builds,
  config,
  configOf,
  converterFor,
  createBuilder,
  field,
  hydratedClass,
  instantiate,
  just,
  kwargsOf,
  makeConfig,
  makeCustomBuildsFn,
  required,
  toYaml,
  zen,
} from 'hydra-zen'
import { describe, expect, test } from 'vitest'
import { add, double, Holder, Point, Upload } from './targets-under-test.ts'

const here = 'test.features.targets-under-test'

describe('other config makers', () => {
  test('makeCustomBuildsFn: a builds with other defaults', () => {
    const make = makeCustomBuildsFn({ fullSignature: true, convert: 'all' })
    expect(make(add)).toMatchObject({ _convert_: 'all', x: '???', y: 2 })
    expect(make(add, {}, { fullSignature: false })).toEqual({ _target_: `${here}.add`, _convert_: 'all' })
    expect(() => makeCustomBuildsFn({ convert: 'most' as never })(add)).toThrow(/no conversion/)
  })

  test('kwargsOf: the parameters of a function, built as one object', async () => {
    const conf = kwargsOf(add, { x: 3 }, { fullSignature: true })
    expect(await instantiate(conf)).toEqual({ x: 3, y: 2 })
    expect(() => kwargsOf(add, { z: 1 } as never)).toThrow(/'z' is not a parameter/)
  })

  test('just: functions by address, values that YAML has no form for as configs, containers all the way down', async () => {
    expect(just(5)).toBe(5)
    expect(just(add)).toEqual({ _target_: 'zen:getObject', path: `${here}.add` })
    expect(just(just(add))).toEqual(just(add))
    const values = {
      date: new Date(0),
      map: new Map([['a', 1]]),
      set: new Set([1, 2]),
      text: /a+/g,
      url: new URL('https://example.org/'),
      big: 12345678901234567890n,
      floats: new Float32Array([1, 2]),
      bytes: new Uint8Array([1, 2]),
      nested: [double, { class: Point }],
    }
    expect(await instantiate(just(values))).toEqual(values)
  })

  test('makeConfig: fields and no target; bases; defaults list', async () => {
    const base = makeConfig({ x: 1, y: 2 })
    const conf = makeConfig({ y: 3, z: builds(add, { x: 1 }) }, { bases: [base], defaults: ['_self_'], name: 'Conf' })
    expect(conf).toMatchObject({ defaults: ['_self_'], x: 1, y: 3 })
    const made = await instantiate(makeConfig({ z: builds(add, { x: 1 }) }))
    expect(made.z).toBe(3)
  })

  test('fields with a type: field and required', () => {
    const conf = makeConfig({ lr: field('float', 0.1), steps: required('int'), mode: field(['a', 'b'], 'a') })
    expect(conf.fields).toEqual({ steps: '???', lr: 0.1, mode: 'a' })
    const node = createNode(conf)
    update(node as never, 'steps', 3)
    expect(() => update(node as never, 'steps', 'x')).toThrow(/x/)
    expect(() => update(node as never, 'mode', 'c')).toThrow(/c/)
  })

  test('with keeps the types of fields, and what is meta; it adds no fields', () => {
    const conf = makeConfig({ lr: field('float', 0.1) }, { name: 'Train' })
    expect(() => createNode(conf.with({ lr: 'abc' as never }))).toThrow(/no float/)
    expect(() => conf.with({ lrr: 1 } as never)).toThrow(/Train has no field 'lrr'.\nhint: did you mean `lr`/)
    const noted = builds(add, { x: 1 }, { meta: { note: 'a' } }).with({ note: 'b' } as never)
    expect(noted).toMatchObject({ note: 'b', _zen_exclude: ['note'] })
    expect(() => field('flot' as never)).toThrow(/no type `flot`.*\nhint: did you mean `float`/)
  })

  test('config classes: fields, types and values from the class; expressions from an instance', () => {
    const conf = configOf(Settings)
    expect(conf.fields).toEqual({ x: '???', y: 2, tags: ['a'], at: just(new Date(0)) })
    const node = createNode(conf)
    expect(() => update(node as never, 'x', 'abc')).toThrow(/abc/)
    update(node as never, 'note', 'known, though absent')
    expect(() => update(node as never, 'other', 1)).toThrow(/other/)
    expect(conf.with({ x: 5 }).fields.x).toBe(5)
  })

  test('hydratedClass: the body of a class is the config of another', async () => {
    class PointConfig {
      x = 1
      y = 2
    }
    const conf = hydratedClass(Point, PointConfig)
    expect(await instantiate(conf)).toEqual(new Point(1, 2))
    class Decorated {
      x = 4
    }
    hydratedClass(Point)(Decorated)
    expect(configOf(Decorated)).toMatchObject({ _target_: `${here}.Point`, x: 4 })
    config()(Settings)
    expect(builds(Holder, { value: Settings }).fields.value).toEqual(configOf(Settings))
  })

  test('values that no config can hold are refused with field and type', () => {
    expect(() => builds(Holder, { value: { deep: [new WeakMap()] } })).toThrow(
      /Building Holder.*field `value.deep\[0\]` holds a WeakMap, which YAML cannot hold/,
    )
    expect(() => builds(Holder, { value: Symbol('x') })).toThrow(/holds a symbol/)
  })

  test('a task as a value becomes a config that builds the task', async () => {
    const task = await instantiate(just(zen(add)))
    expect(await (task as unknown as (config: object) => Promise<number>)({ x: 1, y: 1 })).toBe(2)
  })

  test('createBuilder: own converters, types and addresses', async () => {
    class Decimal {
      readonly text: string

      constructor(text: string) {
        this.text = text
      }
    }
    const options: BuilderOptions = {
      converters: [converterFor(Decimal, ({ text }) => ({ decimal: text }))],
      typeOf: ({ name }) => (name === 'x' ? intType : undefined),
      addressOf: (target) => (target === add ? 'math.add' : undefined),
    }
    const own = createBuilder(options)
    expect(own.builds(Holder, { value: new Decimal('1.5') }).fields.value).toEqual({ decimal: '1.5' })
    const conf = own.fbuilds(add)
    expect(conf._target_).toBe('math.add')
    expect(() => update(createNode(conf) as never, 'x', 1.5)).toThrow(/1\.5/)
  })

  test('what may stand for a value: the value, a config that builds it, an interpolation', () => {
    expect(toYaml(builds(Upload, { bucket: '${bucket}', tags: ['a', '${tag}'] }))).toBe(
      `_target_: ${here}.Upload\nbucket: \${bucket}\ntags:\n- a\n- \${tag}\n`,
    )
  })
})

class Settings {
  x!: number
  y = 2
  tags: string[] = ['a']
  at = new Date(0)
  note?: string
}
