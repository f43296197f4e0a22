import { copyNode } from '../nodes/copy.ts'
import { flag } from '../nodes/flags.ts'
import {
  type ConfigNode,
  type ContainerNode,
  isNode,
  type MapNode,
  type RawList,
  type RawScalar,
  type ScalarNode,
  wake,
} from '../nodes/node.ts'
import { pastAfter } from '../nodes/past.ts'
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
  const { cells, origin } = target
  const sameOrigin = source.origin === origin
  for (const [key, cell] of source.cells) {
    const old = cells.get(key)
    if (isNode(cell)) {
      if (old === undefined) {
        place(target, key, own ? cell : copyNode(cell))
      } else if (cell.kind === 'scalar') {
        if (
          isPlainLeaf(cell) &&
          cell.state !== 'missing' &&
          (isNode(old) ? isPlainLeaf(old) : typeof old !== 'object')
        ) {
          const node = own ? cell : copyNode(cell)
          node.past = pastAfter(node.past, isNode(old) ? old : wake(old, target, key))
          place(target, key, node)
        } else careful(target, source, key, cell)
      } else if (cell.kind === 'map' && isNode(old) && old.kind === 'map' && mergesUnflagged(old, cell)) {
        mergePlainMaps(old, cell, own, careful)
      } else careful(target, source, key, cell)
    } else if (sameOrigin && (old === undefined || (origin === undefined && !isNode(old) && alike(cell, old)))) {
      cells.set(key, cell)
      target.lazy = true
    } else if (old === undefined) {
      place(target, key, wake(cell, source, key))
    } else if (isNode(old) ? isPlainLeaf(old) && typeof cell !== 'object' : alike(cell, old)) {
      const node = wake(cell, source, key)
      node.past = pastAfter(undefined, isNode(old) ? old : wake(old, target, key))
      place(target, key, node)
    } else careful(target, source, key, wake(cell, source, key))
  }
}

/** Whether one bare cell can simply stand for another: both lists, or both single values. */
function alike(cell: RawScalar | RawList, old: RawScalar | RawList): boolean {
  return (typeof cell === 'object') === (typeof old === 'object')
}

function mergesUnflagged(old: MapNode, cell: MapNode): boolean {
  return old.flags === undefined && cell.flags === undefined && isPlain(old) && isPlain(cell)
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
