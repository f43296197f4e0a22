import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseConfigValue } from '../grammar/parser.ts'
import { checkInterpolation, interpolationTree } from './interpolation-tree.ts'

const piece = fc.constantFrom(
  '${',
  '}',
  '.',
  '..',
  'a',
  'b_1',
  '-',
  '0',
  ':',
  ',',
  '[',
  ']',
  ' ',
  'oc.env',
  '$',
  '\\',
  "'",
  '{',
  'é',
)
const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''))

test('the short ways give what the parser gives', () => {
  fc.assert(
    fc.property(text, (source) => {
      let expected: unknown
      try {
        expected = parseConfigValue(source)
      } catch {
        expect(() => checkInterpolation(source)).toThrow()
        expect(() => interpolationTree(source)).toThrow()
        return
      }
      checkInterpolation(source)
      expect(interpolationTree(source)).toEqual(expected)
    }),
    { numRuns: 3000 },
  )
})

test.each(['${a}', '${a.b-c.0}', '${..a}', 'x-${a}/${.b}', '${.${a.b}}', '${oc.select:a.b,${.c}}', '${f:1,-2.5,x}'])(
  'the usual form %s is what the parser takes',
  (source) => {
    checkInterpolation(source)
    expect(interpolationTree(source)).toEqual(parseConfigValue(source))
  },
)
