/// <reference lib="esnext.disposable" preserve="true" />
import { Ambient } from '../ambient.ts'

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
  const scope = createDisposalScope()
  let result: Awaited<T>
  try {
    result = await scopes.run(scope, body)
  } catch (error) {
    // what went wrong first is what the user has to know
    await scope.disposeAll().catch(() => {})
    throw error
  }
  await scope.disposeAll()
  return result
}

/** The scope that `withDisposalScope` set here. */
export function currentScope(): DisposalScope | undefined {
  return scopes.get()
}

/** An empty scope. */
export function createDisposalScope(): DisposalScope {
  const owned = new Set<object>()
  const disposeAll = async (): Promise<void> => {
    const values = [...owned].reverse()
    owned.clear()
    const failures: unknown[] = []
    for (const value of values) {
      try {
        await disposerOf(value)?.call(value)
      } catch (error) {
        failures.push(error)
      }
    }
    if (failures.length === 1) throw failures[0]
    if (failures.length > 1) throw new AggregateError(failures, `${failures.length} disposals failed.`)
  }
  return {
    shared: new Map(),
    own(value) {
      if (disposerOf(value) !== undefined) owned.add(value as object)
    },
    disposeAll,
    [Symbol.asyncDispose]: disposeAll,
  }
}

function disposerOf(value: unknown): (() => unknown) | undefined {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return undefined
  const { [Symbol.asyncDispose]: later, [Symbol.dispose]: now } = value as Partial<AsyncDisposable & Disposable>
  return typeof later === 'function' ? later : typeof now === 'function' ? now : undefined
}
