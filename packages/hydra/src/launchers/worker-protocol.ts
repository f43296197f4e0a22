import { inspect } from 'node:util'
import { deserialize, serialize } from 'node:v8'
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
  | { readonly kind: 'hydra-result'; readonly result: SentResult; readonly altered?: boolean }
  | { readonly kind: 'hydra-refused'; readonly error: SentError }

/** A result without what cannot be sent. */
export type SentResult = Omit<JobResult, 'error'> & { readonly error: SentError | undefined }

/** An error as data. What was thrown and is no `Error` is kept as text. */
export interface SentError {
  readonly name: string
  readonly message: string
  readonly stack: string | undefined
  readonly code: string | undefined
  /** What it came from: an error, or whatever else it was. */
  readonly cause?: SentCause | undefined
  /** Those of an `AggregateError`. */
  readonly errors?: readonly SentCause[] | undefined
  /** What else it has, as far as it is data. */
  readonly own?: Readonly<Record<string, unknown>> | undefined
}

/** Part of an error: another error, or data. */
export type SentCause = { readonly error: SentError } | { readonly value: unknown }

/** How deep causes are followed. */
const DEEPEST = 8
/** How many of the errors of an `AggregateError` are sent. */
const MOST = 100

/** `error` as data. */
export function sentError(error: unknown, depth = 0): SentError {
  try {
    if (error instanceof Error) {
      const { name, message, stack } = error
      const { code } = error as { code?: unknown }
      const sent: SentError = { name, message, stack, code: typeof code === 'string' ? code : undefined }
      return depth < DEEPEST ? { ...sent, ...restOf(error, depth + 1) } : sent
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

const APART = new Set(['name', 'message', 'stack', 'code', 'cause', 'errors'])

function restOf(error: Error, depth: number): Pick<SentError, 'cause' | 'errors' | 'own'> {
  const { errors } = error as { errors?: unknown }
  const own: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(error)) {
    if (!APART.has(key) || (key === 'code' && typeof value !== 'string')) {
      const data = asData(value)
      if (data !== undefined) own[key] = data
    }
  }
  return {
    ...('cause' in error && { cause: sentCause(error.cause, depth) }),
    ...(Array.isArray(errors) && { errors: errors.slice(0, MOST).map((one) => sentCause(one, depth)) }),
    ...(Object.keys(own).length > 0 && { own }),
  }
}

function sentCause(cause: unknown, depth: number): SentCause {
  if (cause instanceof Error) return { error: sentError(cause, depth) }
  return { value: asData(cause) ?? (cause === undefined ? undefined : inspect(cause, { depth: 1 })) }
}

/** `value` as it can be sent; `undefined` where it cannot. */
function asData(value: unknown): unknown {
  try {
    return deserialize(serialize(value))
  } catch {
    return undefined
  }
}

/** An error again, with the name, the message, the stack, the causes and the data it had in the other process. */
export function receivedError({ name, message, stack, code, cause, errors, own }: SentError): Error {
  const error = errors === undefined ? new Error(message) : new AggregateError(errors.map(receivedCause), message)
  Object.defineProperty(error, 'name', { value: name, configurable: true, writable: true })
  if (stack !== undefined) error.stack = stack
  if (cause !== undefined) {
    Object.defineProperty(error, 'cause', { value: receivedCause(cause), configurable: true, writable: true })
  }
  if (code !== undefined) Object.assign(error, { code })
  for (const [key, value] of Object.entries(own ?? {})) {
    Object.defineProperty(error, key, { value, configurable: true, writable: true, enumerable: true })
  }
  return error
}

function receivedCause(cause: SentCause): unknown {
  return 'error' in cause ? receivedError(cause.error) : cause.value
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : `${inspect(value, { depth: 1 })} was thrown`
}
