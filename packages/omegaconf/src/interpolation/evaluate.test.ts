import { expect, test } from 'vitest'
import {
  clearResolver,
  create,
  createResolverRegistry,
  registerResolver,
  resolve,
  select,
  toContainer,
  toYaml,
} from '../index.ts'
import { type ContainerNode, createNode, setContext, type TreeContext, view } from '../nodes.ts'

function treeOf<T extends object>(data: T, context: Partial<TreeContext>): T {
  const node = createNode(data) as ContainerNode
  setContext(node, context)
  return view<T>(node)
}

test('chains of any length are followed, alone or inside text', () => {
  const alone: Record<string, unknown> = { k20000: 'end' }
  const inside: Record<string, unknown> = { k5000: '' }
  for (let at = 0; at < 20_000; at++) alone[`k${at}`] = `\${k${at + 1}}`
  for (let at = 0; at < 5000; at++) inside[`k${at}`] = `x\${k${at + 1}}`
  expect(create(alone).k0).toBe('end')
  expect(create(inside).k0).toBe('x'.repeat(5000))
})

test('a circle is told with its path', () => {
  expect(() => create({ a: '${b.c}', b: { c: 'x${d}' }, d: '${a}' }).a).toThrowErrorMatchingInlineSnapshot(`
    [InterpolationResolutionError: Interpolations lead in a circle: \`a\` → \`b.c\` → \`d\` → \`a\`.]
  `)
})

test('a long circle inside text is told too, shortened', () => {
  const data: Record<string, unknown> = {}
  for (let at = 0; at < 1000; at++) data[`k${at}`] = `x\${k${(at + 1) % 1000}}`
  expect(() => create(data).k0).toThrow(/circle: .*…/)
})

test('containers that contain each other end in an error, not in a full stack', () => {
  const config = create({ a: { x: '${b}' }, b: { y: '${a}' } })
  expect(() => toContainer(config, { resolve: true })).toThrow('contain itself')
  expect(() => toYaml(config, { resolve: true })).toThrow('contain itself')
  expect(() => resolve(config)).toThrow('contain itself')
  expect(() => create({ a: { b: '${a}' } }).a.b).toThrow('a container that holds it')
})

test('a key that is not there comes with the nearest one', () => {
  expect(() => create({ db: { port: 1 }, x: '${db.prt}' }).x).toThrowErrorMatchingInlineSnapshot(`
    [InterpolationKeyError: The interpolation \`\${db.prt}\` leads to \`db.prt\`, which is not there.
    hint: did you mean \`port\`?]
  `)
})

test('an error of a resolver keeps its cause', () => {
  const registry = createResolverRegistry()
  const failure = new Error('no network')
  registerResolver(
    'fail',
    () => {
      throw failure
    },
    { registry },
  )
  const config = treeOf({ a: '${fail:}' }, { resolvers: registry })
  try {
    config.a
    expect.unreachable()
  } catch (error) {
    expect((error as Error).name).toBe('InterpolationResolutionError')
    expect((error as Error).cause).toBe(failure)
  }
})

test('a resolver gets values and its place, and may answer with containers', () => {
  const registry = createResolverRegistry()
  registerResolver('add', (a: number, b: number) => a + b, { registry })
  registerResolver('sibling', ({ parent }, key: string) => (parent as Record<string, unknown>)[key], {
    registry,
    context: true,
  })
  registerResolver('keys', (map: object) => Object.keys(map), { registry })
  const config = treeOf(
    { a: { one: 1, two: '${add:${.one},1.0}', three: '${sibling:two}' }, k: '${keys:${a}}' },
    { resolvers: registry },
  )
  expect(toContainer(config, { resolve: true })).toEqual({
    a: { one: 1, two: 2, three: 2 },
    k: ['one', 'two', 'three'],
  })
})

test('a resolver without a cache is called each time, one with a cache once for the same arguments', () => {
  const registry = createResolverRegistry()
  let count = 0
  registerResolver('next', () => ++count, { registry })
  registerResolver('once', () => ++count, { registry, useCache: true })
  const config = treeOf(
    { a: '${next:}', b: '${a}', c: '${once:x}', d: '${once:x}', e: '${once:y}' },
    { resolvers: registry },
  )
  expect([config.a, config.a, config.b]).toEqual([1, 2, 3])
  expect([config.c, config.d, config.e, config.c]).toEqual([4, 4, 5, 4])
})

test('what is a resolver now, or has another name, is told', () => {
  expect(() => create({ a: '${env:HOME}' }).a).toThrow('it is `oc.env` now')
  registerResolver('hydra', () => '')
  try {
    expect(() => create({ a: '${hydra.runtime.cwd}' }).a).toThrow(
      'hint: `hydra` is no key but a resolver: `${hydra:runtime.cwd}`',
    )
  } finally {
    clearResolver('hydra')
  }
})

test('an unknown resolver comes with the nearest name', () => {
  expect(() => create({ a: '${oc.evn:HOME}' }).a).toThrowErrorMatchingInlineSnapshot(`
    [UnsupportedInterpolationType: There is no resolver \`oc.evn\`.
    hint: did you mean \`oc.env\`?]
  `)
})

test('oc.env reads the environment of the tree', () => {
  const config = treeOf(
    { user: '${oc.env:USER}', shell: '${oc.env:SHELL,sh}', none: '${oc.env:NOPE,null}' },
    { env: { USER: 'ada' } },
  )
  expect({ ...config }).toEqual({ user: 'ada', shell: 'sh', none: null })
})

test('resolving in place leaves no interpolation behind', () => {
  const config = create({ a: { x: 1, y: '${.x}' }, b: '${a}', c: 'n${a.y}', m: '???', i: '${m}' })
  resolve(config)
  expect(toContainer(config)).toEqual({ a: { x: 1, y: 1 }, b: { x: 1, y: 1 }, c: 'n1', m: '???', i: '???' })
})

test('selecting goes through interpolations, and up', () => {
  const config = create({ a: '${b}', b: { c: [1, { d: 2 }] } })
  expect(select(config, 'a.c[1].d')).toBe(2)
  expect(select(config.b, '..b.c[0]')).toBe(1)
  expect(select(config, 'a.z', { default: 7 })).toBe(7)
})
