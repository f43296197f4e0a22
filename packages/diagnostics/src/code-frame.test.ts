import { expect, test } from 'vitest'
import { codeFrame, positionAt } from './code-frame.ts'

const source = { name: 'conf/db/mysql.yaml', text: 'user: root\npasswrd: hunter2\n' }

test('points at a key in the middle of a file', () => {
  expect(codeFrame({ source, start: 11, end: 18 })).toMatchInlineSnapshot(`
    "  conf/db/mysql.yaml:2:1
      | passwrd: hunter2
      | ^^^^^^^"
  `)
})

test('marks one column where the text ends', () => {
  const override = { name: 'override 3', text: 'db.port=[1,2' }
  expect(codeFrame({ source: override, start: 12, end: 12 })).toMatchInlineSnapshot(`
    "  override 3:1:13
      | db.port=[1,2
      |             ^"
  `)
})

test('a long line is cut around the marker', () => {
  const text = `${'a'.repeat(500)}HERE${'b'.repeat(500)}`
  const [, line, marks] = codeFrame({ source: { name: 'one-line', text }, start: 500, end: 504 }).split('\n')
  expect(line?.length).toBeLessThan(130)
  expect(line?.slice(marks?.indexOf('^'), (marks?.lastIndexOf('^') ?? 0) + 1)).toBe('HERE')
})

test('tabs before the marker stay tabs', () => {
  const [, , marks] = codeFrame({ source: { name: 't', text: '\tx: 1' }, start: 1, end: 2 }).split('\n')
  expect(marks).toBe('  | \t^')
})

test('offset 0 of an empty text is the first line', () => {
  expect(positionAt('', 0)).toEqual({ line: 1, column: 1 })
  expect(positionAt('a\nb', 2)).toEqual({ line: 2, column: 1 })
})
