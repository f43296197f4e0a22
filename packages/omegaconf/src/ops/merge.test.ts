import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  create,
  explain,
  intType,
  isReadonly,
  loadText,
  merge,
  schemaOf,
  setReadonly,
  setStruct,
  strType,
  toContainer,
  unsafeMerge,
} from '../index.ts'

const leaf = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true }),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom('a', 'b', '???', '${x}'),
)
const key = fc.constantFrom('a', 'b', 'c', '__proto__')
/** Mappings stay mappings at the same depth, so that a merge is defined: leaves only at the third level. */
const layer = fc.dictionary(key, fc.dictionary(key, fc.dictionary(key, leaf, { maxKeys: 3 }), { maxKeys: 3 }), {
  maxKeys: 3,
})
const plain = (value: object) => JSON.stringify(toContainer(value))

test('merging is associative', () => {
  fc.assert(
    fc.property(layer, layer, layer, (a, b, c) => {
      const left = merge(merge(create(a), create(b)), create(c))
      const right = merge(create(a), merge(create(b), create(c)))
      expect(plain(left)).toBe(plain(right))
    }),
  )
})

test("merging leaves its sources alone, and the result is nobody else's", () => {
  fc.assert(
    fc.property(layer, layer, (a, b) => {
      const [one, two] = [create(a), create(b)]
      const before = [plain(one), plain(two)]
      const result = merge(one, two) as Record<string, unknown>
      result.new = { x: 1 }
      for (const section of Object.values(result)) (section as Record<string, unknown>).changed = true
      expect([plain(one), plain(two)]).toEqual(before)
    }),
  )
})

test('a config merged with itself, or with nothing, is the same', () => {
  fc.assert(
    fc.property(layer, (a) => {
      const config = create(a)
      expect(plain(merge(config, config))).toBe(plain(config))
      expect(plain(merge(config, {}))).toBe(plain(config))
      expect(plain(merge({}, config))).toBe(plain(config))
    }),
  )
})

test('an unsafe merge gives the same', () => {
  fc.assert(
    fc.property(layer, layer, layer, (a, b, c) => {
      const expected = plain(merge(create(a), create(b), create(c)))
      expect(plain(unsafeMerge(create(a), create(b), create(c)))).toBe(expected)
    }),
  )
})

test.each([
  ['lists are replaced', { a: [1, 2] }, { a: [3] }, { a: [3] }],
  ['??? does not replace a value', { a: 1 }, { a: '???' }, { a: 1 }],
  ['null replaces a value', { a: 1 }, { a: null }, { a: null }],
  ['a mapping replaces a leaf', { a: 1 }, { a: { b: 2 } }, { a: { b: 2 } }],
  ['a leaf replaces a mapping', { a: { b: 2 } }, { a: 1 }, { a: 1 }],
  [
    'an interpolation to a mapping is merged into',
    { a: { b: 1 }, c: '${a}' },
    { c: { d: 2 } },
    { a: { b: 1 }, c: { b: 1, d: 2 } },
  ],
])('%s', (_, one, two, expected) => {
  expect(toContainer(merge(one, two))).toEqual(expected)
})

test('a list and a mapping do not merge, and the error says where', () => {
  const base = loadText('db:\n  hosts: [a]\n', 'base.yaml')
  const over = loadText('db: {hosts: {x: 1}}', 'over.yaml')
  expect(() => merge(base, over)).toThrowErrorMatchingInlineSnapshot(`
    [ConfigTypeError: Cannot merge a dict into a list at \`db.hosts\`.
      over.yaml:1:6
      | db: {hosts: {x: 1}}
      |      ^^^^^]
  `)
})

test('struct mode of the first refuses new keys; read-only does not hinder a merge, and stays', () => {
  const base = create({ a: 1 })
  setStruct(base, true)
  expect(() => merge(base, { b: 2 })).toThrow('not a key')
  setStruct(base, false)
  setReadonly(base, true)
  const result = merge(base, { b: 2 })
  expect(toContainer(result)).toEqual({ a: 1, b: 2 })
  expect(isReadonly(result)).toBe(true)
})

test('a schema checks what is merged over it', () => {
  const schema = schemaOf('Db', { host: { type: strType, default: 'localhost' }, port: { type: intType } })
  const over = loadText('host: db1\nport: 33o6\n', 'db.yaml')
  expect(() => merge(create(schema), over)).toThrowErrorMatchingInlineSnapshot(`
    [ValidationError: \`port\`: The value \`33o6\` (str) is no int.
      db.yaml:2:7
      | port: 33o6
      |       ^^^^]
  `)
  expect(toContainer(merge(create(schema), { port: '3306' }))).toEqual({ host: 'localhost', port: 3306 })
})

test('the history goes through merges of merges', () => {
  const files = ['a', 'b', 'c', 'd'].map((name, at) => loadText(`x: ${at}\nl: [${at}]\n`, `${name}.yaml`))
  const [a = {}, b = {}, c = {}, d = {}] = files
  const result = merge(merge(a, b), merge(c, d))
  expect(String(explain(result, 'x'))).toMatchInlineSnapshot(`
    "x = 3
      d.yaml:1:4  3
      c.yaml:1:4  2 (replaced)
      b.yaml:1:4  1 (replaced)
      a.yaml:1:4  0 (replaced)"
  `)
  expect(explain(result, 'l').history.map(({ value }) => value)).toEqual(['[0]', '[1]', '[2]', '[3]'])
})
