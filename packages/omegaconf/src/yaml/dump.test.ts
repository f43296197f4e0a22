import fc from 'fast-check'
import { expect, test } from 'vitest'
import { adopt, type ConfigNode, ListNode, MapNode, scalarNode } from '../nodes/node.ts'
import { type Key, type Scalar, WholeFloat } from '../types/scalar.ts'
import { dumpYaml } from './dump.ts'
import { loadYamlNode } from './load.ts'

type Data = Scalar | null | readonly Data[] | ReadonlyMap<Key, Data>

function node(data: Data): ConfigNode {
  if (data instanceof Map) {
    const map = new MapNode(undefined)
    for (const [key, value] of data) adopt(map, key, node(value))
    return map
  }
  if (Array.isArray(data)) {
    const list = new ListNode(undefined)
    for (const [at, value] of data.entries()) adopt(list, at, node(value))
    return list
  }
  return scalarNode(data as Scalar | null)
}

const write = (data: Data, sortKeys = false) => dumpYaml(node(data), { sortKeys })
const one = (value: Data) => write(new Map([['v', value]])).slice(3, -1)

test('lists are not indented in mappings, and compact in lists', () => {
  const data = new Map<string, Data>([
    ['a', new Map<string, Data>([['b', [1, [2, [3]], new Map([['c', 4]]), [], new Map()]]])],
    ['d', []],
  ])
  expect(write(data)).toMatchInlineSnapshot(`
    "a:
      b:
      - 1
      - - 2
        - - 3
      - c: 4
      - []
      - {}
    d: []
    "
  `)
})

test.each<[Scalar | null, string]>([
  ['text', 'text'],
  ['y', "'y'"],
  ['True', "'True'"],
  ['1_000', "'1_000'"],
  ['1e3', "'1e3'"],
  ['nan', "'nan'"],
  ['+inf', "'+inf'"],
  ['-Infinity', "'-Infinity'"],
  ['++inf', '++inf'],
  ['~inf', '~inf'],
  ['2001-01-01', "'2001-01-01'"],
  ['0o17', '0o17'],
  ['1.2.3', '1.2.3'],
  ['...0', "'...0'"],
  ['', "''"],
  [' x', "' x'"],
  ['x: y', "'x: y'"],
  ['x #y', "'x #y'"],
  ['x:y#z', 'x:y#z'],
  ["it's", "it's"],
  ["'", "''''"],
  ['-', "'-'"],
  ['-x', '-x'],
  ['\t', '"\\t"'],
  ['a\nb', "'a\n\n  b'"],
  ['a\n b', '"a\\n b"'],
  ['é😀', 'é😀'],
  ['\u0000\u0085', '"\\0\\N"'],
  [1, '1'],
  [1.5, '1.5'],
  [new WholeFloat(1), '1.0'],
  [new WholeFloat(1e17), '1.0e+17'],
  [1e-5, '1.0e-05'],
  [Number.NaN, '.nan'],
  [Number.NEGATIVE_INFINITY, '-.inf'],
  [2n ** 64n, '18446744073709551616'],
  [true, 'true'],
  [null, 'null'],
  [new TextEncoder().encode('hello'), '!!binary |\n  aGVsbG8='],
  [{ kind: 'enum-member', of: 'Color', name: 'RED', value: 1 }, 'RED'],
])('%o is written %s', (value, text) => {
  expect(one(value)).toBe(text)
})

test('long texts go on in the next line after column 80', () => {
  const text = 'lorem ipsum dolor sit amet '.repeat(8).trim()
  expect(write(new Map([['text', text]]))).toMatchInlineSnapshot(`
    "text: lorem ipsum dolor sit amet lorem ipsum dolor sit amet lorem ipsum dolor sit
      amet lorem ipsum dolor sit amet lorem ipsum dolor sit amet lorem ipsum dolor sit
      amet lorem ipsum dolor sit amet lorem ipsum dolor sit amet
    "
  `)
  expect(write(new Map([['text', `${text}\u0001`]])).split('\\\n')).toHaveLength(3)
})

test('keys that do not fit a line are announced', () => {
  expect(write(new Map<Key, Data>([['', 1]]))).toBe("? ''\n: 1\n")
  expect(write(new Map<Key, Data>([['k'.repeat(124), ['a']]]))).toBe(`? ${'k'.repeat(124)}\n: - a\n`)
  expect(
    write(
      new Map<Key, Data>([
        [1, 'a'],
        [true, 'b'],
      ]),
    ),
  ).toBe('1: a\ntrue: b\n')
})

test('keys are sorted as Python sorts them, if it can', () => {
  expect(
    write(
      new Map([
        ['b', 1],
        ['\u{10000}', 2],
        ['\uffee', 3],
        ['B', 4],
      ]),
      true,
    ),
  ).toBe('B: 4\nb: 1\n\uffee: 3\n\u{10000}: 2\n')
  expect(
    write(
      new Map<Key, Data>([
        ['b', 1],
        [1, 2],
      ]),
      true,
    ),
  ).toBe('b: 1\n1: 2\n')
})

/** PyYAML loses these itself, in texts of several lines. */
const separators = /[\u2028\u2029\x85]/
const text = fc
  .oneof(fc.string({ unit: 'grapheme' }), fc.stringMatching(/^[ab \n'"\\:#-]*$/))
  .filter((value) => !value.includes('${') && value !== '???' && !separators.test(value))
const data = fc.letrec<{ any: Data }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.double().map((value) => (Number.isInteger(value) ? new WholeFloat(value) : value)),
    fc.array(tie('any'), { maxLength: 4 }),
    fc.array(fc.tuple(text, tie('any')), { maxLength: 4 }).map((entries) => new Map(entries)),
  ),
})).any

test('what was written is read back as it was', () => {
  fc.assert(
    fc.property(fc.array(data), (value) => {
      const written = write(value)
      expect(dumpYaml(loadYamlNode({ name: 'x.yaml', text: written }))).toBe(written)
    }),
  )
})
