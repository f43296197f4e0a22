import { WholeFloat } from '@hydra-zen/omegaconf/nodes'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { HydraException, OverrideParseException } from '../errors.ts'
import type { Override } from './ast.ts'
import { isSweep } from './is-sweep.ts'
import { parseOverride } from './parse.ts'
import { keyText, printOverride, valueText } from './print.ts'

/** An override without its places, and without what has no meaning: whether a tagged or mixed choice was simple. */
function shape(override: Override): unknown {
  const { kind, key, package: at, value } = override
  return JSON.parse(
    JSON.stringify({ kind, key, at, value }, (name, part) => {
      if (name === 'start' || name === 'end' || name === 'valueStart') return undefined
      if (part instanceof WholeFloat) return { float: String(part.value) }
      if (typeof part === 'bigint') return { int: String(part) }
      if (typeof part === 'number') return { number: String(part) }
      if (part?.kind === 'choice' && (part.shuffle || part.tags.length > 0)) return { ...part, simple: false }
      // quotes are one way to spell text: what counts is the text
      if (part?.kind === 'quoted') return { kind: 'plain', value: part.text }
      return part
    }),
  )
}

const pieces = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      'a',
      'foo-b',
      '1',
      '-1.5e3',
      'true',
      'null',
      'inf',
      '010',
      'x:y',
      '${a}',
      '\\,',
      '\\\\',
      '$',
    ),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      '[',
      ']',
      '{',
      '}',
      '(',
      ')',
      ',',
      ':',
      '=',
      "'",
      '"',
      '\\',
      ' ',
      '\t',
      '.',
      '@',
      '/',
      '~',
      '+',
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'choice(',
      'range(',
      'tag(',
      'sort(',
      'glob(',
      'zip(',
      'int(',
      'append(',
      'é',
      '\n',
      '😀',
    ),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 3 }) },
)
const anyText = fc
  .tuple(fc.constantFrom('k=', '', 'a.b=', '+k=', '~', 'a/b@c='), fc.array(pieces, { maxLength: 12 }))
  .map(([key, rest]) => key + rest.join(''))

test('any text ends in an override or in an OverrideParseException', () => {
  let overrides = 0
  fc.assert(
    fc.property(anyText, (text) => {
      try {
        const override = parseOverride(text)
        expect(shape(parseOverride(printOverride(override)))).toEqual(shape(override))
        overrides++
      } catch (error) {
        if (!(error instanceof OverrideParseException)) throw error
        expect(error.override).toBe(text)
        expect(error.details.at).toBeDefined()
      }
    }),
    { numRuns: 20_000 },
  )
  expect(overrides).toBeGreaterThan(1000)
})

const scalar = fc
  .constantFrom(
    '1',
    '-2.5',
    '1e300',
    '1.0',
    'nan',
    '-0.0',
    '12345678901234567890',
    'true',
    'null',
    'a b',
    'x\\,y',
    "'it\\'s'",
    '"é\\\\"',
    '010',
    '${a.b}',
    ':',
    'http://x:1/y?z=',
    "''",
  )
  .map((text) => text.replace(/=$/, ''))
const { element } = fc.letrec<{ element: string }>((tie) => ({
  element: fc.oneof(
    { maxDepth: 3 },
    scalar,
    fc.array(tie('element'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
    fc
      .array(fc.tuple(fc.constantFrom('a', '1', '1.5', 'true', 'null', 'x y', 'p\\:q'), tie('element')), {
        maxLength: 3,
      })
      .map((pairs) => `{${pairs.map((pair) => pair.join(': ')).join(' , ')}}`),
  ),
}))
const number = fc.constantFrom('0', '3', '-1', '0.5', '1e-3', '10000000000000000000', 'true')
const notNull = element.filter((text) => text !== 'null')
const sweep = fc.oneof(
  fc.array(element, { minLength: 2, maxLength: 4 }).map((items) => items.join(',')),
  fc.array(notNull, { minLength: 1, maxLength: 4 }).map((items) => `choice(${items.join(',')})`),
  fc.array(number, { minLength: 1, maxLength: 3 }).map((items) => `range(${items.join(',')})`),
  fc.tuple(number, number).map((ends) => `interval(${ends.join(',')})`),
  fc.constantFrom(
    'glob(*)',
    "glob([a*,'b c'],exclude=[x,1])",
    'zip(a=[1,2],+b/c@d=choice(x,y),e=range(2))',
    'shuffle(zip(a=[1,2]))',
  ),
  fc.constantFrom(
    'append(a,[1])',
    'prepend()',
    "insert(-2,'x y')",
    'remove_at(3)',
    'remove_value({a:1})',
    'list_clear()',
  ),
)
const value = fc.oneof(
  element,
  sweep,
  fc.array(notNull, { minLength: 1, maxLength: 3 }).map((items) => `tag(t,'u v',shuffle(choice(${items.join(',')})))`),
  fc.constantFrom(
    'int(tag(t,interval(1,2)))',
    'tag(log,interval(0.1,1))',
    'shuffle(range(5))',
    "str([1,'',true])",
    'float(1,2)',
  ),
)

test('every value built by the rules parses, and prints back', () => {
  fc.assert(
    fc.property(value, (text) => {
      const override = parseOverride(`k=${text}`)
      expect(shape(parseOverride(printOverride(override)))).toEqual(shape(override))
    }),
    { numRuns: 5000 },
  )
})

test('a readable job line can always be read back', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        element,
        anyText.map((text) => text.slice(2)),
      ),
      (text) => {
        let line: string
        try {
          const override = parseOverride(`k=${text}`)
          if (isSweep(override)) return
          line = `${keyText(override)}=${valueText(override, 'readable')}`
        } catch (error) {
          if (error instanceof HydraException) return
          throw error
        }
        expect(parseOverride(line).key).toBe('k')
      },
    ),
    { numRuns: 5000 },
  )
})

test.each([
  ['k= [1, a b] ', undefined],
  ['k=[1, a b]', 'k=[1,a\\ b]'],
  ['+db@x=True', '+db@x=True'],
  ['k=glob(a*,exclude=b)', 'k=glob([a*],exclude=[b])'],
  ['k=glob(a*)', 'k=glob([a*])'],
  ['k=interval(1,2)', 'k=interval(1.0,2.0)'],
  ['k=int(interval(1.5,2.5))', 'k=int(interval(1,2))'],
  ['k=remove_at(-1)', 'k=remove_at(-1)'],
  ["k='it\\'s'", "k='it\\'s'"],
  ['k=str(1)', "k='1'"],
])('%s is written as %s', (text, written) => {
  if (written === undefined) return expect(() => parseOverride(text)).toThrow(OverrideParseException)
  expect(printOverride(parseOverride(text))).toBe(written)
})
