import type { Callable } from './signature.ts'

/** Puts something around a target, or replaces it. For a partial it is applied when the partial is called. */
export type WrapTarget = (target: Callable, about: WrappedTarget) => Callable

/** What a wrapper is told of the target. */
export interface WrappedTarget {
  /** The text of `_target_`. */
  readonly address: string
  /** The key of the node, from the root. */
  readonly path: string
}
