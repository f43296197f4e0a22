import { inspect } from 'node:util'
import { CodedError } from '@hydra-zen/diagnostics'
import type { Runtime } from '../run/runtime.ts'

const HINT = 'Set the environment variable HYDRA_FULL_ERROR=1 for a complete stack trace.'

/**
 * Tells an error that ended the command line, on standard error: a mistake of the user's in a few lines, anything else
 * with its stack; with `HYDRA_FULL_ERROR=1` everything, causes included.
 */
export function reportError(error: unknown, { env, stderr }: Runtime): void {
  if (wantsAll(env)) stderr.write(`${inspect(error)}\n`)
  else if (error instanceof CodedError) stderr.write(`${error.message}\n\n${HINT}\n`)
  else stderr.write(`${inspect(error)}\n`)
}

/** Tells how a job failed: whose overrides they were, then the error with its stack, as far as it is the user's code. */
export function reportJobError(error: unknown, overrides: readonly string[], { env, stderr }: Runtime): void {
  const list = overrides.map((override) => `'${override.replaceAll("'", "\\'")}'`).join(', ')
  stderr.write(`Error executing job with overrides: [${list}]\n`)
  if (wantsAll(env)) stderr.write(`${inspect(error)}\n`)
  else stderr.write(`${withoutOurFrames(inspect(error))}\n\n${HINT}\n`)
}

function wantsAll(env: Runtime['env']): boolean {
  return env.HYDRA_FULL_ERROR === '1'
}

/** The frames below the task are Hydra's and Node's: of no use to who wrote the task. */
function withoutOurFrames(text: string): string {
  const own = new URL('..', import.meta.url).href
  const folder = own.replace(/^file:\/\//, '')
  const kept = text
    .split('\n')
    .filter(
      (line) =>
        !/^\s+at /.test(line) || !(line.includes('node:internal') || line.includes(own) || line.includes(folder)),
    )
  return kept.join('\n')
}
