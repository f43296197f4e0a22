import type { Runtime } from './runtime.ts'

/** Writes warnings to standard error, a line each. */
export function warner(runtime: Runtime): (text: string) => void {
  return (text) => void runtime.stderr.write(`warning: ${text}\n`)
}
