import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { HydraException } from '../errors.ts'
import { countJobs, expandJobList, expandJobs } from './expand-jobs.ts'
import { expandSweep } from './expand-sweep.ts'
import { globMatcher } from './glob-match.ts'
import { paramText } from './param-text.ts'
import { parseOverride } from './parse.ts'
import { seededRandom } from './shuffle.ts'

const optionsOf = (group: string) => (group === 'db' ? ['mysql', 'postgres', 'sqlite'] : [])

function jobs(...overrides: string[]): string[] {
  return [...expandJobList(overrides, { optionsOf })].map((job) => job.join(' '))
}

function expand(text: string): string[] {
  return [...expandSweep(parseOverride(text), { optionsOf })]
}

test.each([
  ['k=a,b', 'a b'],
  ['k=choice(1,[2,x],{y: 3})', '1 [2,x] {y:3}'],
  ['k=range(1,7,2)', '1 3 5'],
  ['k=range(3,0,-1)', '3 2 1'],
  ['k=range(0,1,0.3)', '0.0 0.3 0.6 0.9'],
  ['k=range(0,1e-5,2e-6)', '0.0 2e-06 4e-06 6e-06 8e-06'],
  ['k=range(9007199254740990,9007199254740994)', '9007199254740990 9007199254740991 9007199254740992 9007199254740993'],
  ['k=range(1,1)', ''],
  ['k=range(true,3)', '1 2'],
  ['k=sort(range(0,10,3),reverse=true)', '9 6 3 0'],
  ['k=sort(range(0,1,0.1),reverse=true)', '0.9 0.8 0.7 0.6 0.5 0.4 0.3 0.2 0.1 0.0'],
  ['db=glob(*)', 'mysql postgres sqlite'],
  ['db=glob([m*,*sql],exclude=post*)', 'mysql'],
  ['db=glob([1,my*])', 'mysql'],
  ['k=range(0,1e16,5e15)', '0.0 5000000000000000.0'],
  ['k=range(0,1e-25,5e-26)', '0.0 5e-26'],
  ['k=append(a),insert(0,b),list_clear()', 'append(a) insert(0,b) list_clear()'],
  ['k=append(a),list_clear()', 'append(a) list_clear()'],
])('%s gives %s', (text, values) => {
  expect(expand(text).join(' ')).toBe(values)
})

test('an endless or aimless range is refused, or lazy', () => {
  expect(() => expand('k=range(0,5,0)')).toThrow(HydraException)
  expect(() => expand('k=range(0,5,0)')).toThrow('a step of 0 leads nowhere')
  expect(() => expand('k=range(0,nan)')).toThrow('nan is no number to count with')
  expect(() => expand('k=range(-inf,0)')).toThrow('too many values')
  expect(() => expand('k=interval(0,1)')).toThrow('An interval has no values to list')
  expect(() => expand('k=1')).toThrow('is no sweep over values')
  expect(() => expand('db=glob([[a]])')).toThrow('is no pattern for names')
  expect(() => [...expandSweep(parseOverride('db=glob(*)'))]).toThrow('there are no configs here')
  expect(() => expand('k=shuffle(range(1e12))')).toThrow(HydraException)
  const [first] = expandSweep(parseOverride('k=range(1e12)'))
  expect(first).toBe('0.0')
})

describe('jobs', () => {
  test('come as every combination, the last override changing fastest', () => {
    expect(jobs('a=1,2', 'b=x', 'c=range(2)')).toEqual(['a=1 b=x c=0', 'a=1 b=x c=1', 'a=2 b=x c=0', 'a=2 b=x c=1'])
  })

  test('a later override of the same key takes the place of the earlier one', () => {
    expect(jobs('a=1,2', 'b=3', 'a=4,5')).toEqual(['a=4 b=3', 'a=5 b=3'])
    expect(jobs('a=1', '+a=2', 'a@p=3')).toEqual(['a=1 +a=2 a@p=3'])
  })

  test('no override is one job, an empty dimension none', () => {
    expect(jobs()).toEqual([''])
    expect(jobs('db=glob(nothing*)', 'a=1,2')).toEqual([])
  })

  test('come in batches of a size', () => {
    const sizes = (maxBatchSize: number | null, ...overrides: string[]) =>
      [...expandJobs(overrides, { maxBatchSize })].map((batch) => batch.length)
    expect(sizes(null, 'a=range(5)')).toEqual([5])
    expect(sizes(2, 'a=range(5)')).toEqual([2, 2, 1])
    expect(sizes(null, 'a=range(0)')).toEqual([0])
    expect(sizes(2, 'a=range(0)')).toEqual([])
    expect(() => sizes(0, 'a=1')).toThrow(HydraException)
  })

  test('params come first, and an override takes their place', () => {
    const params = new Map([
      ['z', '1,2'],
      ['y', '3'],
    ])
    const list = [...expandJobList(['y=4', 'x=5'], { params })]
    expect(list.map((job) => job.join(' '))).toEqual(['z=1 y=4 x=5', 'z=2 y=4 x=5'])
  })

  test('of a sweep of a million million start at once', () => {
    const start = performance.now()
    const [batch] = expandJobs(['a=range(1000000)', 'b=range(1000000)'], { maxBatchSize: 3 })
    expect(batch).toEqual([
      ['a=0', 'b=0'],
      ['a=0', 'b=1'],
      ['a=0', 'b=2'],
    ])
    expect(performance.now() - start).toBeLessThan(200)
    expect(countJobs(['a=range(1000000)', 'b=range(1000000)'])).toBe(1e12)
  })

  test('an interval needs another sweeper', () => {
    expect(() => jobs('a=1,2', 'lr=interval(0,1)')).toThrowErrorMatchingInlineSnapshot(`
      [HydraException: Only an optimising sweeper can search an interval.
        override 2:1:4
        | lr=interval(0,1)
        |    ^^^^^^^^^^^^^
      hint: list the values, choice(0.1,0.5), or step through them, range(0,1,0.1)]
    `)
  })

  test('a sweep within a value is refused', () => {
    expect(() => jobs('a=[choice(1,2)]')).toThrowErrorMatchingInlineSnapshot(`
      [HydraException: A choice within a value cannot be expanded.
        override 1:1:4
        | a=[choice(1,2)]
        |    ^^^^^^^^^^^
      hint: a sweep must be the whole value of an override: choice([1,a],[2,a]) instead of [choice(1,2),a]]
    `)
  })

  test('a shuffled sweep is repeatable with a seed, and is the same values', () => {
    const mixed = (seed: number) => [...expandJobList(['a=shuffle(range(20))'], { random: seededRandom(seed) })].flat()
    expect(mixed(1)).toEqual(mixed(1))
    expect(mixed(1)).not.toEqual(mixed(2))
    expect(new Set(mixed(1))).toEqual(new Set(jobs('a=range(20)')))
  })

  test('there are as many as counted, each different, in batches of at most the size', () => {
    const dimension = fc
      .tuple(fc.constantFrom('a', 'b', '+c', 'd/e@f'), fc.nat(4))
      .map(([key, n]) => `${key}=range(${n})`)
    fc.assert(
      fc.property(fc.array(dimension, { maxLength: 4 }), fc.integer({ min: 1, max: 7 }), (overrides, maxBatchSize) => {
        const batches = [...expandJobs(overrides, { maxBatchSize })]
        const all = batches.flat().map((job) => job.join(' '))
        expect(all).toHaveLength(countJobs(overrides))
        expect(new Set(all).size).toBe(all.length)
        expect(batches.slice(0, -1).every((batch) => batch.length === maxBatchSize)).toBe(true)
        expect([...expandJobs(overrides)].flat()).toEqual(batches.flat())
      }),
    )
  })
})

describe('a zip', () => {
  test('can be shuffled as a whole: rows stay rows', () => {
    const rows = [...expandJobList(['z=shuffle(zip(a=range(20),b=range(20)))'], { random: seededRandom(7) })]
    expect(rows.every(([a, b]) => a?.slice(2) === b?.slice(2))).toBe(true)
    const order = rows.map(([a]) => Number(a?.slice(2)))
    expect(order).not.toEqual(order.toSorted((a, b) => a - b))
    expect(order.toSorted((a, b) => a - b)).toEqual([...Array(20).keys()])
    expect(() => jobs('z=shuffle(zip(a=[1]),3)')).toThrow('takes one zip')
    expect(() => jobs('z=zip(a=shuffle(choice(1,2)),b=[3,4])')).toThrow('shuffle the whole')
  })
  test('sets several keys together, crossed with other dimensions', () => {
    expect(jobs('seed=0,1', 'pair=zip(model=choice(resnet,vit),optimizer=[sgd,adamw])')).toEqual([
      'seed=0 model=resnet optimizer=sgd',
      'seed=0 model=vit optimizer=adamw',
      'seed=1 model=resnet optimizer=sgd',
      'seed=1 model=vit optimizer=adamw',
    ])
  })

  test('takes ranges, globs, prefixes and packages', () => {
    expect(jobs('z=zip(db=glob(*),+seed=range(3),db@backup=[a,b,c])')).toEqual([
      'db=mysql +seed=0 db@backup=a',
      'db=postgres +seed=1 db@backup=b',
      'db=sqlite +seed=2 db@backup=c',
    ])
  })

  test('may stand among params', () => {
    const params = { z: 'zip(a=[1,2],b=[x,y])' }
    expect([...expandJobList([], { params })]).toEqual([
      ['a=1', 'b=x'],
      ['a=2', 'b=y'],
    ])
  })

  test('two of them are two dimensions', () => {
    expect(jobs('p=zip(a=[1,2],b=[3,4])', 'q=zip(c=[5,6])')).toHaveLength(4)
  })

  test('with a glob of another length is refused when the options are known', () => {
    expect(() => jobs('z=zip(db=glob(*),seed=[1,2])')).toThrowErrorMatchingInlineSnapshot(`
      [OverrideParseException: The members of a zip must have equally many values: \`db\` 3, \`seed\` 2.
        override 1:1:18
        | z=zip(db=glob(*),seed=[1,2])
        |                  ^^^^^^^^^^]
    `)
  })

  test('and an override of the same key contradict each other', () => {
    expect(() => jobs('z=zip(model=[a,b],lr=[1,2])', 'model=c')).toThrowErrorMatchingInlineSnapshot(`
      [HydraException: \`model\` is set by the zip \`z\` and by \`model=c\`.
        override 2:1:1
        | model=c
        | ^^^^^
      hint: leave it out of one of them]
    `)
  })
})

test.each([
  ['*', 'anything', true],
  ['a*b*c', 'a--b--c', true],
  ['a*b*c', 'a--b--', false],
  ['?', '😀', true],
  ['[a-c]x', 'bx', true],
  ['[!a-c]x', 'bx', false],
  ['[]]', ']', true],
  ['[a', '[a', true],
  ['[!]a]', 'b', true],
  ['[a-]', '-', true],
  ['A*', 'abc', false],
  ['a/*', 'a/b/c', true],
  ['', '', true],
  ['a.c', 'abc', false],
  [`${'*a'.repeat(30)}b`, 'a'.repeat(5000), false],
])('the glob %s against %s: %s', (glob, name, expected) => {
  expect(globMatcher(glob)(name)).toBe(expected)
})

test('params are texts of the grammar, and other values are written as such', () => {
  expect(paramText('a', 'x,y')).toBe('x,y')
  expect(paramText('a', true)).toBe('True')
  expect(paramText('a', [1, 'b c', [2.5]])).toBe('[1,b\\ c,[2.5]]')
  expect(() => paramText('a', null)).toThrow(HydraException)
  expect(() => paramText('a', { b: 1 })).toThrow(HydraException)
})
