import type { Callable } from './signature.ts'

/**
 * What `_partial_: true` gives: a function that holds some arguments back.
 *
 * A plain object that comes first is further keywords (a later keyword wins, as in `functools.partial`); everything
 * else is arguments by position, which follow those it holds.
 */
export interface Partial {
  (keywords?: Readonly<Record<string, unknown>>, ...args: readonly unknown[]): unknown
  /** The target itself, never wrapped. */
  readonly target: Callable
  readonly args: readonly unknown[]
  /** Without a prototype, so that every key is its own. */
  readonly kwargs: Readonly<Record<string, unknown>>
}

/** Makes the call that a partial stands for. */
export type PartialCall = (args: readonly unknown[], kwargs: ReadonlyMap<string, unknown>) => unknown

/** A partial that holds these arguments back. */
export function createPartial(
  target: Callable,
  args: readonly unknown[],
  kwargs: ReadonlyMap<string, unknown>,
  call: PartialCall,
): Partial {
  const partial = (...given: readonly unknown[]): unknown => {
    const { keywords, more } = partialArguments(given)
    return call([...args, ...more], keywords === undefined ? kwargs : new Map([...kwargs, ...Object.entries(keywords)]))
  }
  const held: Record<string, unknown> = Object.create(null)
  for (const [name, value] of kwargs) held[name] = value
  Object.defineProperty(partial, 'name', { value: `partial(${target.name})` })
  return Object.assign(partial, { target, args, kwargs: held })
}

/** What a partial is called with: keywords in a plain object, where that comes first, and the rest by position. */
export function partialArguments([first, ...others]: readonly unknown[]): {
  readonly keywords: object | undefined
  readonly more: readonly unknown[]
} {
  if (first === undefined) return { keywords: undefined, more: others }
  const prototype = typeof first === 'object' && first !== null ? Object.getPrototypeOf(first) : undefined
  const isPlain = prototype === Object.prototype || prototype === null
  return isPlain ? { keywords: first as object, more: others } : { keywords: undefined, more: [first, ...others] }
}

/** Whether a value is a partial. */
export function isPartial(value: unknown): value is Partial {
  return typeof value === 'function' && 'target' in value && 'args' in value && 'kwargs' in value
}
