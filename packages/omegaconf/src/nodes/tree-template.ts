import { copyNode, snapshot } from './copy.ts'
import { type ConfigNode, isNode, ListNode, MapNode } from './node.ts'

/**
 * A tree that is copied many times: what `copyNode` finds out on the way each time is found out once.
 *
 * Later changes of the tree it was made from do not reach it.
 */
export class TreeTemplate<N extends ConfigNode> {
  /** Parents before their children; nobody else holds them, so they stay as they are. */
  readonly #nodes: readonly ConfigNode[]
  /** Where each node's parent is in `#nodes`; -1 for the root. */
  readonly #parents: readonly number[]
  /** The key or the index that each node has in its parent. */
  readonly #places: readonly unknown[]

  constructor(node: N) {
    const nodes: ConfigNode[] = []
    const parents: number[] = []
    const places: unknown[] = []
    const add = (each: ConfigNode, parent: number, place: unknown): void => {
      const at = nodes.length
      nodes.push(each)
      parents.push(parent)
      places.push(place)
      if (each.kind === 'scalar') return
      for (const [key, cell] of each.cells.entries()) if (isNode(cell)) add(cell, at, key)
    }
    add(copyNode(node), -1, undefined)
    this.#nodes = nodes
    this.#parents = parents
    this.#places = places
  }

  /** A copy as `copyNode` makes it. */
  copy(): N {
    const nodes = this.#nodes
    const copies: ConfigNode[] = []
    for (let at = 0; at < nodes.length; at++) {
      const copy = withoutChildren(nodes[at] as ConfigNode)
      const parent = copies[this.#parents[at] as number]
      if (parent?.kind === 'map') {
        copy.parent = parent
        parent.cells.set(this.#places[at] as string, copy)
      } else if (parent?.kind === 'list') {
        copy.parent = parent
        parent.cells[this.#places[at] as number] = copy
      }
      copies.push(copy)
    }
    return copies[0] as N
  }
}

/** A node alone: the cells are those of the original, of which bare ones may be shared, and nodes are replaced. */
function withoutChildren(node: ConfigNode): ConfigNode {
  if (node.kind === 'scalar') return snapshot(node)
  const copy = node.kind === 'map' ? bareMap(node) : bareList(node)
  copy.type = node.type
  copy.state = node.state
  copy.text = node.text
  copy.key = node.key
  copy.flags = node.flags
  copy.past = node.past
  copy.elementType = node.elementType
  copy.lazy = node.lazy
  return copy
}

function bareMap(node: MapNode): MapNode {
  const copy = new MapNode(node.origin)
  copy.schema = node.schema
  copy.keyType = node.keyType
  copy.cells = new Map(node.cells)
  return copy
}

function bareList(node: ListNode): ListNode {
  const copy = new ListNode(node.origin)
  copy.cells = node.cells.slice()
  return copy
}
