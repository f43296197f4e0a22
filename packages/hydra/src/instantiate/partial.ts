import type { Callable } from './signature.ts'

/**
 * What `_partial_: true` gives: a function that holds some arguments back.
 *
 * Called with an object it takes it as further keywords (a later keyword wins, as in `functools.partial`);
 * positional arguments follow those it holds.
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
  const partial = (keywords?: Readonly<Record<string, unknown>>, ...more: readonly unknown[]): unknown =>
    call([...args, ...more], keywords === undefined ? kwargs : new Map([...kwargs, ...Object.entries(keywords)]))
  const held: Record<string, unknown> = Object.create(null)
  for (const [name, value] of kwargs) held[name] = value
  Object.defineProperty(partial, 'name', { value: `partial(${target.name})` })
  return Object.assign(partial, { target, args, kwargs: held })
}

/** Whether a value is a partial. */
export function isPartial(value: unknown): value is Partial {
  return typeof value === 'function' && 'target' in value && 'args' in value && 'kwargs' in value
}
