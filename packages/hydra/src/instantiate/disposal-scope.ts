/// <reference lib="esnext.disposable" preserve="true" />
import { Ambient } from '../ambient.ts'
import { ready, type Steps, stepwise } from '../stepwise.ts'

/** Owns what was made for a while, such as a job, and ends it in reverse order. */
export interface DisposalScope extends AsyncDisposable {
  /** Takes `value` if it can be disposed of (`Symbol.asyncDispose`, else `Symbol.dispose`); once, however often given. */
  own(value: unknown): void
  /** What `_once_: true` made, by address of the node. Shared by all calls that are given this scope. */
  readonly shared: Map<unknown, unknown>
  /**
   * Disposes of everything, last made first, each awaited; goes on after a failure.
   *
   * @throws AggregateError where more than one disposal failed, the error itself where one did
   */
  disposeAll(): Promise<void>
}

const scopes = new Ambient<DisposalScope>()

/**
 * Runs `body` with a scope that owns what every `instantiate` in it makes, unless that is given another; then ends it.
 *
 * @throws what `body` throws; else what disposing throws
 */
export async function withDisposalScope<T>(body: () => T): Promise<Awaited<T>> {
  return stepwise(() => inDisposalScope(body))
}

/** As `withDisposalScope`, for who goes step by step. */
export function* inDisposalScope<T>(body: () => T): Steps<Awaited<T>> {
  const scope = new OwnedValues()
  let result: Awaited<T>
  try {
    result = (yield* ready(scopes.run(scope, body))) as Awaited<T>
  } catch (error) {
    try {
      yield* scope.end()
    } catch {
      // what went wrong first is what the user has to know
    }
    throw error
  }
  yield* scope.end()
  return result
}

/** The scope that `withDisposalScope` set here. */
export function currentScope(): DisposalScope | undefined {
  return scopes.get()
}

/** An empty scope. */
export function createDisposalScope(): DisposalScope {
  return new OwnedValues()
}

class OwnedValues implements DisposalScope {
  readonly shared = new Map<unknown, unknown>()
  readonly #owned = new Set<object>()

  own(value: unknown): void {
    if (disposerOf(value) !== undefined) this.#owned.add(value as object)
  }

  async disposeAll(): Promise<void> {
    return stepwise(() => this.end())
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.disposeAll()
  }

  /** As `disposeAll`, for who goes step by step. */
  *end(): Steps<void> {
    const values = [...this.#owned].reverse()
    this.#owned.clear()
    const failures: unknown[] = []
    for (const value of values) {
      try {
        yield* ready(disposerOf(value)?.call(value))
      } catch (error) {
        failures.push(error)
      }
    }
    if (failures.length === 1) throw failures[0]
    if (failures.length > 1) throw new AggregateError(failures, `${failures.length} disposals failed.`)
  }
}

function disposerOf(value: unknown): (() => unknown) | undefined {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return undefined
  const { [Symbol.asyncDispose]: later, [Symbol.dispose]: now } = value as Partial<AsyncDisposable & Disposable>
  return typeof later === 'function' ? later : typeof now === 'function' ? now : undefined
}
