import { UNSETTLED } from '../launchers/worker-process.ts'
import type { ProcessEnd, Runtime } from './runtime.ts'

/**
 * Watches a single job for the end of its process: a task that waits for what never comes is a failure that says so. One
 * that calls `process.exit` means it.
 */
export function guardJob(runtime: Runtime, name: string): () => void {
  return watch(runtime, (code, how) => {
    if (how !== 'drained') return code
    runtime.stderr.write(`The task of ${name} did not end: it waits for something that nothing will bring.\n`)
    return code === 0 || code === UNSETTLED ? 1 : code
  })
}

/** Watches a sweep for the end of its process: however it comes, jobs are missing, and that is a failure that says so. */
export function guardSweep(runtime: Runtime, onEnd: () => string): () => void {
  return watch(runtime, (code, end) => {
    const how = {
      drained: 'a job waits for something that nothing will bring',
      uncaught: 'an error that nobody caught ended the process',
      exit: `a job called process.exit(${code})`,
    }[end]
    runtime.stderr.write(
      `The sweep did not end: ${how}.\n${onEnd()}hint: hydra/launcher=process gives each job a process of its own\n`,
    )
    return code === 0 || code === UNSETTLED ? 1 : code
  })
}

function watch(runtime: Runtime, listener: (code: number, how: ProcessEnd) => number): () => void {
  return runtime.onExit?.(listener) ?? (() => {})
}
