import { createNode, type MapNode, view } from '@hydra-zen/omegaconf/nodes'
import { describe, expect, it, test } from 'vitest'
import { sweeperContract } from '../testing/sweeper-contract.ts'
import { BasicSweeper, type BasicSweeperOptions, MOST_FROZEN } from './basic-sweeper.ts'

const config = view<never>(createNode({}) as MapNode)
const context = (...overrides: string[]) => ({
  config,
  overrides,
  optionsOf: () => ['mysql', 'postgresql'],
  random: Math.random,
  signal: new AbortController().signal,
})

const runner = { describe, it }
sweeperContract('basic', { runner, make: () => new BasicSweeper(), context: context('db=glob(*)', 'x=1,2') })
sweeperContract('basic, in batches', {
  runner,
  make: () => new BasicSweeper({ max_batch_size: 3 }),
  context: context('x=range(10)'),
})

function opened(options: BasicSweeperOptions, ...overrides: string[]): BasicSweeper {
  const sweeper = new BasicSweeper(options)
  sweeper.setup(context(...overrides))
  return sweeper
}

test('params come first, and an override of the same key takes the place of one', () => {
  const sweeper = opened({ params: { x: '1,2', y: 'a' } }, 'x=3', 'z=4')
  expect(sweeper.ask()?.jobs).toEqual([['x=3', 'y=a', 'z=4']])
})

test('nothing to sweep is one job', () => {
  expect(opened({}).ask()?.jobs).toEqual([[]])
})

test('a sweep that can be frozen is one batch', () => {
  expect(opened({}, `x=range(${MOST_FROZEN})`).ask()?.jobs.length).toBe(MOST_FROZEN)
})

test('a sweep of a million is given a little at a time, and announced once', () => {
  const sweeper = opened({}, 'x=range(1000)', 'y=range(1000)')
  expect(sweeper.ask()).toMatchObject({ announce: 'Launching 1000000 jobs locally', total: 1_000_000 })
  expect(sweeper.ask()?.announce).toBe('')
})

test('a sweep of nothing is one batch of no jobs, and no batch where batches have a size', () => {
  const sweeper = opened({}, 'x=range(3,0)')
  expect(sweeper.ask()).toEqual({ jobs: [], total: 0 })
  expect(sweeper.ask()).toBeNull()
  expect(opened({ max_batch_size: 2 }, 'x=range(3,0)').ask()).toBeNull()
})

test('intervals and empty batches are refused', () => {
  expect(() => opened({}, 'x=interval(0,1)')).toThrow(/Only an optimising sweeper/)
  expect(() => new BasicSweeper({ max_batch_size: 0 })).toThrow(/A batch of 0 jobs/)
})
