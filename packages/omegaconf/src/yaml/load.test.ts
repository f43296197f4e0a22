import { expect, test } from 'vitest'
import type { ConfigNode } from '../nodes/node.ts'
import { WholeFloat } from '../types/scalar.ts'
import { dumpYaml } from './dump.ts'
import { loadYamlNode } from './load.ts'
import { readPlainScalar } from './plain-scalar.ts'

const load = (text: string) => loadYamlNode({ name: 'x.yaml', text })

/** A tree as arrays, so that key types and their order show. */
function plain(node: ConfigNode): unknown {
  if (node.kind === 'map') return new Map([...node.entries].map(([key, child]) => [key, plain(child)]))
  if (node.kind === 'list') return node.items.map(plain)
  return node.state === 'value' ? node.value : node.state === 'interpolation' ? node.text : node.state
}

test.each([
  ['1', 1],
  ['010', 8],
  ['08', '08'],
  ['0x_1f', 31],
  ['-0b11', -3],
  ['1_000_', 1000],
  ['1:30:45', 5445],
  ['01:30', '01:30'],
  ['9007199254740993', 9007199254740993n],
  ['1e3', new WholeFloat(1000)],
  ['.5e3', '.5e3'],
  ['190:20:30.15', 685230.15],
  ['1e400', Number.POSITIVE_INFINITY],
  ['-.inf', Number.NEGATIVE_INFINITY],
  ['Yes', true],
  ['off', false],
  ['y', 'y'],
  ['tRue', 'tRue'],
  ['~', null],
  ['2020-01-01', '2020-01-01'],
  ['inf', 'inf'],
])('%s means what OmegaConf takes it for', (text, value) => {
  expect(readPlainScalar(text)).toEqual(value)
})

test('merged keys come first and give way to own ones', () => {
  const text = 'a: &a {p: 1, q: 2}\nb: &b {q: 3, r: 4}\nc:\n  p: 9\n  <<: [*a, *b]\n  s: 5\n'
  const c = (plain(load(text)) as Map<string, unknown>).get('c') as Map<string, unknown>
  expect([...c]).toEqual([
    ['q', 2],
    ['r', 4],
    ['p', 9],
    ['s', 5],
  ])
})

test('keys that Python holds equal are one: the first spelling stays, the last value wins', () => {
  expect(plain(load('1: a\n01: b\ntrue: c\n"1": d\n'))).toEqual(
    new Map<unknown, unknown>([
      [1, 'c'],
      ['1', 'd'],
    ]),
  )
})

test('equal bytes are one key', () => {
  const root = load('!!binary aGk=: 1\n? !!binary |\n  aGk=\n: 2\n')
  expect(root.kind === 'map' && [...root.entries.keys()]).toEqual([new TextEncoder().encode('hi')])
  expect(dumpYaml(root)).toBe('? !!binary |\n  aGk=\n: 2\n')
})

test('`__proto__` and `constructor` are keys like any other', () => {
  expect(plain(load('__proto__: {x: 1}\nconstructor: 2\n'))).toEqual(
    new Map<string, unknown>([
      ['__proto__', new Map([['x', 1]])],
      ['constructor', 2],
    ]),
  )
})

test('what an alias stands for is copied, each copy a node of its own', () => {
  const root = load('a: &x {p: 1}\nb: *x\n')
  const [a, b] = [...(root.kind === 'map' ? root.entries.values() : [])]
  expect(plain(a as ConfigNode)).toEqual(plain(b as ConfigNode))
  expect(a).not.toBe(b)
})

test('states are told apart from values', () => {
  const root = load("a: ???\nb: ${a}\nc: null\nd: '???'\n")
  expect([...(root.kind === 'map' ? root.entries.values() : [])].map((node) => node.state)).toEqual([
    'missing',
    'interpolation',
    'null',
    'missing',
  ])
})

test('each node knows where it was written', () => {
  const root = load('db:\n  host: localhost\n  ports: [80, 443]\n')
  const db = root.kind === 'map' ? root.entries.get('db') : undefined
  const ports = db?.kind === 'map' ? db.entries.get('ports') : undefined
  const host = db?.kind === 'map' ? db.entries.get('host') : undefined
  expect(host?.origin).toMatchObject({ start: 12, end: 21 })
  expect(db?.origin).toMatchObject({ start: 0, end: 2 })
  expect(ports?.kind === 'list' && ports.items[1]?.origin).toMatchObject({ start: 36, end: 39 })
})

test.each([
  ['', new Map()],
  ['# nothing\n', new Map()],
  ['~', new Map()],
  ['hello', new Map([['hello', 'null']])],
  ["'a: 1'", new Map([['a', 1]])],
  ['[1, 2]', [1, 2]],
])('a document that is %j is a configuration', (text, expected) => {
  expect(plain(load(text))).toEqual(expected)
})

test.each([
  ['1', 'ConfigValueError', 'holds a single value'],
  ['true', 'ConfigValueError', 'holds a single value'],
  ["'1'", 'ConfigValueError', 'holds a single value'],
  ['a: 1\n"a": 2', 'ConstructorError', 'The key `a` is given twice'],
  ['null: 1', 'KeyValidationError', 'cannot be `null`'],
  ['[a]: 1', 'ConstructorError', 'A list or a mapping cannot be a key'],
  ['a: &a [*a]', 'ConstructorError', 'stands inside what it refers to'],
  ['a: &a {<<: *a}', 'ConstructorError', 'stands inside what it refers to'],
  ['a: <<', 'ConstructorError', 'has a meaning of its own'],
  ['a: {<<: 1}', 'ConstructorError', '`<<` merges mappings'],
  ['a: !foo 1', 'ConstructorError', 'The tag `!foo` means nothing'],
  ['a: !!int x', 'ConstructorError', '`x` is no integer'],
  ['a: !!timestamp 2020-01-01', 'UnsupportedValueType', 'cannot hold a date'],
  ['a: !!set {x}', 'UnsupportedValueType', 'cannot hold a set'],
  ['a: !!binary "not base64!"', 'ConstructorError', 'no base64'],
])('%j is refused with %s', (text, name, message) => {
  expect(() => load(text)).toThrow(expect.objectContaining({ name, message: expect.stringContaining(message) }))
})

test('an interpolation that does not parse is shown in its file', () => {
  expect(() => load('a: 1\nb: ${a b}\n')).toThrow(/x\.yaml:2:\d+\n {2}\| b: \$\{a b\}/)
})

test('a bomb ends in a clear error', () => {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]']
  for (let at = 1; at < 12; at++)
    lines.push(
      `a${at}: &a${at} [${Array(10)
        .fill(`*a${at - 1}`)
        .join(', ')}]`,
    )
  expect(() => load(lines.join('\n'))).toThrow('more than 1000000 values')
  const merges = ['m0: &m0 {a: 1, b: 2}']
  for (let at = 1; at < 40; at++) merges.push(`m${at}: &m${at} {<<: [*m${at - 1}, *m${at - 1}]}`)
  expect(() => load(merges.join('\n'))).toThrow('more than 1000000 values')
})

test('errors come in the order of reading: first the text, then what it means', () => {
  expect(() => load('a: 1\na: 2\nb: [\n')).toThrow('never closed')
  expect(plain(load('b: &b {x: 1}\nc: *b\n<<: {y: 2}\n'))).toEqual(
    new Map<string, unknown>([
      ['y', 2],
      ['b', new Map([['x', 1]])],
      ['c', new Map([['x', 1]])],
    ]),
  )
})
