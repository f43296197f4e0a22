import { HydraException } from '../errors.ts'

/** Milliseconds that a task has, after it was asked to end, to do so by itself. */
const GRACE = 2000

/** What else may end the wait for a task. */
export interface SettledOptions {
  /** Milliseconds between asking and going on without; 2,000 unless given. */
  readonly grace?: number
  /** Handed what rejects at once: for an error of the task's that nobody caught. Returns what is called at the end. */
  readonly watch?: (reject: (error: unknown) => void) => () => void
}

/**
 * What `promise` comes to; or, when `signal` is aborted and `promise` still has not settled a little later, a rejection:
 * a task that does not listen must not keep others waiting.
 */
export function settled(
  promise: PromiseLike<unknown>,
  signal: AbortSignal,
  { grace = GRACE, watch }: SettledOptions = {},
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined
    const giveUp = () => {
      timer = setTimeout(() => reject(abandoned(signal.reason)), grace)
    }
    const through = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', giveUp)
      unwatch?.()
    }
    const unwatch = watch?.((error) => {
      through()
      reject(error)
    })
    if (signal.aborted) giveUp()
    else signal.addEventListener('abort', giveUp, { once: true })
    // its own `then` may throw
    Promise.resolve(promise).then(
      (value) => {
        through()
        resolve(value)
      },
      (error) => {
        through()
        reject(error)
      },
    )
  })
}

function abandoned(cause: unknown): HydraException {
  return new HydraException('The job was asked to end and did not.', {
    code: 'JOB_ABORTED',
    hint: 'the task is handed `job.signal`; pass it on to what it waits for',
    cause,
  })
}
