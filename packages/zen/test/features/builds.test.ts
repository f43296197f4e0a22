// The rows of "builds" in the table of features, one test each.

import { EventEmitter } from 'node:events'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { createNode, toYaml as nodeToYaml, update } from '@hydra-zen/omegaconf/nodes'
import { builds, configOf, fbuilds, getTarget, instantiate, instantiateSync, pbuilds, toYaml } from 'hydra-zen'
import { describe, expect, test } from 'vitest'
import * as yaml from 'yaml'
import { add, Clock, collect, Holder, options, Point, plusOne, twice, Upload } from './targets-under-test.ts'

const here = 'test.features.targets-under-test'

describe('builds', () => {
  test('target: classes, functions, static methods and functions of JavaScript have an address; lambdas have none', () => {
    expect(builds(Point)._target_).toBe(`${here}.Point`)
    expect(builds(add)._target_).toBe(`${here}.add`)
    expect(builds(Point.polar)._target_).toBe(`${here}.Point.polar`)
    expect(builds(Math.max)._target_).toBe('zen:Math.max')
    expect(() => builds(() => 1)).toThrow(/cannot tell which module exports it/)
  })

  test('result: a frozen object whose keys are the target, flags, required fields, then fields with defaults', () => {
    const conf = fbuilds(Upload, { bucket: 'x' }, { convert: 'all', recursive: false })
    expect(Object.keys(conf)).toEqual(['_target_', '_recursive_', '_convert_', 'tags', 'bucket'])
    expect(Object.isFrozen(conf)).toBe(true)
  })

  test('instances: with() gives a new config with more values', async () => {
    const conf = builds(Point, { x: 1 })
    const other = conf.with({ x: 2 })
    expect([conf.fields.x, other.fields.x]).toEqual([1, 2])
    expect(builds(conf, { x: 3 }).fields.x).toBe(3)
    expect(await instantiate(other)).toEqual(new Point(2))
  })

  test('keyword values: names are held against the signature at once', () => {
    expect(() => builds(Upload, { buckt: 'x' } as never)).toThrowErrorMatchingInlineSnapshot(`
      [SignatureError: Building Upload (packages/zen/test/features/targets-under-test.ts:23): 'buckt' is not a parameter. Did you mean 'bucket'?
      hint: it takes: bucket?, tags]
    `)
    expect(builds(options, { a: 1, anything: 2 }).fields).toEqual({ a: 1, anything: 2 })
  })

  test('positional values: stored in _args_ for the leftmost parameters', async () => {
    const conf = fbuilds(Point, {}, { args: [5] })
    expect(Object.keys(conf)).toEqual(['_target_', '_args_', 'y'])
    expect(await instantiate(conf)).toEqual(new Point(5))
    expect(await instantiate(builds(collect, {}, { args: [1, 2, 3] }))).toEqual([1, 2, 3])
  })

  test('over- and double-specified: the error says by which position, and what the target takes', () => {
    expect(() => builds(add, {}, { args: [1, 2, 3] })).toThrow(/takes at most 2 values by position, and 3 are given/)
    expect(() => builds(add, { x: 1 }, { args: [1] })).toThrow(/'x' is given both by position 0 and by name/)
  })

  test('reserved names: keys that steer are options, not parameters', () => {
    expect(() => builds(options, { a: 1, _partial_: true })).toThrow(/says how the config is built.*\n.*partial: true/)
  })

  test('full signature: every parameter that can be named; ??? where required; rest parameters are left out', () => {
    expect(fbuilds(Point).fields).toEqual({ x: '???', y: 0 })
    expect(fbuilds(Upload).fields).toEqual({ tags: '???', bucket: 's3:/' })
    expect(fbuilds(collect).fields).toEqual({ first: '???' })
    expect(() => fbuilds(Point.polar.bind(undefined) as never, {}, { target: 'x.y' })).toThrow(/no full signature/)
  })

  test('full signature: a default that is an expression is known but not written', async () => {
    const conf = fbuilds(Clock)
    expect(conf.fields).toEqual({})
    const node = createNode({ clock: conf })
    update(node as never, 'clock.zone', 'CET')
    expect(nodeToYaml(node)).toBe(`clock:\n  _target_: ${here}.Clock\n  zone: CET\n`)
    expect(await instantiate(conf)).toEqual(new Clock())
  })

  test('full and partial: required parameters are left out', () => {
    expect(fbuilds(Point, {}, { partial: true }).fields).toEqual({ y: 0 })
  })

  test('partial: instantiates to a function of what is missing', async () => {
    const half = await instantiate(builds(Point, { y: 2 }, { partial: true }))
    expect(half({ x: 1 })).toEqual(new Point(1, 2))
    expect(pbuilds(Point)._partial_).toBe(true)
  })

  test('wrappers: the first one is innermost; one stands alone; the config stays whole as YAML', async () => {
    const conf = builds(add, { x: 1 }, { wrappers: [twice as never, plusOne as never] })
    expect(await instantiate(conf)).toBe(7)
    expect(toYaml(builds(add, { x: 1 }, { wrappers: twice as never }))).toBe(
      `_target_: zen:process\n_zen_target: ${here}.add\n_zen_wrappers: ${here}.twice\nx: 1\n`,
    )
    expect(await instantiate(builds(add, { x: 1 }, { wrappers: [null, `${here}.twice`] }))).toBe(6)
    expect(instantiateSync(builds(add, { x: 1 }, { wrappers: builds(wrapping, { by: 10 }) }))).toBe(30)
  })

  test('meta: fields that the target does not get, there for interpolation', async () => {
    const conf = builds(add, { x: '${.base}' }, { meta: { base: 4 } })
    expect(await instantiate(conf)).toBe(6)
    expect(() => builds(add, {}, { meta: { y: 1 } })).toThrow(/meta field 'y' is also a parameter/)
  })

  test('exclude: by name, position (also negative) or test; only what would be written anyway', () => {
    expect(fbuilds(Upload, {}, { exclude: ['bucket'] }).fields).toEqual({ tags: '???' })
    expect(fbuilds(add, {}, { exclude: [-1] }).fields).toEqual({ x: '???' })
    expect(fbuilds(add, {}, { exclude: (name) => name === 'x' }).fields).toEqual({ y: 2 })
    expect(fbuilds(add, { x: 1 }, { exclude: ['x'] }).fields).toEqual({ x: 1, y: 2 })
  })

  test('converted instances: those with a toConfig method, and those of config classes', async () => {
    const conf = builds(Holder, { value: new Money(5) })
    expect(await instantiate(conf)).toEqual(new Holder({ value: new Money(5) }))
    expect(() => builds(Holder, { value: new Money(5) }, { convertInstances: false })).toThrow(/holds a Money/)
  })

  test('flat target: a config as target means its target, with its fields', () => {
    const conf = builds(builds(Upload, { bucket: 'a', tags: [] }), { bucket: 'b' })
    expect(conf).toMatchObject({ _target_: `${here}.Upload`, bucket: 'b', tags: [] })
  })

  test('bases: fields, flags and meta are inherited; the earlier base wins; held against the target', async () => {
    const first = builds(add, { x: 1 }, { convert: 'all', meta: { note: 'a' } })
    const second = builds(add, { x: 5, y: 7 })
    const conf = builds(add, {}, { bases: [first, second] })
    expect(conf).toMatchObject({ x: 1, y: 7, note: 'a', _convert_: 'all', _zen_exclude: ['note'] })
    expect(await instantiate(conf)).toBe(8)
    expect(() => builds(Upload, {}, { bases: [second] })).toThrow(/'x' is not a parameter/)
  })

  test('address and name by hand', () => {
    const conf = builds(() => 1, {}, { target: 'my_app.one', name: 'One' })
    expect([
      conf._target_,
      String(Reflect.get(conf, Symbol.for('nodejs.util.inspect.custom')).call(conf, 2, {})),
    ]).toEqual(['my_app.one', "Builds<One> { _target_: 'my_app.one' }"])
  })

  test('recursive and convert: written as flags, held against what there is', () => {
    expect(builds(add, {}, { recursive: false, convert: 'object' })).toMatchObject({
      _recursive_: false,
      _convert_: 'object',
    })
    expect(() => builds(add, {}, { convert: 'most' as never })).toThrow(/no conversion `most`/)
  })

  test('defaults: a list with one _self_ at most', () => {
    expect(builds(add, {}, { defaults: ['_self_', { db: 'mysql' }] })).toMatchObject({
      defaults: ['_self_', { db: 'mysql' }],
    })
    expect(() => builds(add, {}, { defaults: ['_self_', '_self_'] })).toThrow(/more than once/)
  })

  test('types: a field takes what its parameter takes; a field that holds a config takes anything', () => {
    const node = createNode(fbuilds(add, { x: 1 }))
    expect(() => update(node as never, 'y', 'abc')).toThrow(/abc/)
    const holder = createNode(builds(add, { x: builds(add, { x: 1 }) } as never))
    update(holder as never, 'x', 'anything')
  })

  test('mutable values are copied', () => {
    const tags = ['a']
    const conf = builds(Upload, { tags })
    tags.push('b')
    expect(conf.fields.tags).toEqual(['a'])
  })

  test('a partial function as target is unpacked', async () => {
    const half = await instantiate(builds(Point, { y: 3 }, { partial: true }))
    expect(builds(half as never)).toMatchObject({ _target_: `${here}.Point`, y: 3 })
  })

  test('documentation: the doc comment goes to the config', () => {
    expect(builds(Upload).doc).toBe('Uploads what a job made.')
  })

  test('targets without a readable signature are fine unless a full one is asked for', () => {
    expect(builds(Math.max, {}, { args: [1, 2] })).toMatchObject({ _args_: [1, 2] })
    expect(() => fbuilds(Math.max)).toThrow(/its parameters cannot be read/)
  })

  test('what was made can be asked for its target', async () => {
    expect(await getTarget(builds(Point))).toBe(Point)
    expect(await getTarget(builds(Point, { x: 1 }, { meta: { m: 1 } }))).toBe(Point)
  })
})

describe('options that make no sense', () => {
  test.each<[string, object | string, RegExp]>([
    [
      'an unknown one',
      { fulSignature: true },
      /builds: there is no option `fulSignature`.\nhint: did you mean `fullSig/,
    ],
    [
      'one of Python',
      { populate_full_signature: true },
      /no option `populate_full.*\nhint: here it is `fullSignature`/,
    ],
    ['no boolean', { partial: 'yes' }, /the option `partial` is true or false/],
    ['no list', { bases: builds(add) }, /the option `bases` is a list/],
    ['no object', 'partial', /builds: options are an object/],
  ])('%s', (_, options, expected) => {
    expect(() => builds(add, {}, options as never)).toThrow(expected)
  })

  test('values by position and options among the values are refused with where they belong', () => {
    expect(() => builds(add, [1] as never)).toThrow(/given by name, in an object.\nhint: .*{ args: \[…\] }/)
    expect(() => builds(add, { zen_partial: true } as never)).toThrow(/hint: that is an option: { partial: … }/)
  })
})

/** Loaded, but not imported. */
const vm = createRequire(import.meta.url)('node:vm') as { runInThisContext: unknown }

// @ts-expect-error our own sources may not have enumerations, those of users do
enum Color {
  Red = 'red',
  Green = 'green',
}
// @ts-expect-error as above
enum Bits {
  None = 0,
  One = 1,
  Two = 2,
  Four = 4,
}

/** Takes members of enumerations. */
export class Painted {
  readonly all: unknown[]

  constructor(
    color = Color.Red,
    bits: Bits = Bits.One | Bits.Four,
    more: Color[] = [Color.Green],
    none?: Color | null,
  ) {
    this.all = [color, bits, more, none]
  }
}

describe("targets that are not the app's own", () => {
  test('what converts is called, not constructed', async () => {
    expect(await instantiate(builds(Number, {}, { args: ['5'] }))).toBe(5)
    expect(await instantiate(builds(String, {}, { args: [5] }))).toBe('5')
    expect(await instantiate(builds(BigInt as never, {}, { args: ['5'] }))).toBe(5n)
  })

  test('packages are named as one imports them, Node by its modules; what nobody imports has no address', () => {
    expect(fbuilds(yaml.LineCounter)).toEqual({ _target_: 'yaml:LineCounter' })
    expect(builds(join)._target_).toBe('node:path:join')
    expect(fbuilds(EventEmitter)).toEqual({ _target_: 'node:events:EventEmitter' })
    expect(builds(Intl.NumberFormat)._target_).toBe('zen:Intl.NumberFormat')
    for (const target of [fetch, console.log, vm.runInThisContext]) {
      expect(() => builds(target as never, {})).toThrow(/cannot tell which module exports it/)
    }
  })

  test('an overload may take less or more than the last one', async () => {
    expect(await instantiate(builds(overloaded, {}, { args: ['a'] }))).toEqual(['a'])
    expect(await instantiate(builds(overloaded, {}, { args: ['a', 1, 2] as never }))).toEqual(['a', 1, 2])
  })

  test('what Node needs, Node says', async () => {
    const conf = { _target_: 'node:path:relative', _args_: ['/a'] }
    await expect(instantiate(conf, {}, { allow: ['node:path:*'] })).rejects.toThrow(/node:path:relative failed/)
  })
})

export function overloaded(x: string): unknown[]
export function overloaded(x: string, y: number, z: number): unknown[]
export function overloaded(x: string, y: string): unknown[]
export function overloaded(...all: unknown[]): unknown[] {
  return all
}

describe('enumerations', () => {
  test('a member is its value, in configs, in YAML and when it is built', async () => {
    const conf = fbuilds(Painted, { none: Color.Green })
    expect(conf.fields).toEqual({ color: 'red', bits: 5, more: ['green'], none: 'green' })
    expect(toYaml(conf)).toContain('color: red\nbits: 5\nmore:\n- green\nnone: green\n')
    expect((await instantiate(conf)).all).toEqual(['red', 5, ['green'], 'green'])
    expect((await instantiate(conf.with({ color: Color.Green, bits: Bits.Two }))).all.slice(0, 2)).toEqual(['green', 2])
  })

  test('names of members are understood, anything else is refused', async () => {
    const node = createNode(fbuilds(Painted))
    update(node as never, 'color', 'Green')
    update(node as never, 'more', ['Color.Red', 'green'])
    expect(((await instantiate(node)) as unknown as Painted).all).toEqual(['green', 5, ['red', 'green'], undefined])
    expect(() => update(node as never, 'color', 'Blue')).toThrow(
      /`Blue` \(str\) is no .*Color.*\nhint: one of Red, Green/,
    )
    expect(((await instantiate({ ...builds(Painted), color: 'Green' })) as Painted).all[0]).toBe('green')
  })
})

/** What a wrapper's config builds. */
export function wrapping({
  by,
}: {
  by: number
}): (inner: (...args: never[]) => number) => (...args: never[]) => number {
  return (inner) =>
    (...args) =>
      inner(...args) * by
}

/** An instance that knows its own config. */
export class Money {
  readonly amount: number

  constructor(amount: number) {
    this.amount = amount
  }

  toConfig(): unknown {
    return builds(Money, { amount: this.amount })
  }
}

test('a config class is unfolded where an instance of it is a value', () => {
  expect(configOf(Defaults).fields).toEqual({ x: '???', y: 2 })
})

class Defaults {
  x!: number
  y = 2
}
