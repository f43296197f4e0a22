import { type } from 'arktype'
import * as v from 'valibot'
import { expect, test } from 'vitest'
import { z } from 'zod'
import {
  anyType,
  boolType,
  classSchema,
  create,
  dictOf,
  enumOf,
  field,
  floatType,
  getType,
  intType,
  isMissing,
  listOf,
  loadText,
  numberType,
  optionalOf,
  strType,
  toContainer,
  toObject,
  toYaml,
  validate,
  WholeFloat,
} from '../index.ts'
import { createNode, toContainer as plainOf, type TypeRef } from '../nodes.ts'

const color = enumOf('Color', { RED: 1, GREEN: 2 })
const red = color.members.get('RED')

test.each<[string, TypeRef, unknown, unknown]>([
  ['text becomes an int', intType, '1_000', 1000],
  ['a big text becomes a bigint', intType, '9007199254740993', 9007199254740993n],
  ['an int becomes a float', floatType, 3, new WholeFloat(3)],
  ['text becomes a float', floatType, '-inf', Number.NEGATIVE_INFINITY],
  ['words become booleans', boolType, 'Off', false],
  ['a number becomes text', strType, 1e-5, '1e-05'],
  ['a number stays what it is', numberType, 1.5, 1.5],
  ['a name becomes a member', color, 'Color.RED', red],
  ['a value becomes a member', color, 1, red],
  ['optional takes null', optionalOf(intType), null, null],
  ['elements are converted', listOf(intType), ['1', 2], [1, 2]],
  ['values are converted', dictOf(intType, strType), { a: '1' }, { a: 1 }],
  ['a union takes the first that fits as it is', { kind: 'union', of: [intType, strType] }, '1', '1'],
  ['a union takes a container', { kind: 'union', of: [intType, listOf(intType)] }, ['1'], [1]],
  ['a literal', { kind: 'literal', values: ['a', 1] }, 'a', 'a'],
])('%s', (_, declared, value, expected) => {
  expect(plainOf(createNode(value, { type: declared }), { boxFloats: true })).toEqual(expected)
})

test.each<[string, TypeRef, unknown]>([
  ['a float is no int', intType, 1.5],
  ['a boolean is no float', floatType, true],
  ['a word is no boolean', boolType, 'maybe'],
  ['null is no int', intType, null],
  ['a list is no text', strType, ['a']],
  ['an unknown name is no member', color, 'BLUE'],
  ['text is no member of a union of numbers', { kind: 'union', of: [intType, floatType] }, '1'],
  ['two elements are no pair of three', { kind: 'tuple', of: [intType, intType, intType] }, [1, 2]],
])('%s', (_, declared, value) => {
  expect(() => createNode(value, { type: declared })).toThrow(expect.objectContaining({ name: 'ValidationError' }))
})

class Db {
  host = 'localhost'
  port!: number
  tags: string[] = ['a']
}

class App {
  db = new Db()
  name = 'app'
}

test('a class is a schema: fields in order, defaults, and ??? where there is none', () => {
  const config = create(App)
  expect(toYaml(config)).toBe('db:\n  host: localhost\n  port: ???\n  tags:\n  - a\nname: app\n')
  expect(isMissing(config.db, 'port')).toBe(true)
  expect(getType(config, 'db')).toBe(Db)
  expect(() => Reflect.set(config.db, 'prot', 1)).toThrow('did you mean `port`?')
})

test('toObject makes instances, also of nested classes', () => {
  const made = toObject(create(App, { db: { port: 5 } }))
  expect(made).toBeInstanceOf(App)
  expect(made.db).toBeInstanceOf(Db)
  expect(made.db.port).toBe(5)
  expect(() => toObject(create(App))).toThrow('`db.port` of Db is missing')
})

test('field types are handed in, or decorated', () => {
  const schema = classSchema(Db, { types: { port: intType } })
  expect(() => create(schema, { port: 1.5 })).toThrow('is no int')
  class Decorated {
    count!: number
  }
  field(intType)(Decorated.prototype, 'count')
  expect(() => create(Decorated, { count: 0.5 })).toThrow('is no int')
})

test('a class that extends another is taken where that one is declared', () => {
  class Replica extends Db {
    lag = 1
  }
  const config = create(App)
  config.db = create(Replica, { port: 1 })
  expect(toContainer(config.db)).toEqual({ host: 'localhost', port: 1, tags: ['a'], lag: 1 })
  expect(() => Reflect.set(config, 'db', { port: 2 })).toThrow('merge the mapping instead')
})

const zodDb = z.object({
  host: z.string().default('localhost'),
  port: z.number().int().min(1),
  mode: z.enum(['r', 'w']).default('r'),
  note: z.string().optional(),
  pool: z.object({ size: z.number().default(4) }).prefault({}),
})
const valibotDb = v.object({
  host: v.optional(v.string(), 'localhost'),
  port: v.pipe(v.number(), v.integer(), v.minValue(1)),
  note: v.optional(v.string()),
})
const arktypeDb = type({ host: 'string = "localhost"', port: 'number.integer >= 1', 'note?': 'string' })

test.each([
  ['zod', zodDb],
  ['valibot', valibotDb],
  ['arktype', arktypeDb],
])('%s gives fields, defaults and judgement', (_, schema) => {
  const config = create(schema, { port: 3306 }) as { host: string; port: number; note?: string }
  expect(config.host).toBe('localhost')
  expect(() => Reflect.set(config, 'port', 'x')).toThrow('is no int')
  expect(() => Reflect.set(config, 'prt', 1)).toThrow('did you mean `port`?')
  config.note = 'known, though absent before'
  config.port = 0
  expect(() => validate(config)).toThrow(expect.objectContaining({ name: 'ValidationError', fullKey: 'port' }))
})

test('what a schema finds is shown where it was written', () => {
  const file = loadText('port: -3\nmode: w\n', 'db.yaml')
  expect(() => create(zodDb, file)).toThrowErrorMatchingInlineSnapshot(`
    [ValidationError: \`port\`: Too small: expected number to be >=1
      db.yaml:1:7
      | port: -3
      |       ^^]
  `)
})

test('a schema that is not complete waits until it is', () => {
  const config = create(zodDb)
  expect(isMissing(config, 'port')).toBe(true)
  config.port = 1
  expect(toObject(validate(config))).toEqual({ host: 'localhost', port: 1, mode: 'r', pool: { size: 4 } })
})

test('any takes anything, null and containers in turn', () => {
  const config = create({ a: 1 as unknown }, { type: dictOf(anyType) })
  for (const value of [null, [1], { b: 1 }, 'x']) {
    config.a = value
    expect(toContainer(config)).toEqual({ a: value })
  }
})
