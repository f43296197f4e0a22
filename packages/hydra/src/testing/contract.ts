import { test } from 'vitest'

/** Names a promise of a contract and says why it does not apply. */
export type Exceptions = Readonly<Record<string, string>>

/** Promises of a contract as tests; those with an exception are skipped, with its reason in the title. */
export interface Promises {
  promise(title: string, check: () => Promise<void> | void): void
  /** The last test: every exception names a promise there is. */
  finish(): void
}

/** Collects the tests of a contract. */
export function promisesOf(exceptions: Exceptions): Promises {
  const seen = new Set<string>()
  return {
    promise(title, check) {
      seen.add(title)
      const reason = exceptions[title]
      if (reason === undefined) test(title, check)
      else test.skip(`${title} (${reason})`, () => {})
    },
    finish() {
      test('every exception names a promise of this contract', () => {
        const unknown = Object.keys(exceptions).filter((title) => !seen.has(title))
        if (unknown.length > 0) throw new Error(`No such promise: ${unknown.join('; ')}`)
      })
    },
  }
}
