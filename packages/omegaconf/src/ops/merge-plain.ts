import { copyNode } from '../nodes/copy.ts'
import { flag } from '../nodes/flags.ts'
import {
  type Cell,
  type ConfigNode,
  type ContainerNode,
  isNode,
  ListNode,
  type MapNode,
  type RawList,
  ScalarNode,
  wake,
} from '../nodes/node.ts'
import type { Key } from '../types/scalar.ts'

/**
 * Whether two mappings merge without a single check: no types, no schema, no flags in the way.
 * That is nearly every file of every config; 100,000 keys merge in milliseconds.
 */
export function mergesPlainly(target: MapNode, source: MapNode): boolean {
  return (
    isPlain(target) &&
    isPlain(source) &&
    source.flags === undefined &&
    !flag(target, 'struct') &&
    !flag(target, 'readonly')
  )
}

function isPlain(node: MapNode): boolean {
  return (
    node.state === 'value' &&
    node.type.kind === 'any' &&
    node.elementType.kind === 'any' &&
    node.keyType.kind === 'any' &&
    node.schema === undefined
  )
}

/** Merges one child that needs the checks after all. */
export type CarefulMerge = (target: MapNode, source: MapNode, key: Key, child: ConfigNode) => void

/** Merges two such mappings. */
export function mergePlainMaps(target: MapNode, source: MapNode, own: boolean, careful: CarefulMerge): void {
  const { cells } = target
  const sameOrigin = source.origin === target.origin
  for (const [key, cell] of source.cells) {
    const old = cells.get(key)
    if (isNode(cell)) {
      if (old === undefined) {
        place(target, key, own ? cell : copyNode(cell))
      } else if (cell.kind === 'scalar') {
        if (
          isNode(old)
            ? isPlainLeaf(old) && isPlainLeaf(cell) && cell.state !== 'missing'
            : typeof old !== 'object' && isPlainLeaf(cell) && cell.state !== 'missing'
        ) {
          const node = own ? cell : copyNode(cell)
          node.past = joined(node.past, pastOf(old, target, key))
          node.flags = undefined
          place(target, key, node)
        } else careful(target, source, key, cell)
      } else if (
        cell.kind === 'map' &&
        isNode(old) &&
        old.kind === 'map' &&
        old.flags === undefined &&
        isPlain(old) &&
        isPlain(cell) &&
        cell.flags === undefined
      ) {
        mergePlainMaps(old, cell, own, careful)
      } else careful(target, source, key, cell)
    } else if (old === undefined) {
      if (sameOrigin) {
        cells.set(key, cell)
        target.lazy = true
      } else place(target, key, wake(cell, source, key))
    } else if (typeof cell === 'object') {
      if (!isNode(old) && typeof old === 'object') place(target, key, listAfter(cell, old, target, source, key))
      else careful(target, source, key, wake(cell, source, key))
    } else if (isNode(old) ? isPlainLeaf(old) : typeof old !== 'object') {
      const node = new ScalarNode('value', cell, undefined, source.origin)
      node.past = pastOf(old, target, key)
      place(target, key, node)
    } else careful(target, source, key, wake(cell, source, key))
  }
}

function isPlainLeaf(node: ConfigNode): node is ScalarNode {
  return (
    node.kind === 'scalar' && node.type.kind === 'any' && node.flags === undefined && node.state !== 'interpolation'
  )
}

function place(target: ContainerNode & { kind: 'map' }, key: Key, node: ConfigNode): void {
  node.parent = target
  node.key = key
  target.cells.set(key, node)
}

/** What stood there, for the history; a bare value stays bare where its place is that of the whole tree. */
function pastOf(old: Cell, target: MapNode, key: Key): Cell {
  return isNode(old) || target.origin === undefined ? old : wake(old, target, key)
}

/** A source's own history comes before what it replaces only where there is none yet. */
function joined(own: Cell | undefined, replaced: Cell): Cell {
  return own ?? replaced
}

function listAfter(cell: RawList, old: RawList, target: MapNode, source: MapNode, key: Key): ListNode {
  const node = new ListNode(source.origin)
  node.cells = cell.slice()
  node.lazy = true
  node.past = pastOf(old, target, key)
  return node
}
