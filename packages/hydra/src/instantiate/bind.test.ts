import { expect, test } from 'vitest'
import { bindCall, callPlan } from './bind.ts'
import type { CallableParam, CallableSignature } from './signature.ts'

const positional = (name: string, more: Partial<CallableParam> = {}): CallableParam => ({
  name,
  kind: 'positional',
  type: { k: 'number' },
  ...more,
})
const signature = (...params: CallableParam[]): CallableSignature => ({ kind: 'function', name: 'f', params })
const bind = (of: CallableSignature, args: unknown[], kwargs: Record<string, unknown> = {}) =>
  bindCall(callPlan(of), args, { names: Object.keys(kwargs), values: Object.values(kwargs) })

const pointSignature = signature(positional('x'), positional('y', { optional: true, default: { value: 2 } }))
const optionsSignature = signature({
  name: '{}',
  kind: 'options',
  optional: true,
  type: {
    k: 'object',
    props: [
      { name: 'bucket', type: { k: 'string' }, optional: true },
      { name: 'tags', type: { k: 'array' } },
    ],
  },
})

test('keywords go to the parameters of their names, gaps stay undefined, trailing ones are cut', () => {
  const three = signature(positional('a'), positional('b', { optional: true }), positional('c', { optional: true }))
  expect(bind(three, [], { a: 1 })).toEqual([1])
  expect(bind(three, [], { c: 3, a: 1 })).toEqual([1, undefined, 3])
  expect(bind(three, [1], { b: 2 })).toEqual([1, 2])
})

test('keywords go into the options object', () => {
  expect(bind(optionsSignature, [], { tags: [], bucket: 'b' })).toEqual([{ tags: [], bucket: 'b' }])
  expect(bind(optionsSignature, [{ tags: [] }])).toEqual([{ tags: [] }])
  expect(bind(optionsSignature, [])).toEqual([])
})

test('a single object parameter takes keywords, or its own name', () => {
  const single = signature({
    name: 'options',
    kind: 'positional',
    type: { k: 'object', props: [{ name: 'x', type: { k: 'number' } }] },
  })
  expect(bind(single, [], { x: 1 })).toEqual([{ x: 1 }])
  expect(bind(single, [], { options: { x: 2 } })).toEqual([{ x: 2 }])
})

test('a parameter that stands alone with `{}` as its default takes any keywords', () => {
  const untyped = signature({ name: 'options', kind: 'positional', optional: true, default: { value: {} } })
  expect(bind(untyped, [], { concurrency: 2 })).toEqual([{ concurrency: 2 }])
  expect(bind(untyped, [], { options: { concurrency: 2 } })).toEqual([{ concurrency: 2 }])
})

test('an object that is needed, but none of its keys, is given empty', () => {
  const needed = signature({
    name: '{}',
    kind: 'options',
    type: { k: 'object', props: [{ name: 'bucket', optional: true }] },
  })
  expect(bind(needed, [])).toEqual([{}])
})

test('an open options object takes any keyword, `__proto__` as its own key', () => {
  const open = signature({ name: '{}', kind: 'options', type: { k: 'object', props: [], open: true } })
  const [object] = bindCall(callPlan(open), [], { names: ['__proto__'], values: [1] }) as [object]
  expect(Object.hasOwn(object, '__proto__')).toBe(true)
  expect(Object.getPrototypeOf(object)).toBe(Object.prototype)
})

test('the rest parameter takes further arguments, or its name as a list', () => {
  const rest = signature(positional('a'), { name: 'more', kind: 'rest' })
  expect(bind(rest, [1, 2, 3])).toEqual([1, 2, 3])
  expect(bind(rest, [], { a: 1, more: [2, 3] })).toEqual([1, 2, 3])
})

test('null for an optional parameter that does not take it means: not given', () => {
  expect(bind(pointSignature, [], { x: null, y: null })).toEqual([null, undefined])
  const nullable = signature(
    positional('a', { optional: true, type: { k: 'union', of: [{ k: 'number' }, { k: 'null' }] } }),
  )
  expect(bind(nullable, [], { a: null })).toEqual([null])
})

test.each<[CallableSignature, unknown[], Record<string, unknown>, string]>([
  [pointSignature, [], {}, '`x` (number) has no value'],
  [pointSignature, [1], { x: 2 }, '`x` is given both by position 0 and by name'],
  [pointSignature, [], { x: 1, z: 2 }, '`z` is not a parameter'],
  [pointSignature, [1, 2, 3], {}, 'it takes 2 arguments, and 3 are given'],
  [optionsSignature, [], { bucket: 'b' }, '`tags` (array) has no value'],
  [optionsSignature, [{}], { bucket: 'b' }, '`bucket` is given by name, and its object already by position'],
])('%# is refused before the call', (of, args, kwargs, problem) => {
  expect(bind(of, args, kwargs)).toMatchObject({ problem })
})

test('the nearest name is suggested, with all that there are', () => {
  expect(bind(optionsSignature, [], { buckt: 'x', tags: [] })).toMatchObject({
    problem: '`buckt` is not a parameter',
    hint: 'did you mean `bucket`? It takes: bucket?, tags.',
  })
})
