import type { Key, Scalar } from '../types/scalar.ts'
import { anyType, type SchemaType, type TypeRef } from '../types/type-ref.ts'
import type { TreeContext } from './context.ts'
import type { Origin } from './origin.ts'

/** A flag that is absent: ask the parent. */
export interface Flags {
  struct?: boolean | undefined
  readonly?: boolean | undefined
  allowObjects?: boolean | undefined
  /** Not a flag, but inherited and copied like one: the resolvers and the environment of the tree. */
  context?: TreeContext | undefined
}

/** A flag that a node has itself or takes from its parent. */
export type FlagName = 'struct' | 'readonly' | 'allowObjects'

/** `null`, `???` and `${…}` are states, never values in disguise. */
export type State = 'value' | 'null' | 'missing' | 'interpolation'

/**
 * A leaf nobody has touched yet, kept as the bare value: a string that is neither `???` nor an interpolation,
 * an int or float, a boolean. 100,000 of them cost no objects. Reading `entries` or `items` makes nodes of them.
 */
export type RawScalar = string | number | boolean

/** A list of bare leaves nobody has touched yet. Shared between trees, so never changed. */
export type RawList = readonly RawScalar[]

/** What a container really holds. Only `nodes/` and the hot loops of `ops/` look at cells. */
export type Cell = ConfigNode | RawScalar | RawList

/** A leaf: one scalar. `value` counts only while `state` is `value`. */
export class ScalarNode {
  declare readonly kind: 'scalar'
  /** What may be stored here. */
  declare type: TypeRef
  declare state: State
  declare value: Scalar | undefined
  /** The text of the interpolation, while `state` is `interpolation`. */
  declare text: string | undefined
  declare parent: ContainerNode | undefined
  declare key: Key | undefined
  declare flags: Flags | undefined
  /** Where the present content was written. Bare leaves have the container's. */
  declare origin: Origin | undefined
  /** What stood here before a merge or an assignment replaced it: the history that `explain` tells. */
  declare past: Cell | undefined

  constructor(state: State, value: Scalar | undefined, text: string | undefined, origin: Origin | undefined) {
    this.kind = 'scalar'
    this.type = anyType
    this.state = state
    this.value = value
    this.text = text
    this.parent = undefined
    this.key = undefined
    this.flags = undefined
    this.origin = origin
    this.past = undefined
  }
}

/** A sequence of nodes. */
export class ListNode {
  declare readonly kind: 'list'
  declare type: TypeRef
  declare state: State
  declare text: string | undefined
  declare parent: ContainerNode | undefined
  declare key: Key | undefined
  declare flags: Flags | undefined
  declare origin: Origin | undefined
  declare past: Cell | undefined
  /** The type of new elements. */
  declare elementType: TypeRef
  declare cells: Cell[]
  /** Some cells may be bare. */
  declare lazy: boolean
  /** The view that users hold of this node, once somebody asked for it. */
  declare proxy: object | undefined

  constructor(origin: Origin | undefined) {
    this.kind = 'list'
    this.type = anyType
    this.state = 'value'
    this.text = undefined
    this.parent = undefined
    this.key = undefined
    this.flags = undefined
    this.origin = origin
    this.past = undefined
    this.elementType = anyType
    this.cells = []
    this.lazy = false
    this.proxy = undefined
  }

  /** The elements as nodes. Push through `adopt`, so that each knows its parent. */
  get items(): ConfigNode[] {
    if (this.lazy) wakeList(this)
    return this.cells as ConfigNode[]
  }
}

/** A mapping, in insertion order. */
export class MapNode {
  declare readonly kind: 'map'
  declare type: TypeRef
  declare state: State
  declare text: string | undefined
  declare parent: ContainerNode | undefined
  declare key: Key | undefined
  declare flags: Flags | undefined
  declare origin: Origin | undefined
  declare past: Cell | undefined
  /** The schema of the present content, which may extend the declared one. */
  declare schema: SchemaType | undefined
  declare keyType: TypeRef
  declare elementType: TypeRef
  declare cells: Map<Key, Cell>
  declare lazy: boolean
  /** The view that users hold of this node, once somebody asked for it. */
  declare proxy: object | undefined

  constructor(origin: Origin | undefined) {
    this.kind = 'map'
    this.type = anyType
    this.state = 'value'
    this.text = undefined
    this.parent = undefined
    this.key = undefined
    this.flags = undefined
    this.origin = origin
    this.past = undefined
    this.schema = undefined
    this.keyType = anyType
    this.elementType = anyType
    this.cells = new Map()
    this.lazy = false
    this.proxy = undefined
  }

  /** The children as nodes. Add through `adopt`, so that each knows its parent. */
  get entries(): Map<Key, ConfigNode> {
    if (this.lazy) wakeMap(this)
    return this.cells as Map<Key, ConfigNode>
  }
}

/** A list or a mapping. */
export type ContainerNode = ListNode | MapNode
/** One place of a tree: a leaf, a list or a mapping. */
export type ConfigNode = ScalarNode | ContainerNode

/** A node that holds one scalar; `null` for YAML's null. Strings are taken as they are: no `???`, no `${…}`. */
export function scalarNode(value: Scalar | null, origin?: Origin): ScalarNode {
  return value === null
    ? new ScalarNode('null', undefined, undefined, origin)
    : new ScalarNode('value', value, undefined, origin)
}

/** A node for a text as a config file means it: `???` is missing, `${…}` an interpolation (not checked here). */
export function textNode(text: string, origin?: Origin): ScalarNode {
  if (text === '???') return new ScalarNode('missing', undefined, undefined, origin)
  if (text.includes('${')) return new ScalarNode('interpolation', undefined, text, origin)
  return new ScalarNode('value', text, undefined, origin)
}

/** Puts `child` into `parent` under `key` (a list takes its index), with no checks and no history. */
export function adopt(parent: ContainerNode, key: Key, child: ConfigNode): void {
  child.parent = parent
  child.key = key
  if (parent.kind === 'map') parent.cells.set(key, child)
  else parent.cells[key as number] = child
}

/** The child under a key as a node, made if nobody had touched it yet. */
export function childNode(parent: ContainerNode, key: Key): ConfigNode | undefined {
  const cell = parent.kind === 'map' ? parent.cells.get(key) : parent.cells[key as number]
  if (cell === undefined || isNode(cell)) return cell
  const child = wake(cell, parent, key)
  if (parent.kind === 'map') parent.cells.set(key, child)
  else parent.cells[key as number] = child
  return child
}

/** Whether a cell is a node already. */
export function isNode(cell: Cell): cell is ConfigNode {
  return typeof cell === 'object' && !Array.isArray(cell)
}

/** The node for a bare cell; it is not put into the parent. */
export function wake(cell: RawScalar | RawList, parent: ContainerNode, key: Key): ConfigNode {
  let node: ConfigNode
  if (typeof cell === 'object') {
    node = new ListNode(parent.origin)
    node.cells = cell.slice()
    node.lazy = true
  } else {
    node = new ScalarNode('value', cell, undefined, parent.origin)
  }
  node.parent = parent
  node.key = key
  return node
}

function wakeMap(node: MapNode): void {
  for (const [key, cell] of node.cells) if (!isNode(cell)) node.cells.set(key, wake(cell, node, key))
  node.lazy = false
}

function wakeList(node: ListNode): void {
  const { cells } = node
  for (let at = 0; at < cells.length; at++) {
    const cell = cells[at] as Cell
    if (!isNode(cell)) cells[at] = wake(cell, node, at)
  }
  node.lazy = false
}
