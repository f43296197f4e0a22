import { expect, test } from 'vitest'
import { settled } from './settled.ts'

const never = new AbortController().signal

test.each([
  ['a promise', () => Promise.resolve(1), 'resolved 1'],
  ['a rejection', () => Promise.reject(new Error('no')), 'rejected Error: no'],
  // biome-ignore lint/suspicious/noThenProperty: it is what this is about
  ['one that calls back at once', () => ({ then: (tell: (value: number) => void) => tell(2) }), 'resolved 2'],
  [
    'one that throws where it should call back',
    () => ({
      // biome-ignore lint/suspicious/noThenProperty: it is what this is about
      then() {
        throw new Error('then')
      },
    }),
    'rejected Error: then',
  ],
])('when a task is through nobody waits for its errors any more: %s', async (_, task, came) => {
  let watched = false
  const watch = () => {
    watched = true
    return () => {
      watched = false
    }
  }
  const told = settled(task() as PromiseLike<unknown>, never, { watch }).then(
    (value) => `resolved ${value}`,
    (error) => `rejected ${error}`,
  )
  expect([await told, watched]).toEqual([came, false])
})
