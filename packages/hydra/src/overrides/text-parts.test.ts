import { expect, test } from 'vitest'
import { bareKey, keyPart, valuePart } from './text-parts.ts'

test.each([
  ['x=1', 'x', 'x', '1'],
  ['++db@backup=a=b', '++db@backup', 'db@backup', 'a=b'],
  ['~gone', '~gone', 'gone', '~gone'],
])('%s has a key and a value', (text, key, bare, value) => {
  expect([keyPart(text), bareKey(text), valuePart(text)]).toEqual([key, bare, value])
})
