import { expect, test } from 'vitest'
import { whatIs } from './what-is.ts'

test.each([
  [null, 'null'],
  [undefined, 'undefined'],
  [[1], 'a list'],
  [{}, 'an object'],
  ['text', 'a string'],
  [() => 1, 'a function'],
])('%o is %s', (value, words) => {
  expect(whatIs(value)).toBe(words)
})
