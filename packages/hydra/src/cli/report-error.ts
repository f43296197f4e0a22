import { CodedError } from '@hydra-zen/diagnostics'
import { errorText } from '../logging/error-text.ts'
import { isFrame, isOurs, withoutOurFrames } from '../logging/own-frames.ts'
import type { Runtime } from '../run/runtime.ts'

const HINT = 'Set the environment variable HYDRA_FULL_ERROR=1 for a complete stack trace.'

/**
 * Tells an error that ended the command line, on standard error: a mistake of the user's in a few lines, anything else
 * with its stack; with `HYDRA_FULL_ERROR=1` everything, causes included.
 */
export function reportError(error: unknown, { env, stderr }: Pick<Runtime, 'env' | 'stderr'>): void {
  const compact = error instanceof CodedError && !wantsAll(env)
  stderr.write(compact ? `${error.message}${causesOf(error)}\n\n${HINT}\n` : `${errorText(error)}\n`)
}

/** What led to an error, a line each; what its own text says already is left out. */
function causesOf(error: CodedError): string {
  let text = ''
  let said = error.message
  for (let cause = error.cause, depth = 0; cause !== undefined && depth < 8; depth++) {
    const own = cause instanceof CodedError ? cause.summary : cause instanceof Error ? cause.message : String(cause)
    if (!said.includes(own)) text += `\ncaused by: ${cause instanceof Error ? `${cause.name}: ` : ''}${own}`
    said += own
    cause = cause instanceof Error ? cause.cause : undefined
  }
  return text
}

/** Tells how a job failed: whose overrides they were, then the error with its stack, as far as it is the user's code. */
export function reportJobError(
  error: unknown,
  overrides: readonly string[],
  { env, stderr }: Pick<Runtime, 'env' | 'stderr'>,
): void {
  const list = overrides.map((override) => `'${override.replaceAll("'", "\\'")}'`).join(', ')
  stderr.write(`Error executing job with overrides: [${list}]\n`)
  stderr.write(wantsAll(env) ? `${errorText(error)}\n` : `${jobErrorText(error)}\n\n${HINT}\n`)
}

/** An error of ours says all in its message; whoever wrote the task only needs to see where the task was. */
function jobErrorText(error: unknown): string {
  if (!(error instanceof CodedError)) return withoutOurFrames(errorText(error))
  const frames = (error.stack ?? '').split('\n').filter((line) => isFrame(line) && !isOurs(line))
  return [`${error.name}: ${error.message}${causesOf(error)}`, ...frames].join('\n')
}

function wantsAll(env: Runtime['env']): boolean {
  return env.HYDRA_FULL_ERROR === '1'
}
