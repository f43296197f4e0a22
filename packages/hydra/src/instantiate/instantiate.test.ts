import { createNode, floatType, loadYamlNode, nodeOf, schemaOf } from '@hydra-zen/omegaconf/nodes'
import { expect, test } from 'vitest'
import { createDisposalScope, withDisposalScope } from './disposal-scope.ts'
import { type InstantiateOptions, instantiate, instantiateSync } from './instantiate.ts'
import type { Partial } from './partial.ts'
import { rawTarget } from './raw-target.ts'
import type { CallableSignature } from './signature.ts'
import { createTargets, runWithTargets } from './targets.ts'

class Point {
  readonly x: unknown
  readonly y: unknown

  constructor(x: unknown, y: unknown = 2) {
    this.x = x
    this.y = y
  }
}

class Db {
  readonly name: string
  readonly log: string[]

  constructor({ name, log = [] }: { name: string; log?: string[] }) {
    this.name = name
    this.log = log
  }

  async [Symbol.asyncDispose](): Promise<void> {
    closed.push(this.name)
  }
}

const closed: string[] = []
const given = (...all: unknown[]) => all
const later = async ({ value }: { value: unknown }) => value

const pointSignature: CallableSignature = {
  kind: 'class',
  name: 'Point',
  at: 'src/point.ts:3',
  params: [
    { name: 'x', kind: 'positional', type: { k: 'number' } },
    { name: 'y', kind: 'positional', type: { k: 'number' }, optional: true },
  ],
}

const targets = createTargets({ roots: [], signatureOf: (one) => (one === Point ? pointSignature : undefined) })
targets.register('app', {
  Point,
  Db,
  given,
  later,
  raw: rawTarget((call) => call),
  fail: () => {
    throw new RangeError('no')
  },
  // biome-ignore lint/suspicious/noThenProperty: what is tested is that nobody waits for it
  thenable: () => ({ then: () => 'never called' }),
  seven: 7,
})

const config = (text: string) => loadYamlNode({ name: 'conf/config.yaml', text })
const make = (text: string, options: InstantiateOptions = {}) => instantiate(config(text), { targets, ...options })

test('classes are called with `new`, functions without, by their signatures', async () => {
  expect(await make('_target_: app.Point\ny: 1\nx: 3')).toEqual(new Point(3, 1))
  expect(await make('_target_: app.given\n_args_: [1, 2]')).toEqual([1, 2])
  expect(await make('_target_: app.given\n_args_: [1]\na: 2')).toEqual([1, { a: 2 }])
  expect(await make('_target_: app.Db\nname: main')).toBeInstanceOf(Db)
})

test('plain data, functions as targets among it, is as good as a config', async () => {
  expect(await instantiate({ _target_: Point, x: { _target_: 'app.Point', x: 1 } }, { targets })).toEqual(
    new Point(new Point(1)),
  )
  expect(await instantiate(null)).toBeNull()
  await expect(instantiate(5)).rejects.toMatchObject({ code: 'INSTANTIATE_CONFIG' })
})

test('live objects at the call site arrive as they are', async () => {
  const socket = new (class Socket {})()
  const made = (await make('_target_: app.raw', { kwargs: { socket, when: new Date(0) } })) as {
    kwargs: Map<string, unknown>
  }
  expect(made.kwargs.get('socket')).toBe(socket)
  expect(made.kwargs.get('when')).toEqual(new Date(0))
})

test('a partial merges keywords as functools.partial does', async () => {
  const partial = (await make('_target_: app.Point\n_partial_: true\nx: 1')) as Partial
  expect({ ...partial }).toMatchObject({ target: Point, args: [], kwargs: { x: 1 } })
  expect(partial({ y: 5 })).toEqual(new Point(1, 5))
  expect(partial({ x: 2 })).toEqual(new Point(2))
  const rest = (await make('_target_: app.given\n_partial_: true\n_args_: [1]')) as Partial
  expect(rest(undefined, 2)).toEqual([1, 2])
})

test('containers are configs of their own, or plain data where asked', async () => {
  const [argument] = (await make('_target_: app.given\n_args_: [{a: [1, "${b}"]}]\n_call_: positional\nb: 2')) as [
    object,
  ]
  expect(nodeOf(argument)?.parent).toBeUndefined()
  expect(argument).toEqual({ a: [1, 2] })
  const [plain] = (await make('_target_: app.given\n_convert_: all\n_args_: [{a: [1], __proto__: 2}]')) as [object]
  expect(nodeOf(plain)).toBeUndefined()
  expect(Object.hasOwn(plain, '__proto__')).toBe(true)
})

test('what a class describes is a config, or with `object` an instance of it', async () => {
  class Optim {
    lr = 0.1
  }
  const schema = schemaOf('Optim', { lr: { type: floatType, default: 0.5 } }, { source: Optim })
  const convert = (how: string) =>
    instantiate({ _target_: 'app.given', _convert_: how, _args_: [createNode(schema)] }, { targets }) as Promise<
      object[]
    >
  expect((await convert('object'))[0]).toBeInstanceOf(Optim)
  expect((await convert('object'))[0]).toEqual({ lr: 0.5 })
  expect(nodeOf((await convert('partial'))[0])).toBeDefined()
  expect(nodeOf((await convert('all'))[0])).toBeUndefined()
})

test('the config is not changed', async () => {
  const root = config('a: {_target_: app.Point, x: "${b}"}\nb: 1')
  const before = JSON.stringify(root, (key, value) => (key === 'parent' || key === 'origin' ? undefined : value))
  await instantiate(root, { targets, kwargs: { b: 5 } })
  expect(JSON.stringify(root, (key, value) => (key === 'parent' || key === 'origin' ? undefined : value))).toBe(before)
})

test('promises are awaited one after another, thenables left alone', async () => {
  expect(await make('_target_: app.Point\nx: {_target_: app.later, value: 1}')).toEqual(new Point(1))
  const [thenable] = (await make('_target_: app.given\n_args_: [{_target_: app.thenable}]')) as [{ then: unknown }]
  expect(thenable.then).toBeTypeOf('function')
  expect(() => instantiateSync(config('_target_: app.later\nvalue: 1'), { targets })).toThrow(
    expect.objectContaining({ code: 'TARGET_ASYNC' }),
  )
  expect(instantiateSync(config('_target_: app.Point\nx: 1'), { targets })).toEqual(new Point(1))
})

test('`_call_: false` gives the value itself', async () => {
  expect(await make('_target_: app.seven\n_call_: false')).toBe(7)
  expect(await make('_target_: app.Point\n_call_: false')).toBe(Point)
})

test('what is referred to by `ref` is one instance, wherever it is reached first', async () => {
  const text = 'db: {_target_: app.Db, name: main}\na: {_target_: app.given, _args_: ["${ref:db}"]}\nb: ["${ref:db}"]'
  const made = (await make(text)) as { db: Db; a: Db[]; b: Db[] }
  expect(made.db).toBeInstanceOf(Db)
  expect(made.a[0]).toBe(made.db)
  expect(made.b[0]).toBe(made.db)
  const early = (await make('first: "${ref:.second}"\nsecond: {_target_: app.Db, name: x}')) as {
    first: Db
    second: Db
  }
  expect(early.first).toBe(early.second)
  const twice = (await make('a: {_target_: app.Db, name: x}\nb: ${a}')) as { a: Db; b: Db }
  expect(twice.a).not.toBe(twice.b)
})

test('`_once_` makes one instance per call, or per scope', async () => {
  const text = 'a: {_target_: app.Db, _once_: true, name: x}\nb: ${a}'
  const scope = createDisposalScope()
  const first = (await make(text, { scope })) as { a: Db; b: Db }
  expect(first.a).toBe(first.b)
  const second = (await make(text, { scope })) as { a: Db }
  expect(second.a).toBe(first.a)
  expect(((await make(text)) as { a: Db }).a).not.toBe(first.a)
})

test('instances that need each other are reported, not built forever', async () => {
  const circle = 'a: {_target_: app.Db, name: "${ref:b}"}\nb: {_target_: app.Db, name: "${ref:a}"}'
  await expect(make(circle)).rejects.toThrow(/Shared instances need each other: [ab] → [ab]( → [ab])?/)
  const mutual = 'a: {_target_: app.given, x: "${b}"}\nb: {_target_: app.given, x: "${a}"}'
  await expect(make(mutual)).rejects.toMatchObject({ code: 'INSTANTIATE_CYCLE' })
  await expect(make('a: {_target_: app.Db, name: "${a}"}')).rejects.toMatchObject({ code: 'INTERPOLATION_CYCLE' })
})

test('a scope disposes in reverse order, and goes on after a failure', async () => {
  closed.length = 0
  const scope = createDisposalScope()
  await make('- {_target_: app.Db, name: one}\n- {_target_: app.Db, name: two}', { scope })
  scope.own({
    [Symbol.dispose]() {
      closed.push('three')
      throw new Error('stuck')
    },
  })
  await expect(scope.disposeAll()).rejects.toThrow('stuck')
  expect(closed).toEqual(['three', 'two', 'one'])
})

test('a wrapper goes around every call, that of a partial when it is called', async () => {
  const seen: string[] = []
  const wrapTarget: InstantiateOptions['wrapTarget'] = (target, { address, path }) => {
    seen.push(`${address}@${path}`)
    return target
  }
  const made = (await make('a: {_target_: app.Point, x: 1}\np: {_target_: app.Point, _partial_: true, x: 2}', {
    wrapTarget,
  })) as { p: Partial }
  expect(seen).toEqual(['app.Point@a'])
  made.p()
  expect(seen).toEqual(['app.Point@a', 'app.Point@p'])
})

test('nesting may be deep', async () => {
  let text = '1'
  for (let at = 0; at < 400; at++) text = `{_target_: app.Point, x: ${text}}`
  let at = (await make(text)) as Point
  let depth = 1
  while (at.x instanceof Point) {
    at = at.x
    depth++
  }
  expect(depth).toBe(400)
})

test('the environment around a call is found', async () => {
  expect(await runWithTargets(targets, () => instantiate({ _target_: 'app.seven', _call_: false }))).toBe(7)
})

test('helpers that configs of the reference name are there', async () => {
  expect(await make('_target_: builtins.dict\na: 1')).toEqual({ a: 1 })
  expect(await make('_target_: hydra.utils.get_object\npath: app.seven')).toBe(7)
})

test('errors name the key, the place, the target and what it takes', async () => {
  await expect(make('db:\n  _target_: app.Point\n  z: 1\n')).rejects.toThrowErrorMatchingInlineSnapshot(`
    [InstantiationException: Cannot call app.Point (src/point.ts:3): \`z\` is not a parameter (at db).
      conf/config.yaml:3:6
      |   z: 1
      |      ^
    hint: It takes: x, y?.]
  `)
  await expect(make('a: {b: {_target_: app.Piont}}')).rejects.toThrowErrorMatchingInlineSnapshot(`
    [InstantiationException: Cannot find \`app.Piont\` (at a.b): there is no \`Piont\` in \`app\`, which is registered.
      conf/config.yaml:1:19
      | a: {b: {_target_: app.Piont}}
      |                   ^^^^^^^^^
    hint: did you mean \`Point\`? (it has Point, Db, given, later, raw, fail, thenable, seven)]
  `)
  await expect(make('_target_: app.seven')).rejects.toThrowErrorMatchingInlineSnapshot(`
    [InstantiationException: _target_ \`app.seven\` is a number; a class or a function is needed.
      conf/config.yaml:1:11
      | _target_: app.seven
      |           ^^^^^^^^^
    hint: \`_call_: false\` gives the value itself]
  `)
  await expect(make('x: {_target_: app.fail}')).rejects.toMatchObject({
    code: 'INSTANTIATE_FAILED',
    details: { path: 'x' },
    cause: expect.any(RangeError),
  })
})

test('what is made inside `withDisposalScope` ends with it, whatever happens', async () => {
  closed.length = 0
  const job = withDisposalScope(async () => {
    await make('{_target_: app.Db, name: one}')
    throw new Error('task')
  })
  await expect(job).rejects.toThrow('task')
  expect(closed).toEqual(['one'])
})
