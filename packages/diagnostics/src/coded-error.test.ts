import { expect, test } from 'vitest'
import { CodedError } from './coded-error.ts'

class KeyError extends CodedError<'KEY_UNKNOWN'> {}

test('the message has the summary, the place and what to do', () => {
  const source = { name: 'conf/db.yaml', text: 'prot: 1' }
  const error = new KeyError('`prot` is not a key of Db.', {
    code: 'KEY_UNKNOWN',
    at: { source, start: 0, end: 4 },
    hint: 'did you mean `port`?',
  })
  expect(error).toMatchInlineSnapshot(`
    [KeyError: \`prot\` is not a key of Db.
      conf/db.yaml:1:1
      | prot: 1
      | ^^^^
    hint: did you mean \`port\`?]
  `)
  expect(error.code).toBe('KEY_UNKNOWN')
})

test('the cause is kept, and absent where there is none', () => {
  const cause = new RangeError('deep')
  expect(new KeyError('x', { code: 'KEY_UNKNOWN', cause }).cause).toBe(cause)
  expect('cause' in new KeyError('x', { code: 'KEY_UNKNOWN' })).toBe(false)
})
