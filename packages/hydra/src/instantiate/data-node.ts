import {
  adopt,
  type ConfigNode,
  copyNode,
  isConfigNode,
  isPlainMap,
  isScalar,
  type Key,
  ListNode,
  MapNode,
  nodeOf,
  type Scalar,
  ScalarNode,
  scalarNode,
  textNode,
} from '@hydra-zen/omegaconf/nodes'
import { targetError } from './target-error.ts'

type RawScalar = string | number | boolean

/** Deeper data is taken to contain itself. */
const DEEPEST = 1000

/**
 * A tree of plain data in which live objects are leaves: what is given to `instantiate` instead of a config.
 *
 * Views and nodes are copied, plain objects, `Map`s and arrays become containers, everything else stays what it is.
 */
export function dataNode(value: unknown, depth = 0): ConfigNode {
  if (typeof value === 'string') return textNode(value)
  if (typeof value !== 'object' || value === null) return leaf(value)
  const node = nodeOf(value) ?? (isConfigNode(value) ? value : undefined)
  if (node !== undefined) return copyNode(node)
  if (depth > DEEPEST) {
    throw targetError(`The data is nested deeper than ${DEEPEST} levels, or contains itself.`, {
      code: 'INSTANTIATE_CONFIG',
    })
  }
  if (Array.isArray(value)) {
    const list = new ListNode(undefined)
    for (let at = 0; at < value.length; at++) {
      const item: unknown = value[at]
      const bare = bareCell(item)
      if (bare !== undefined) {
        list.cells.push(bare)
        list.lazy = true
      } else adopt(list, at, dataNode(item, depth + 1))
    }
    return list
  }
  if (!isPlainMap(value)) return leaf(value)
  const map = new MapNode(undefined)
  if (value instanceof Map) {
    for (const [key, item] of value) put(map, key as Key, item, depth)
  } else {
    for (const key of Object.keys(value)) put(map, key, (value as Record<string, unknown>)[key], depth)
  }
  return map
}

function put(map: MapNode, key: Key, item: unknown, depth: number): void {
  if (item === undefined) return
  const bare = bareCell(item)
  if (bare !== undefined) {
    map.cells.set(key, bare)
    map.lazy = true
  } else adopt(map, key, dataNode(item, depth + 1))
}

/** What a container may hold without a node: a plain scalar, a list of them; `undefined` for anything else. */
function bareCell(item: unknown): RawScalar | RawScalar[] | undefined {
  if (isBare(item)) return item
  return Array.isArray(item) && nodeOf(item) === undefined && item.every(isBare) ? item.slice() : undefined
}

function isBare(item: unknown): item is RawScalar {
  if (typeof item === 'string') return item !== '???' && !item.includes('${')
  return typeof item === 'number' || typeof item === 'boolean'
}

/** A leaf with anything in it. */
function leaf(value: unknown): ScalarNode {
  if (value === null || value === undefined) return scalarNode(null)
  return isScalar(value) ? scalarNode(value) : new ScalarNode('value', value as Scalar, undefined, undefined)
}
