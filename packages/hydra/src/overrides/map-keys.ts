import { type Scalar, WholeFloat } from '@hydra-zen/omegaconf/nodes'
import type { PlainValue } from './ast.ts'

/**
 * Entries with different keys: of equal ones the first gives key and place, the last the value.
 *
 * Reference: Python holds `1`, `1.0` and `true` to be one key; two `nan` are two.
 */
export function distinctEntries<Entry extends { readonly key: PlainValue; readonly value: unknown }>(
  entries: readonly Entry[],
): Entry[] {
  const places = new Map<unknown, number>()
  const distinct: Entry[] = []
  for (const entry of entries) {
    const identity = keyIdentity(entry.key.value)
    const place = places.get(identity)
    if (place === undefined) {
      places.set(identity, distinct.length)
      distinct.push(entry)
    } else distinct[place] = { ...entry, key: (distinct[place] as Entry).key }
  }
  return distinct
}

function keyIdentity(value: Scalar | null): unknown {
  if (typeof value === 'boolean') return value ? 1 : 0
  if (value instanceof WholeFloat) return value.value === 0 ? 0 : value.value
  if (typeof value === 'number' && Number.isNaN(value)) return {}
  return value
}
