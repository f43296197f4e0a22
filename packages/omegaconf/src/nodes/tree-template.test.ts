import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type ConfigNode,
  copyNode,
  createNode,
  fullKey,
  historyOf,
  ListNode,
  loadYamlNode,
  type MapNode,
  mergeInto,
  popItem,
  remove,
  resolvedCopy,
  resolveInPlace,
  setFlag,
  setItem,
  structuralEquality,
  TreeTemplate,
  toContainer,
  toYaml,
  unsafeMerge,
  update,
  view,
} from '../nodes.ts'

/** Every node of a tree: its kind, where it says that it is, and what it holds itself. */
function told(node: ConfigNode): unknown[] {
  const own = [node.kind, fullKey(node), node.state, node.text, node.flags, node.type, node.origin, historyOf(node)]
  if (node.kind === 'scalar') return [...own, node.value]
  const children = node.kind === 'map' ? [...node.entries] : node.items.map((child, at) => [at, child] as const)
  return [...own, ...children.map(([key, child]) => [key, child.parent === node, told(child)])]
}

const value = fc.letrec((again) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('text', '${a.b}', '???', 1, 2.5, true, null),
    fc.array(again('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('a', 'b', 'c'), again('value'), { maxKeys: 3 }),
  ),
})).value

test('a copy is what copying the tree would give', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), value), (data) => {
      const node = createNode(data)
      expect(told(new TreeTemplate(node).copy())).toEqual(told(createNode(data)))
    }),
  )
})

test('copies know nothing of each other, nor of what becomes of the original', () => {
  const node = loadYamlNode({ name: 'a.yaml', text: 'a: {b: 1, c: [x, {d: 2}]}\ne: ${a.b}\n' }) as MapNode
  setFlag(node, 'struct', true)
  const template = new TreeTemplate(node)
  const one = template.copy()
  const text = toYaml(one)
  const a = one.entries.get('a') as MapNode
  a.cells.set('b', 5)
  ;(node.entries.get('a') as MapNode).cells.clear()
  const other = template.copy()
  expect(toYaml(other)).toBe(text)
  expect(toYaml(one)).toBe(text.replace('b: 1', 'b: 5'))
  expect(other.flags).toEqual(node.flags)
  expect(other.entries.get('a')?.parent).toBe(other)
})

/** What is done to a tree: each gives what can be compared. */
const deeds: Readonly<Record<string, (tree: MapNode, at: MapNode | ListNode, key: string, data: unknown) => unknown>> =
  {
    merge: (_, at, __, data) => mergeInto(at, [createNode(data)]),
    'merge into another': (tree) => told(unsafeMerge(createNode({ a: { b: 1 } }), tree)),
    update: (tree, _, key, data) => update(tree, `b.${key}`, data, { forceAdd: true }),
    set: (_, at, key, data) => setItem(at, key, data),
    'set to a part': (tree, at, key) => setItem(tree, key, at),
    'set through a view': (_, at, key, data) => Reflect.set(view<object>(at), key, data),
    remove: (_, at, key) => remove(at, key),
    pop: (_, at, key) => toContainer(createNode(popItem(at, key))),
    resolve: (_, at) => resolveInPlace(at),
    'resolved copy': (tree) => told(resolvedCopy(tree)),
    plain: (_, at) => [toContainer(at), JSON.stringify(view(at))],
    struct: (_, at) => setFlag(at, 'struct', true),
    readonly: (_, at) => setFlag(at, 'readonly', true),
    equal: (tree, at) => structuralEquality(tree, at),
  }

const deed = fc.tuple(
  fc.constantFrom(...Object.keys(deeds)),
  fc.constantFrom('', 'a', 'b'),
  fc.constantFrom('a', 'b', 'c'),
  value,
)

function done(tree: MapNode, [name, part, key, data]: readonly [string, string, string, unknown]): unknown {
  const at = tree.entries.get(part)
  try {
    return deeds[name]?.(tree, at?.kind === 'map' || at instanceof ListNode ? at : tree, key, data)
  } catch (error) {
    return String(error)
  }
}

test('whatever is done to a copy comes out as it would for any tree, and reaches no other copy', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('a', 'b', 'c'), value), fc.array(deed, { maxLength: 8 }), (data, all) => {
      const node = createNode(data) as MapNode
      const before = told(copyNode(node))
      const template = new TreeTemplate(node)
      const [copy, other] = [template.copy(), template.copy()]
      const plain = copyNode(node)
      for (const each of all) expect(done(copy, each)).toEqual(done(plain, each))
      expect([told(copy), toYaml(copy)]).toEqual([told(plain), toYaml(plain)])
      expect(told(other)).toEqual(before)
      expect(told(template.copy())).toEqual(before)
    }),
  )
})
