// What people write: generics, unions, overloads, branded and inferred types. Compiled, never run.
import {
  type Builds,
  builds,
  HydraConfig,
  hydraMain,
  instantiate,
  instantiateSync,
  just,
  kwargsOf,
  launch,
  makeConfig,
  named,
  pbuilds,
  sweep,
  ZenStore,
  zen,
} from 'hydra-zen'
import { z } from 'zod'

type Equal<A, B> = (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false
const ok = <X extends true>(): X => true as X

// generics
class Box<T> {
  readonly value: T

  constructor({ value }: { value: T }) {
    this.value = value
  }
}
const box: Builds<Box<string>> = builds(Box<string>, { value: 'x' })
void box
builds(Box, { value: 3 })
builds(<T>({ value }: { value: T }): T => value, { value: 3 })
// @ts-expect-error the type that was chosen counts
builds(Box<string>, { value: 3 })

// forms of options
type Shape = { kind: 'circle'; radius: number } | { kind: 'square'; side: number }
function area(shape: Shape): number {
  return shape.kind === 'circle' ? shape.radius : shape.side
}
builds(area, { kind: 'circle', radius: 2 })
builds(area, { kind: 'square', side: '${size}' })
// @ts-expect-error of no form
builds(area, { kind: 'circle', length: 2 })
// @ts-expect-error wrong type
builds(area, { kind: 'circle', radius: 'x' })

// constructors: overloaded (the last one counts), private, abstract
class Overloaded {
  constructor(options: { a: number })
  constructor(options: { b: string })
  constructor(options: object) {
    void options
  }
}
builds(Overloaded, { b: 'x' })
class Private {
  static make({ n }: { n: number }): Private {
    void n
    return new Private()
  }

  private constructor() {}
}
builds(Private.make, { n: 1 })
// @ts-expect-error nobody may call it
builds(Private)
abstract class Abstract {
  constructor({ n }: { n: number }) {
    void n
  }
}
builds(Abstract, { n: 1 })
class WithStatics {
  static readonly kind = 'k'
  readonly a: number

  constructor({ a }: { a: number }) {
    this.a = a
  }
}
builds(WithStatics, { a: 1 })
// @ts-expect-error unknown key
builds(WithStatics, { b: 1 })

// branded, readonly, optional, null, dates, functions
type UserId = string & { readonly __brand: 'UserId' }
class User {
  readonly id: UserId

  constructor(o: {
    readonly id: UserId
    readonly tags?: readonly string[]
    limit?: number | null
    at?: Date
    on?: (x: number) => string
  }) {
    this.id = o.id
  }
}
const user = builds(User, { id: 'u1' as UserId, tags: ['a'], limit: null, at: new Date(0) })
builds(User, { id: '${id}', tags: '${tags}' })
builds(User, { on: (x) => x.toFixed(2) })
// @ts-expect-error not branded
builds(User, { id: 'u1' })

// what a schema infers
const Schema = z.object({ host: z.string(), port: z.number().default(1), mode: z.enum(['fast', 'slow']) })
class Server {
  readonly conf: z.infer<typeof Schema>

  constructor(conf: z.infer<typeof Schema>) {
    this.conf = conf
  }
}
builds(Server, { host: 'h', mode: 'fast' })
// @ts-expect-error no such mode
builds(Server, { mode: 'quick' })

// nested values
class Deep {
  constructor(o: {
    mode: 'a' | 'b'
    size: [number, number]
    inner: { x: number; list: { y: string }[] }
    map?: Record<string, number>
    user: User
  }) {
    void o
  }
}
builds(Deep, { mode: 'a', size: [1, 2], inner: { x: 1, list: [{ y: 'q' }, '${other}'] }, map: { a: 1 }, user })
// @ts-expect-error wrong key inside
builds(Deep, { inner: { x: 1, lst: [] } })
// @ts-expect-error a tuple of two
builds(Deep, { size: [1] })
// @ts-expect-error wrong type inside
builds(Deep, { inner: { x: 1, list: [{ y: 2 }] } })

// values that are not written in place
const surplus = { host: 'h', nope: 1 }
// @ts-expect-error nope is no parameter
builds(Server, surplus)
const common = { host: 'h' }
builds(Server, common)
builds(Server, { ...common, mode: 'slow' })
interface AllOptional {
  a?: number
}
class TakesInterface {
  constructor(o: AllOptional) {
    void o
  }
}
declare const values: AllOptional
builds(TakesInterface, values)

// anything
builds(({ a, b }: { a: unknown; b?: unknown }) => a ?? b, { a: 1, b: Symbol() })
builds((x: unknown) => x, { x: 1 })
declare const untyped: (...args: unknown[]) => number
builds(untyped, { whatever: 1 })
builds(null as never, { whatever: 1 }, { convert: 'all' })

// an object by position, and an options object beside another parameter: nothing is known without names
class Pair {
  constructor(first: { a: number }, second?: number) {
    void first
    void second
  }
}
builds(Pair, { first: { a: 1 }, second: 2 })
builds(named(Pair, 'first', 'second'), { first: { a: 1 } })
// @ts-expect-error wrong type
builds(named(Pair, 'first', 'second'), { first: 1 })

// partial or not, by what is said last
const half = await instantiate(pbuilds(Server, { host: 'x' }))
half({ port: 1, mode: 'fast' }).conf.host.at(0)
// @ts-expect-error mode is still wanted
half({ port: 1 })
const whole = await instantiate(pbuilds(Server, { host: 'x' }, { partial: false }))
whole.conf.port.toFixed()

// instantiate
const made = await instantiate(
  makeConfig({ user, n: 1, servers: [builds(Server)], area: just(area), load: builds(async () => ({ rows: [1] })) }),
)
ok<Equal<typeof made.user, User>>()
ok<Equal<typeof made.n, number>>()
made.servers[0]?.conf.host.at(0)
made.load.rows.at(0)?.toFixed()
instantiateSync(kwargsOf(Server, { host: 'x' })).host.at(0)

// the store
const stored = new ZenStore()
  .add(Server, { name: 'server', group: 'servers' })
  .add({ host: 'x', port: 1, mode: 'fast' }, { name: 'plain' })
  .add(untyped, { name: 'untyped' })
const server: Builds<Server> = stored.get('servers/server')
void server
ok<Equal<ReturnType<typeof stored.get<'servers/server'>>['fields']['port'], number>>()
// @ts-expect-error no such entry
stored.get('servers/sever')

// fields are what they may become, not what they are at first
const fields = makeConfig({ name: 'x', steps: 3, size: [1, 2], inner: { on: true } })
fields.with({ name: 'y', steps: '${n}', size: [3], inner: { on: false } })
// @ts-expect-error wrong type
fields.with({ steps: 'many' })
const outer = builds(({ s }: { s: Server }) => s, { s: builds(Server) })
outer.with({ s: builds(Server, { mode: 'slow' }) })
// @ts-expect-error builds something else
outer.with({ s: user })

// tasks
function connect({ host, mode }: { host: string; mode: 'fast' | 'slow' }): { open: boolean } {
  return { open: host !== mode }
}
ok<Equal<Awaited<ReturnType<ReturnType<typeof zen<typeof connect>>>>, { open: boolean }>>()
await zen(connect).main(import.meta, { configName: 'plain', stores: stored })
await zen(connect).main(import.meta, { configName: 'untyped', stores: stored })
const likely = new ZenStore().add(makeConfig({ host: 'x', mode: 'fast' }), { name: 'likely' })
await zen(connect).main(import.meta, { configName: 'likely', stores: likely })
await zen(connect).main(import.meta, { configName: String(1), stores: [stored] })
const hostless = new ZenStore().add({ mode: 'fast' }, { name: 'plain' })
// @ts-expect-error the config has no host
await zen(connect).main(import.meta, { configName: 'plain', stores: hostless })

// launch: what comes back, and what a function is handed
const one = await launch({ host: 'x', mode: 'fast' }, zen(connect))
ok<Equal<typeof one.returnValue, { open: boolean }>>()
const swept = await launch({ x: 1 }, (cfg) => cfg.x + 1, { overrides: { x: sweep([1, 2]) } })
swept[0]?.returnValue.toFixed()
const all = await launch({ x: 1 }, async (cfg) => cfg.x, { overrides: ['x=1,2'], multirun: true })
all[0]?.returnValue.toFixed()
const notSwept = await launch(makeConfig({ x: 1, s: builds(Server) }), (cfg) => cfg.s.host, { overrides: { x: 3 } })
notSwept.returnValue.at(0)
class Fields {
  x = 1
  y = ''
}
await launch(Fields, (cfg) => cfg.y.length + cfg.x)
await launch({ x: '???' }, (cfg: { x: number; later?: string }) => cfg.x + 1)
// @ts-expect-error no such key
await launch({ x: 1 }, (cfg) => cfg.y)

// hydraMain: by the task, by a type, or not at all
interface AppConfig {
  db: { host: string; port: number }
}
const ended = await hydraMain({ task: (cfg: AppConfig) => cfg.db.port, entry: import.meta.url })
if (ended && 'returnValue' in ended) ok<Equal<typeof ended.returnValue, number>>()
if (ended && 'jobs' in ended) ended.jobs.length.toFixed()
await hydraMain<AppConfig>({ task: (cfg) => cfg.db.host.at(0), entry: import.meta.url })
await hydraMain({ task: (cfg) => ok<Equal<typeof cfg.db, unknown>>(), entry: import.meta.url })
// @ts-expect-error no such key
await hydraMain<AppConfig>({ task: (cfg) => cfg.database, entry: import.meta.url })

// the settings of the job around
const around = HydraConfig.get()
ok<Equal<typeof around.job.num, number>>()
ok<Equal<typeof around.runtime.output_dir, string>>()
ok<Equal<typeof around.own, unknown>>()
