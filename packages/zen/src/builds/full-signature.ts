import { literalDefault, type Parameter, type ParameterList } from '../config/parameters.ts'

/** What a full signature writes into a config, before anything is given. */
export interface FullSignature {
  /** Required parameters (`???`) first, then those with a default that is known; each in source order. */
  readonly values: ReadonlyMap<string, unknown>
  /** Parameters that may be left out and have no default one could write. */
  readonly absent: readonly string[]
}

const known = new WeakMap<ParameterList, FullSignature>()

/**
 * Every parameter with its default; made once for each list.
 *
 * A default that is an expression (`new Date()`) is not written, and neither is an optional parameter without one: the
 * target's own default applies. Such names are known all the same, so that an override needs no `+`.
 */
export function fullSignature(list: ParameterList): FullSignature {
  let full = known.get(list)
  if (!full) {
    full = makeFull(list.params)
    known.set(list, full)
  }
  return full
}

function makeFull(params: readonly Parameter[]): FullSignature {
  const values = new Map<string, unknown>()
  for (const { name, required } of params) if (required) values.set(name, '???')
  const absent: string[] = []
  for (const { name, required, default: given } of params) {
    if (required) continue
    const literal = given && literalDefault(given)
    if (literal) values.set(name, deepFreeze(literal.known))
    else absent.push(name)
  }
  return { values, absent }
}

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
