/** Something that may have to wait, step by step; each step says what it waits for. */
export type Steps<T> = Generator<PromiseLike<unknown>, T, unknown>

/**
 * Does what `body` says as an async function would, with `yield* ready(x)` for `await x`, but makes no promise as long as
 * nothing has to be waited for: what ends without is returned, or thrown, at once.
 *
 * While AsyncLocalStorage is in use Node tells its hooks of each promise; jobs that never wait used to make thirty.
 */
export function stepwise<T>(body: () => Steps<T>): T | Promise<T> {
  const steps = body()
  const first = steps.next()
  return first.done ? first.value : rest(steps, first.value)
}

/** What `value` is or comes to. */
export function* ready<T>(value: T | PromiseLike<T>): Steps<T> {
  return isThenable(value) ? ((yield value) as T) : value
}

/** Whether a value is to be waited for. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return false
  return typeof (value as PromiseLike<unknown>).then === 'function'
}

async function rest<T>(steps: Steps<T>, first: PromiseLike<unknown>): Promise<T> {
  for (let pending = first; ; ) {
    let goOn: () => IteratorResult<PromiseLike<unknown>, T>
    try {
      const value = await pending
      goOn = () => steps.next(value)
    } catch (error) {
      goOn = () => steps.throw(error)
    }
    const step = goOn()
    if (step.done) return step.value
    pending = step.value
  }
}
