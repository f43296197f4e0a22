import type { Key } from '../types/scalar.ts'
import { copyNode, snapshot } from './copy.ts'
import { type Cell, type ConfigNode, isNode, ListNode, MapNode } from './node.ts'

/**
 * A tree that is copied many times, of which each copy is changed in a few places and looked at in some.
 *
 * A copy is made as far as it is looked at: a mapping in it copies its cells when somebody asks for them. Later changes
 * of the tree it was made from do not reach it.
 */
export class TreeTemplate<N extends ConfigNode> {
  /** Nobody else holds it, so it stays as it is. */
  readonly #tree: N

  constructor(node: N) {
    this.#tree = copyNode(node)
  }

  /** A copy as `copyNode` makes it. */
  copy(): N {
    return copyOf(this.#tree) as N
  }
}

/** A mapping of a copy: a `MapNode` whose cells are those of the template's until they are asked for. */
class LaterMap extends MapNode {
  declare seed: MapNode
  declare own: Map<Key, Cell> | undefined

  constructor(seed: MapNode) {
    super(seed.origin, NONE)
    this.seed = seed
    this.own = undefined
    this.schema = seed.schema
    this.keyType = seed.keyType
  }
}

const NONE = new Map<Key, Cell>()

// not in the class: there the language has a property for what its parent has as a property
Object.defineProperty(LaterMap.prototype, 'cells', {
  get(this: LaterMap): Map<Key, Cell> {
    if (this.own === undefined) this.own = copiedCells(this)
    return this.own
  },
  set(this: LaterMap, cells: Map<Key, Cell>) {
    this.own = cells
  },
})

function copiedCells(map: LaterMap): Map<Key, Cell> {
  const cells = new Map(map.seed.cells)
  for (const [key, cell] of cells) if (isNode(cell)) cells.set(key, copyUnder(map, cell))
  return cells
}

function copyUnder(parent: MapNode | ListNode, node: ConfigNode): ConfigNode {
  const copy = copyOf(node)
  copy.parent = parent
  return copy
}

function copyOf(node: ConfigNode): ConfigNode {
  if (node.kind === 'scalar') return snapshot(node)
  const copy = node.kind === 'map' ? new LaterMap(node) : copyList(node)
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

function copyList(node: ListNode): ListNode {
  const copy = new ListNode(node.origin)
  copy.cells = node.cells.map((cell) => (isNode(cell) ? copyUnder(copy, cell) : cell))
  return copy
}
