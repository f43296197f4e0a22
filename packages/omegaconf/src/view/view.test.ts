import { inspect } from 'node:util'
import { expect, test } from 'vitest'
import {
  clearResolver,
  create,
  isConfig,
  keysOf,
  registerResolver,
  setReadonly,
  setStruct,
  toContainer,
} from '../index.ts'

test('a config reads like plain data, and follows interpolations when read', () => {
  const config = create({ db: { host: 'localhost', url: '${.host}:${.port}', port: 3306 }, ports: [1, 2] })
  expect(config.db.url).toBe('localhost:3306')
  expect({ ...config.db }).toEqual({ host: 'localhost', url: 'localhost:3306', port: 3306 })
  expect([...config.ports]).toEqual([1, 2])
  expect(Array.isArray(config.ports)).toBe(true)
  expect(JSON.stringify(config.db)).toBe('{"host":"localhost","url":"localhost:3306","port":3306}')
})

test('the console shows what is written, not what it leads to', () => {
  const config = create({ a: 1, b: '${a}', c: '???', l: [1, { x: 2 }] })
  expect(inspect(config)).toBe("{ a: 1, b: '${a}', c: '???', l: [ 1, { x: 2 } ] }")
  expect(inspect(config.l)).toBe('[ 1, { x: 2 } ]')
})

test.each(['constructor', '__proto__', 'toString', 'length', 'node', 'then', 'toJSON', 'hasOwnProperty'])(
  '%s is a key like any other',
  (name) => {
    const config = create(new Map([[name, 1]])) as unknown as Record<string, unknown>
    expect(config[name]).toBe(1)
    expect(Object.keys(config)).toEqual([name])
    config[name] = 2
    expect(Object.entries(toContainer(config))).toEqual([[name, 2]])
  },
)

test('keys that are no text are found by their text', () => {
  const config = create(
    new Map<unknown, unknown>([
      [1, 'one'],
      [true, 'yes'],
      ['1.5', 'text'],
    ]),
  ) as unknown as Record<string, string>
  expect([config['1'], config.true, config['1.5']]).toEqual(['one', 'yes', 'text'])
  expect(keysOf(config)).toEqual([1, true, '1.5'])
})

test('`in` counts what has a value: ??? has none, a broken interpolation has one', () => {
  const config = create({ a: null, m: '???', i: '${nope}', t: '${m}' })
  expect(['a', 'm', 'i', 't', 'z'].map((key) => key in config)).toEqual([true, false, true, false, false])
})

test('reading ??? throws, and says what to do', () => {
  expect(() => create({ db: { port: '???' } }).db.port).toThrowErrorMatchingInlineSnapshot(`
    [MissingMandatoryValue: \`db.port\` is missing (???).
    hint: give it a value: \`db.port=…\`]
  `)
})

test('struct mode refuses unknown keys with the nearest one; without it they are undefined', () => {
  const config = create({ db: { port: 1 } }) as { db: Record<string, number> }
  expect(config.db.prt).toBeUndefined()
  setStruct(config, true)
  expect(() => config.db.prt).toThrowErrorMatchingInlineSnapshot(`
    [ConfigAttributeError: \`prt\` is not a key of \`db\`.
    hint: did you mean \`port\`?]
  `)
  expect(() => {
    config.db.prt = 2
  }).toThrow('not a key')
  expect((config.db as { then?: unknown }).then).toBeUndefined()
})

test('a read-only config cannot change, neither by assignment nor by an array method', () => {
  const config = create({ a: 1, l: [1] })
  setReadonly(config, true)
  expect(() => {
    config.a = 2
  }).toThrow('read-only')
  expect(() => config.l.push(2)).toThrow('read-only')
  expect(() => Reflect.deleteProperty(config, 'a')).toThrow('read-only')
})

test('lists work with the methods of arrays', () => {
  const config = create({ l: [3, 1, 2] })
  config.l.push(5)
  config.l.unshift(0)
  expect(config.l.splice(1, 1)).toEqual([3])
  config.l.sort((a, b) => b - a)
  expect(toContainer(config)).toEqual({ l: [5, 2, 1, 0] })
  config.l.length = 1
  expect(config.l.at(-1)).toBe(5)
})

test('plain data assigned becomes config, config assigned is copied', () => {
  const config = create({ a: { x: 1 }, b: null as null | { x: number } })
  config.b = config.a
  config.a.x = 2
  expect(config.b.x).toBe(1)
  expect(isConfig(config.b)).toBe(true)
})

test('the same place gives the same view', () => {
  const config = create({ a: { x: 1 } })
  expect(config.a).toBe(config.a)
})

test('a resolver lists the keys beside it without being called for that', () => {
  registerResolver('beside_keys', ({ parent }) => Object.keys(parent as object).length, { context: true })
  try {
    expect({ ...create({ a: 1, b: '${beside_keys:}', c: '${a}' }) }).toEqual({ a: 1, b: 3, c: 1 })
  } finally {
    clearResolver('beside_keys')
  }
})
