import { ConfigObject, reservedKeys, valueAt } from '../config/config-object.ts'
import { ZenError } from '../errors.ts'

/** What a config inherits. */
export interface Inherited {
  readonly fields: ReadonlyMap<string, unknown>
  /** `_recursive_`, `_convert_`, `_partial_`, `defaults`, `_zen_wrappers`. */
  readonly steering: ReadonlyMap<string, unknown>
  readonly args: readonly unknown[]
  readonly meta: readonly string[]
}

/**
 * The fields, flags, positional values and meta fields of several configs; where two have the same, the earlier counts.
 *
 * @throws ZenError `ZEN_OPTION` where a base is no config of ours
 */
export function inheritedFrom(bases: readonly unknown[] | undefined): Inherited {
  if (!bases || bases.length === 0) return nothing
  const fields = new Map<string, unknown>()
  const steering = new Map<string, unknown>()
  const meta = new Set<string>()
  let args: readonly unknown[] = []
  for (const base of bases) {
    const facts = ConfigObject.factsOf(base)
    if (!facts) {
      throw new ZenError('A base must be a config that builds, just or makeConfig made.', { code: 'ZEN_OPTION' })
    }
    for (const name of facts.meta) meta.add(name)
    for (const key of Object.keys(base as object)) {
      const value = valueAt(base as object, key)
      if (key === '_args_') args = args.length > 0 ? args : (value as unknown[])
      else if (key === '_zen_partial') setFirst(steering, '_partial_', value)
      else if (key === 'defaults' || (reservedKeys.has(key) && !ownKeys.has(key))) setFirst(steering, key, value)
      else if (!reservedKeys.has(key)) setFirst(fields, key, value)
    }
  }
  return { fields, steering, args, meta: [...meta] }
}

const ownKeys = new Set(['_target_', '_zen_target', '_zen_exclude'])
const nothing: Inherited = { fields: new Map(), steering: new Map(), args: [], meta: [] }

/** An earlier base wins. */
function setFirst(map: Map<string, unknown>, key: string, value: unknown): void {
  if (!map.has(key)) map.set(key, value)
}
