import type { Signature } from '@hydra-zen/signatures'
import { literalDefault, namedIn, type ParameterList } from '../config/parameters.ts'

/** What a full signature writes into a config, before anything is given. */
export interface FullSignature {
  /** Required parameters (`???`) first, then those with a default that is known; each in source order. */
  readonly names: readonly string[]
  /** Their values, in the same order. */
  readonly values: readonly unknown[]
  /** Parameters that may be left out and have no default one could write. */
  readonly absent: readonly string[]
}

/**
 * Every parameter with its default.
 *
 * A default that is an expression (`new Date()`) is not written, and neither is an optional parameter without one: the
 * target's own default applies. Such names are known all the same, so that an override needs no `+`.
 */
export function fullSignature(signature: Signature): FullSignature {
  const names: string[] = []
  const values: unknown[] = []
  let absent: string[] | undefined
  const sources = namedIn(signature)
  for (const { name, optional, default: given } of sources) {
    if (optional || given !== undefined) continue
    names.push(name)
    values.push('???')
  }
  for (const { name, optional, default: given } of sources) {
    if (!optional && given === undefined) continue
    const literal = given && literalDefault(given)
    if (literal) {
      names.push(name)
      values.push(deepFreeze(literal.known))
    } else {
      absent ??= []
      absent.push(name)
    }
  }
  return { names, values, absent: absent ?? noNames }
}

const noNames: readonly string[] = []

function deepFreeze(value: unknown): unknown {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze)
  return value
}

/** The test that `exclude` stands for. */
export function excluder(
  exclude: readonly (PropertyKey | number)[] | ((name: string) => boolean) | undefined,
  { params }: ParameterList,
): (name: string) => boolean {
  if (exclude === undefined) return () => false
  if (typeof exclude === 'function') return exclude
  const names = new Set<unknown>()
  for (const entry of exclude) names.add(typeof entry === 'number' ? params.at(entry)?.name : entry)
  return (name) => names.has(name)
}
