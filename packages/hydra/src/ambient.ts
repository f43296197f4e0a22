import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks'

/** One value around a piece of code; those further out are behind it. */
interface Surrounding {
  readonly owner: object
  readonly value: unknown
  readonly outer: Surrounding | undefined
}

/** One for all: Node hands every storage on to every promise, and each one more makes each promise dearer. */
const surroundings = new AsyncLocalStorage<Surrounding>()

/** A value that a piece of code and all that it starts can ask for, waiting included: the current job, its log. */
export class Ambient<T> {
  /** Calls `body` with `value` around it, and returns what it returns. */
  run<R>(value: T, body: () => R): R {
    return surroundings.run({ owner: this, value, outer: surroundings.getStore() }, body)
  }

  /** The innermost value around the caller. */
  get(): T | undefined {
    let at = surroundings.getStore()
    while (at !== undefined && at.owner !== this) at = at.outer
    return at?.value as T | undefined
  }
}

/** Calls `body` and returns what it returns; what it changes of its surroundings for good (`enterWith`) stays in it. */
export function apart<R>(body: () => R): R {
  return new AsyncResource('HydraJob').runInAsyncScope(body)
}
