import assert from 'node:assert/strict'
import type { DictConfig } from '@hydra-zen/omegaconf'
import { createNode, type MapNode, view } from '@hydra-zen/omegaconf/nodes'
import { seededRandom } from '../overrides/shuffle.ts'
import type { JobResult } from '../plugins/job.ts'
import type { SweepContext, Sweeper } from '../plugins/sweeper.ts'
import { type Exceptions, promisesOf, type TestRunner } from './contract.ts'

/** What a sweeper under test is made with. */
export interface SweeperContractOptions {
  /** `describe` and `it` of your test runner. */
  readonly runner: TestRunner
  /** Gives a fresh sweeper. */
  readonly make: () => Sweeper
  /**
   * What the sweep is about: overrides (`x=1,2` unless told), config (an empty one), options of groups (none). The
   * overrides must lead to at least two jobs. Unless `random` is given, each sweep draws the same numbers.
   */
  readonly context?: Partial<Omit<SweepContext, 'signal'>> | undefined
  /** Promises that do not apply, and why. */
  readonly exceptions?: Exceptions
}

/** What every sweeper owes its users, as a suite of tests. */
export function sweeperContract(name: string, options: SweeperContractOptions): void {
  const { promise, finish } = promisesOf(options.runner, options.exceptions)

  options.runner.describe(`sweeper contract: ${name}`, () => {
    promise('it comes to an end, with at least two jobs', async () => {
      assert.ok((await sweep(options)).length > 1)
    })

    promise('the same sweep proposes the same jobs in the same order', async () => {
      assert.deepEqual(await sweep(options), await sweep(options))
    })

    promise('jobs are lists of overrides as text', async () => {
      for (const job of await sweep(options)) for (const override of job) assert.equal(typeof override, 'string')
    })

    promise('after its end it stays at its end', async () => {
      const sweeper = options.make()
      await sweeper.setup(freshContext(options))
      await exhaust(sweeper, 'COMPLETED')
      assert.equal(await sweeper.ask(1), null)
      await sweeper.close?.()
    })

    promise('failed jobs do not keep it from ending', async () => {
      assert.ok((await sweep(options, 'FAILED')).length > 1)
    })

    promise('it can be closed before it was asked for anything', async () => {
      const sweeper = options.make()
      await sweeper.setup(freshContext(options))
      await sweeper.close?.()
    })

    finish()
  })
}

async function sweep(options: SweeperContractOptions, status: JobResult['status'] = 'COMPLETED') {
  const sweeper = options.make()
  await sweeper.setup(freshContext(options))
  const jobs = await exhaust(sweeper, status)
  await sweeper.close?.()
  return jobs
}

function freshContext({ context }: SweeperContractOptions): SweepContext {
  return {
    config: view<DictConfig>(createNode({}) as MapNode),
    overrides: ['x=1,2'],
    optionsOf: () => [],
    random: seededRandom(1),
    ...context,
    signal: new AbortController().signal,
  }
}

/** Asks until there is no more, telling each result; most jobs a contract looks at is 1,000. */
async function exhaust(sweeper: Sweeper, status: JobResult['status']): Promise<(readonly string[])[]> {
  const jobs: (readonly string[])[] = []
  let silence = 0
  while (jobs.length < 1000) {
    const batch = await sweeper.ask(4)
    if (batch === null) return jobs
    silence = batch.jobs.length === 0 ? silence + 1 : 0
    if (silence > 3) throw new Error('The sweeper has no jobs now, though every result was told to it.')
    for (const overrides of batch.jobs) {
      const num = jobs.push(overrides) - 1
      await sweeper.tell?.({
        num,
        id: String(num),
        overrides,
        status,
        value: status === 'COMPLETED' ? num : undefined,
        error: status === 'COMPLETED' ? undefined : new Error('failed on purpose'),
        outputDir: undefined,
        startedAt: 0,
        endedAt: 0,
        attempts: 1,
      })
    }
  }
  return jobs
}
