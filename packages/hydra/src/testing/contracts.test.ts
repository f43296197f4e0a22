import assert from 'node:assert/strict'
import { describe, expect, it } from 'vitest'
import type { SweepBatch, SweepContext, Sweeper } from '../plugins/sweeper.ts'
import { BasicSweeper } from '../sweepers/basic-sweeper.ts'
import type { TestRunnerIt } from './contract.ts'
import { sweeperContract } from './sweeper-contract.ts'

/** A test runner of ten lines: what a contract needs of one. */
function collect(body: (runner: { describe: (name: string, body: () => void) => void; it: TestRunnerIt }) => void) {
  const tests: { readonly name: string; readonly body: () => Promise<void> | void }[] = []
  const skipped: string[] = []
  const add = (name: string, test: () => Promise<void> | void) => void tests.push({ name, body: test })
  body({
    describe: (_name, suite) => suite(),
    it: Object.assign(add, { skip: (name: string) => void skipped.push(name) }),
  })
  return { tests, skipped }
}

describe('a contract', () => {
  it('runs under any runner, and fails by throwing', async () => {
    const { tests, skipped } = collect((runner) =>
      sweeperContract('one job', {
        runner,
        make: () => new BasicSweeper(),
        context: { overrides: ['x=1'] },
        exceptions: { 'failed jobs do not keep it from ending': 'it has one job', 'no such': 'promise' },
      }),
    )
    expect(skipped).toEqual(['failed jobs do not keep it from ending (it has one job)'])
    const failed: string[] = []
    for (const { name, body } of tests) {
      try {
        await body()
      } catch (error) {
        failed.push(`${name}: ${error instanceof assert.AssertionError ? 'assertion' : (error as Error).message}`)
      }
    }
    expect(failed).toEqual([
      'it comes to an end, with at least two jobs: assertion',
      'every exception names a promise of this contract: No such promise: no such',
    ])
  })

  it('gives a sweeper the same numbers in every sweep', async () => {
    const { tests } = collect((runner) => sweeperContract('random', { runner, make: () => new RandomSweeper() }))
    for (const { body } of tests) await body()
    expect(tests).toHaveLength(7)
  })
})

class RandomSweeper implements Sweeper {
  #context: SweepContext | undefined

  setup(context: SweepContext): void {
    this.#context = context
  }

  ask(): SweepBatch | null {
    const context = this.#context
    this.#context = undefined
    return context ? { jobs: [1, 2].map(() => [`x=${context.random()}`]) } : null
  }
}
