import { type Cell, type ConfigNode, isNode, ListNode, MapNode, ScalarNode } from './node.ts'

/** A deep copy with types, flags, origins and history, without parent. Bare leaves are shared: nothing can change them. */
export function copyNode<N extends ConfigNode>(node: N): N {
  return copyOf(node) as N
}

function copyOf(node: ConfigNode): ConfigNode {
  if (node.kind === 'scalar') return copyScalar(node)
  return node.kind === 'map' ? copyMap(node) : copyList(node)
}

function copyScalar(node: ScalarNode): ScalarNode {
  const copy = new ScalarNode(node.state, node.value, node.text, node.origin)
  copy.type = node.type
  copy.key = node.key
  copy.flags = node.flags
  copy.past = node.past
  return copy
}

function copyMap(node: MapNode): MapNode {
  const copy = new MapNode(node.origin)
  copy.type = node.type
  copy.state = node.state
  copy.text = node.text
  copy.key = node.key
  copy.flags = node.flags
  copy.past = node.past
  copy.schema = node.schema
  copy.keyType = node.keyType
  copy.elementType = node.elementType
  copy.lazy = node.lazy
  const { cells } = copy
  for (const [key, cell] of node.cells) {
    if (isNode(cell)) {
      const child = copyOf(cell)
      child.parent = copy
      cells.set(key, child)
    } else cells.set(key, cell)
  }
  return copy
}

function copyList(node: ListNode): ListNode {
  const copy = new ListNode(node.origin)
  copy.type = node.type
  copy.state = node.state
  copy.text = node.text
  copy.key = node.key
  copy.flags = node.flags
  copy.past = node.past
  copy.elementType = node.elementType
  copy.lazy = node.lazy
  const { cells } = node
  const copied: Cell[] = new Array(cells.length)
  for (let at = 0; at < cells.length; at++) {
    const cell = cells[at] as Cell
    if (isNode(cell)) {
      const child = copyOf(cell)
      child.parent = copy
      copied[at] = child
    } else copied[at] = cell
  }
  copy.cells = copied
  return copy
}

/** What a node holds now, as a node of its own for the history; containers are not copied but pointed at. */
export function snapshot(node: ScalarNode): ScalarNode {
  return copyScalar(node)
}
