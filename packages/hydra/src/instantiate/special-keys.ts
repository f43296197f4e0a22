/** Keys that say how a target is called instead of what it is called with. */
export const TARGET = '_target_'
export const ARGS = '_args_'
export const PARTIAL = '_partial_'
export const CONVERT = '_convert_'
export const RECURSIVE = '_recursive_'
/** Ours: `false` gives the value itself, `object` and `positional` overrule the signature. */
export const CALL = '_call_'
/** Ours: one instance per call of `instantiate`, or per scope. */
export const ONCE = '_once_'

const UNDERSCORE = 95
const SPECIAL: ReadonlySet<unknown> = new Set([TARGET, PARTIAL, CONVERT, RECURSIVE, CALL, ONCE])

/** Whether a key of a target's config is no argument. */
export function isSpecial(key: unknown): boolean {
  return typeof key === 'string' && key.charCodeAt(0) === UNDERSCORE && SPECIAL.has(key)
}
