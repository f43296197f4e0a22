/** Objects whose members nobody meant to offer: what every object, function and array has. */
const COMMON: ReadonlySet<unknown> = new Set([Object.prototype, Function.prototype, Array.prototype])

/** The member of a value, own or inherited from a class; `undefined` where there is none. */
function memberOf(value: unknown, name: string): unknown {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return undefined
  for (let at: object | null = value; at !== null && !COMMON.has(at); at = Object.getPrototypeOf(at)) {
    if (Object.hasOwn(at, name)) return Reflect.get(value, name)
  }
  return undefined
}

/** How far a walk came. */
export interface Walk {
  readonly value: unknown
  /** The first member that is not there; absent where the walk arrived. */
  readonly missing?: string
  /** The members that the walk has behind it. */
  readonly passed: readonly string[]
}

/** Follows members one by one. */
export function walkMembers(start: unknown, members: readonly string[]): Walk {
  let value = start
  for (const [at, name] of members.entries()) {
    const next = memberOf(value, name)
    if (next === undefined) return { value, missing: name, passed: members.slice(0, at) }
    value = next
  }
  return { value, passed: members }
}

/** The names one could have meant: exports of a module, members of an object, statics of a class. */
export function memberNames(value: unknown): string[] {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return []
  const names = Object.getOwnPropertyNames(value)
  return typeof value === 'function' ? names.filter((name) => !FUNCTION_MEMBERS.has(name)) : names
}

const FUNCTION_MEMBERS = new Set(['length', 'name', 'prototype', 'arguments', 'caller'])
