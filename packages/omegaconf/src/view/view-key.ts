import { isEnumMember } from '../nodes/convert.ts'
import type { MapNode } from '../nodes/node.ts'
import type { Key } from '../types/scalar.ts'
import { required } from '../types/type-name.ts'

/**
 * The key that a property name means: JavaScript has text for them all, so `cfg[1]` also finds the integer 1 and
 * `cfg.true` the boolean, where there is no such text key.
 */
export function viewKey(node: MapNode, name: string): Key {
  if (node.cells.has(name)) return name
  const wanted = required(node.keyType)
  if (wanted.kind === 'enum') return name
  const number = name !== '' && !Number.isNaN(Number(name)) && String(Number(name)) === name ? Number(name) : undefined
  if (number !== undefined && (wanted.kind === 'int' || wanted.kind === 'float' || node.cells.has(number)))
    return number
  if (name === 'true' || name === 'false') {
    const flag = name === 'true'
    if (wanted.kind === 'bool' || node.cells.has(flag)) return flag
  }
  if (wanted.kind === 'any') for (const key of node.cells.keys()) if (isEnumMember(key) && key.name === name) return key
  return name
}
