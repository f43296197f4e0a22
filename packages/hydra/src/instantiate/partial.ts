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
  readonly kwargs: Readonly<Record<string, unknown>>
}
