import type { Callable } from '@hydra-zen/signatures'

/** A function that holds some arguments back: what instantiating a partial config gives. */
interface PartialFunction {
  readonly target: Callable
  readonly args: readonly unknown[]
  readonly kwargs: Readonly<Record<string, unknown>>
}

/** Whether `value` is a function that a partial config became. */
export function isPartialTarget(value: unknown): value is PartialFunction {
  if (typeof value !== 'function' || !Object.hasOwn(value, 'kwargs')) return false
  const { target, args, kwargs } = value as Partial<PartialFunction>
  return typeof target === 'function' && Array.isArray(args) && typeof kwargs === 'object' && kwargs !== null
}

/** What a partial function calls, and what it holds. */
export function asPartialTarget({ target, args, kwargs }: PartialFunction): {
  readonly target: Callable
  readonly given: Readonly<Record<string, unknown>>
  readonly args: readonly unknown[]
} {
  return { target, given: kwargs, args }
}
