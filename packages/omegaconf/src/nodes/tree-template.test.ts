import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type ConfigNode,
  createNode,
  fullKey,
  loadYamlNode,
  type MapNode,
  setFlag,
  TreeTemplate,
  toYaml,
} from '../nodes.ts'

/** Every node of a tree: its kind, where it says that it is, and what it holds itself. */
function told(node: ConfigNode): unknown[] {
  const own = [node.kind, fullKey(node), node.state, node.text, node.flags, node.type, node.origin]
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
