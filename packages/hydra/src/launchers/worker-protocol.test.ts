import { deserialize, serialize } from 'node:v8'
import { expect, test } from 'vitest'
import { receivedError, sentError } from './worker-protocol.ts'

/** What is left of an error on the other side. */
function across(error: unknown): Error & Record<string, unknown> {
  return receivedError(deserialize(serialize(sentError(error)))) as Error & Record<string, unknown>
}

test('an error keeps its causes and what else it has', () => {
  const inner = Object.assign(new TypeError('inner', { cause: 'deep' }), { code: 'E_INNER' })
  const outer = Object.assign(new Error('outer', { cause: inner }), { status: 404, code: 7, retry: () => {} })
  const got = across(outer)
  expect(got).toMatchObject({ name: 'Error', message: 'outer', stack: outer.stack, status: 404, code: 7 })
  expect(got).not.toHaveProperty('retry')
  expect(got.cause).toBeInstanceOf(Error)
  expect(got.cause).toMatchObject({ name: 'TypeError', message: 'inner', code: 'E_INNER', cause: 'deep' })
  expect(Object.keys(got)).not.toContain('cause')
})

test('an AggregateError keeps its errors', () => {
  const got = across(new AggregateError([new RangeError('one'), 'two', () => {}], 'many'))
  expect(got).toBeInstanceOf(AggregateError)
  expect(got.errors).toMatchObject([{ name: 'RangeError', message: 'one' }, 'two', '[Function (anonymous)]'])
})

test('an error that is its own cause comes to an end', () => {
  const error = new Error('round')
  error.cause = error
  expect(across(error).cause).toMatchObject({ message: 'round' })
})
