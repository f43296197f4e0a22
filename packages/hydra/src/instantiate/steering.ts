import { fullKey, isNode, type MapNode, readValue, resolved } from '@hydra-zen/omegaconf/nodes'
import type { CallStyle } from './call.ts'
import { CALL, CONVERT, RECURSIVE, TARGET } from './special-keys.ts'
import type { TargetPlace } from './target-environment.ts'
import { atKey, targetError } from './target-error.ts'

/** How containers come out: as configs, or as plain objects and arrays; `partial` and `object` differ for schemas. */
export type Convert = 'none' | 'partial' | 'all' | 'object'

/** What children inherit. */
export interface Mode {
  readonly convert: Convert
  readonly recursive: boolean
}

/** What a config's own keys change of what its container said. */
export function modeOf(node: MapNode, inherited: Mode): Mode {
  const { cells } = node
  if (!cells.has(CONVERT) && !cells.has(RECURSIVE)) return inherited
  const convert = cells.has(CONVERT) ? convertOf(flagValue(node, CONVERT), inherited.convert) : inherited.convert
  return { convert, recursive: flagOf(node, RECURSIVE, inherited.recursive) }
}

/** A conversion by its name, in letters of any case; anything else is `none`. */
export function convertOf(value: unknown, otherwise: Convert): Convert {
  if (value === undefined) return otherwise
  const name = typeof value === 'string' ? value.toLowerCase() : value
  return name === 'partial' || name === 'all' || name === 'object' ? name : 'none'
}

/** A special key's value; `undefined` where it is absent or `???`. */
function flagValue(node: MapNode, key: string): unknown {
  const cell = node.cells.get(key)
  if (typeof cell !== 'object' || !isNode(cell)) return cell
  const found = cell.state === 'interpolation' ? resolved(cell) : cell
  return found.state === 'missing' ? undefined : readValue(found)
}

export function flagOf(node: MapNode, key: string, otherwise: boolean): boolean {
  if (!node.cells.has(key)) return otherwise
  const value = flagValue(node, key)
  if (value === undefined) return otherwise
  if (typeof value === 'boolean') return value
  throw targetError(`${key}${atKey(fullKey(node))} is true or false.`, {
    code: 'INSTANTIATE_CONFIG',
    place: placeOf(node),
  })
}

export function callStyleOf(node: MapNode): CallStyle | false {
  const value = node.cells.has(CALL) ? flagValue(node, CALL) : undefined
  if (value === undefined || value === true) return 'auto'
  if (value === false || value === 'object' || value === 'positional') return value
  throw targetError(`_call_${atKey(fullKey(node))} is true, false, object or positional.`, {
    code: 'INSTANTIATE_CONFIG',
    place: placeOf(node),
  })
}

/** What `_target_` says: an address, or a class or function itself. */
export function targetOf(node: MapNode): unknown {
  const value = flagValue(node, TARGET)
  if (typeof value === 'string' || typeof value === 'function') return value
  throw targetError(`_target_${atKey(fullKey(node))} is no address of a class or function.`, {
    code: 'INSTANTIATE_TARGET',
    place: placeOf(node),
  })
}

export function targetText(node: MapNode): string | undefined {
  const value = flagValue(node, TARGET)
  return typeof value === 'string' ? value : undefined
}

export function placeOf(node: MapNode): TargetPlace {
  const cell = node.cells.get(TARGET)
  const origin = typeof cell === 'object' && isNode(cell) ? cell.origin : node.origin
  return { path: fullKey(node), origin: origin ?? node.origin }
}
