import type { TypeModel } from '@hydra-zen/signatures'
import { expect, test } from 'vitest'
import { misfits } from './check-value.ts'
import { misfitText } from './validate.ts'

const text: TypeModel = { k: 'string' }
const number: TypeModel = { k: 'number' }
const options: TypeModel = { k: 'object', props: [{ name: 'width', type: number }] }
const point: TypeModel = { k: 'class', name: 'Point', file: '/app/point.ts' }
const date: TypeModel = { k: 'class', name: 'Date', file: 'lib' }
const iterable: TypeModel = { k: 'class', name: 'Iterable', file: 'lib' }

test.each<[string, TypeModel, unknown, string[]]>([
  [
    'a union tells what does not fit the one member that is alike',
    union(options, 'null'),
    { width: 'x' },
    ["x.width must be a number; it is the text 'x'"],
  ],
  ['a union of which none is alike lists them', union(options, 'null'), 5, ['x must be a mapping or null; it is 5']],
  [
    'a tuple has a length',
    { k: 'tuple', of: [number, text], optional: 1 },
    [1, 'a', 2],
    ['x must be a list of at most 2; it is a list of 3'],
  ],
  ['a tuple may go on', { k: 'tuple', of: [number], rest: text }, [1, 'a', 'b'], []],
  ['a number is no instance', point, 5, ['x must be Point; it is 5']],
  ['an object may be like an instance', point, { x: 1 }, []],
  ['a text is no date', date, '2024-01-01', ["x must be Date; it is the text '2024-01-01'"]],
  ['a text can be iterated', iterable, 'abc', []],
  ['what is looked up later fits anything', number, '${db.port}', []],
])('%s', (_, type, value, expected) => {
  expect(misfits(type, value, 'x').map(misfitText)).toEqual(expected)
})

function union(type: TypeModel, other: 'null'): TypeModel {
  return { k: 'union', of: [type, { k: other }] }
}
