/** As much of a test runner as the contracts use: vitest, jest, mocha and `node:test` all have it. */
export interface TestRunner {
  readonly describe: (name: string, body: () => void) => unknown
  readonly it: TestRunnerIt
}

/** Makes one test; `skip` lists one that is not run, where the runner can do that. */
export interface TestRunnerIt {
  (name: string, body: () => Promise<void> | void): unknown
  readonly skip?: ((name: string, body: () => void) => unknown) | undefined
}

/** Names a promise of a contract and says why it does not apply. */
export type Exceptions = Readonly<Record<string, string>>

/** Promises of a contract as tests; those with an exception are skipped, with its reason in the title. */
export interface Promises {
  promise(title: string, check: () => Promise<void> | void): void
  /** The last test: every exception names a promise there is. */
  finish(): void
}

/** Collects the tests of a contract. */
export function promisesOf({ it }: TestRunner, exceptions: Exceptions = {}): Promises {
  const seen = new Set<string>()
  return {
    promise(title, check) {
      seen.add(title)
      const reason = exceptions[title]
      if (reason === undefined) it(title, check)
      else it.skip?.(`${title} (${reason})`, () => {})
    },
    finish() {
      it('every exception names a promise of this contract', () => {
        const unknown = Object.keys(exceptions).filter((title) => !seen.has(title))
        if (unknown.length > 0) throw new Error(`No such promise: ${unknown.join('; ')}`)
      })
    },
  }
}
