import { errorText } from '../logging/error-text.ts'
import { currentJob } from './hydra-config.ts'
import type { Runtime } from './runtime.ts'
import { warner } from './warn.ts'

interface Running {
  readonly outputDir: string
  fail(error: unknown): void
}

/** The jobs of this process that run, and the errors that nobody caught: each is the failure of the job it came from. */
export class UncaughtErrors {
  readonly #running = new Map<string, Running>()
  readonly #warn: (text: string) => void

  constructor(runtime: Runtime) {
    this.#warn = warner(runtime)
  }

  /** A job begins; `fail` is called with an error of its that nobody caught. Returns what is called at its end. */
  begin(outputDir: string, fail: (error: unknown) => void): () => void {
    const running = { outputDir, fail }
    this.#running.set(outputDir, running)
    return () => {
      if (this.#running.get(outputDir) === running) this.#running.delete(outputDir)
    }
  }

  /** Fails all jobs that are waited for: nothing will ever end them. */
  failAll(error: () => unknown): void {
    for (const running of [...this.#running.values()]) running.fail(error())
  }

  /** Gives `error` to the job it came from; `false` where nobody knows whose it is. */
  take(error: unknown): boolean {
    const from = currentJob()?.job?.outputDir
    const [only, another] = this.#running.values()
    const running = from === undefined ? (another === undefined ? only : undefined) : this.#running.get(from)
    if (running !== undefined) running.fail(error)
    else if (from !== undefined)
      this.#warn(`the job in ${from} has ended, but something it left behind failed: ${errorText(error)}`)
    return running !== undefined || from !== undefined
  }
}
