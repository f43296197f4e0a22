import * as v from 'valibot'
import { expectTypeOf, test } from 'vitest'
import { z } from 'zod'
import { classSchema, create, intType, merge, select, update } from '../index.ts'

test('create keeps the shape of plain data', () => {
  const config = create({ db: { host: 'h', port: 1 }, tags: ['a'] })
  expectTypeOf(config.db.port).toEqualTypeOf<number>()
  expectTypeOf(config.tags).toEqualTypeOf<string[]>()
  // @ts-expect-error: `prt` is not a key
  config.db.prt
  // @ts-expect-error: text is no number
  config.db.port = 'x'
})

test('create knows what a class makes, and what can be merged over it', () => {
  class Db {
    host = 'h'
    port!: number
  }
  expectTypeOf(create(Db)).toEqualTypeOf<Db>()
  expectTypeOf(create(Db, { port: 1 }).port).toEqualTypeOf<number>()
  create(Db, { port: '${x}' as const })
  expectTypeOf(create(classSchema(Db, { types: { port: intType } }))).toEqualTypeOf<Db>()
  // @ts-expect-error: `prot` is not a key
  create(Db, { prot: 1 })
  // @ts-expect-error: there is no field `nope`
  classSchema(Db, { types: { nope: intType } })
})

test('the type of a Standard Schema flows through', () => {
  const schema = z.object({ host: z.string().default('h'), port: z.number(), mode: z.enum(['r', 'w']) })
  const config = create(schema, { port: 1 })
  expectTypeOf(config).toEqualTypeOf<{ host: string; port: number; mode: 'r' | 'w' }>()
  // @ts-expect-error: no such mode
  config.mode = 'x'
  const other = create(v.object({ port: v.optional(v.number(), 1) }))
  expectTypeOf(other).toEqualTypeOf<{ port: number }>()
  // @ts-expect-error: `prt` is not a key
  create(schema, { prt: 1 })
})

test('merge joins shapes; over a class it takes only its keys', () => {
  const merged = merge({ a: { x: 1 } }, { a: { y: 's' }, b: true })
  expectTypeOf(merged.a.x).toEqualTypeOf<number>()
  expectTypeOf(merged.a.y).toEqualTypeOf<string>()
  expectTypeOf(merged.b).toEqualTypeOf<boolean>()
  // @ts-expect-error: nobody has `z`
  merged.a.z
})

test('select knows the type at a path', () => {
  const config = create({ db: { port: 1, hosts: [{ name: 'a' }] } })
  expectTypeOf(select(config, 'db.port')).toEqualTypeOf<number | undefined>()
  expectTypeOf(select(config, 'db.port', { default: null })).toEqualTypeOf<number | null>()
  expectTypeOf(select(config, 'db.hosts.0.name')).toEqualTypeOf<string | undefined>()
  expectTypeOf(select(config, 'db.nope')).toEqualTypeOf<unknown>()
  expectTypeOf(select<string>(config, 'some.path')).toEqualTypeOf<string | undefined>()
  update(config, 'db.port', 2)
})
