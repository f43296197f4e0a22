import { ConfigValueError } from '../errors.ts'
import { copyNode } from '../nodes/copy.ts'
import { detailsOf } from '../nodes/fail.ts'
import { adopt, type ConfigNode, MapNode } from '../nodes/node.ts'
import type { Key } from '../types/scalar.ts'

/** A new mapping with only those keys that are named, in the order they have in `node`. */
export function maskedCopy(node: ConfigNode, keys: Key | readonly Key[]): MapNode {
  if (node.kind !== 'map') {
    throw new ConfigValueError('Only a mapping has keys to choose from.', detailsOf('CONFIG_NOT_A_MAPPING', node))
  }
  const wanted = new Set(Array.isArray(keys) ? (keys as readonly Key[]) : [keys as Key])
  const copy = new MapNode(node.origin)
  for (const [key, child] of node.entries) if (wanted.has(key)) adopt(copy, key, copyNode(child))
  return copy
}
