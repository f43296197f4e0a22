import { inspect } from 'node:util'
import type { JobResult } from '../plugins/job.ts'
import type { FrozenJob } from '../plugins/launcher.ts'

/** What a launcher sends its worker. */
export interface WorkerRequest {
  readonly kind: 'hydra-job'
  readonly frozen: FrozenJob
  readonly attempt: number
}

/** What a worker sends back: that it listens, or how its job ended. */
export type WorkerAnswer =
  | { readonly kind: 'hydra-ready' }
  | { readonly kind: 'hydra-result'; readonly result: SentResult }
  | { readonly kind: 'hydra-refused'; readonly error: SentError }

/** A result without what cannot be sent. */
export type SentResult = Omit<JobResult, 'error'> & { readonly error: SentError | undefined }

/** An error as data. What was thrown and is no `Error` is kept as text. */
export interface SentError {
  readonly name: string
  readonly message: string
  readonly stack: string | undefined
  readonly code: string | undefined
}

/** `error` as data. */
export function sentError(error: unknown): SentError {
  try {
    if (error instanceof Error) {
      const { name, message, stack } = error
      const { code } = error as { code?: unknown }
      return { name, message, stack, code: typeof code === 'string' ? code : undefined }
    }
    return { name: 'Error', message: asText(error), stack: undefined, code: undefined }
  } catch (problem) {
    // a getter of the error's throws
    return {
      name: 'Error',
      message: `an error that cannot be shown: ${String(problem)}`,
      stack: undefined,
      code: undefined,
    }
  }
}

/** An error again, with the name, the message and the stack it had in the other process. */
export function receivedError({ name, message, stack, code }: SentError): Error {
  const error = new Error(message)
  Object.defineProperty(error, 'name', { value: name, configurable: true, writable: true })
  if (stack !== undefined) error.stack = stack
  if (code !== undefined) Object.assign(error, { code })
  return error
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : `${inspect(value, { depth: 1 })} was thrown`
}
