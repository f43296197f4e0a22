import { AsyncLocalStorage } from 'node:async_hooks'
import { expect, test } from 'vitest'
import { ready, type Steps, stepwise } from './stepwise.ts'

function* sum(...values: readonly (number | PromiseLike<number>)[]): Steps<number> {
  let total = 0
  for (const value of values) total += yield* ready(value)
  return total
}

test('what has nothing to wait for is there at once', () => {
  expect(stepwise(() => sum(1, 2, 3))).toBe(6)
})

test('what has to wait is a promise of the same', async () => {
  const waiting = stepwise(() => sum(1, Promise.resolve(2), 3, new Promise((resolve) => setTimeout(resolve, 1, 4))))
  expect(waiting).toBeInstanceOf(Promise)
  expect(await waiting).toBe(10)
})

test('anything with a `then` is waited for', async () => {
  // biome-ignore lint/suspicious/noThenProperty: it is what this is about
  const later = Object.assign(() => {}, { then: (told: (value: number) => void) => told(2) })
  expect(await stepwise(() => sum(1, later as unknown as PromiseLike<number>))).toBe(3)
})

test.each([
  ['at once', () => 1],
  ['after a wait', () => Promise.resolve(1)],
])('errors are thrown where they can be caught, and what is in `finally` is done: %s', async (_, before) => {
  const told: string[] = []
  function* failing(problem: () => unknown): Steps<string> {
    yield* ready(before())
    try {
      yield* ready(problem())
      return 'through'
    } catch (error) {
      return `caught ${(error as Error).message}`
    } finally {
      told.push('ended')
    }
  }
  const thrown = () => {
    throw new Error('now')
  }
  expect(await stepwise(() => failing(thrown))).toBe('caught now')
  expect(await stepwise(() => failing(() => Promise.reject(new Error('later'))))).toBe('caught later')
  expect(told).toEqual(['ended', 'ended'])
})

test('nobody catches: thrown at once, or a rejection', async () => {
  function* failing(before: unknown): Steps<never> {
    yield* ready(before)
    throw new Error('no')
  }
  expect(() => stepwise(() => failing(1))).toThrow('no')
  await expect(stepwise(() => failing(Promise.resolve()))).rejects.toThrow('no')
})

test('what is around the first step is around the others', async () => {
  const around = new AsyncLocalStorage<string>()
  function* asked(): Steps<(string | undefined)[]> {
    const first = around.getStore()
    yield* ready(new Promise((resolve) => setImmediate(resolve)))
    return [first, around.getStore()]
  }
  expect(await around.run('here', () => stepwise(asked))).toEqual(['here', 'here'])
})
