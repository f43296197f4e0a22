import fc from 'fast-check'
import { expect, test } from 'vitest'
import { OmegaConfBaseException } from '../errors.ts'
import { readExact } from './exact-reader.ts'
import { readFast } from './fast-reader.ts'

const pieces = fc.constantFrom(
  ...['a', 'b: ', 'c:\n', '- ', '-', '  ', '\n', '\n  ', ' # c\n', '[', ']', '{', '}', ', ', ': ', ':', '"q"', "'s'"],
  ...['|\n', '>-\n', '&x ', '*x', '"', "'", '? ', '!!str ', '---\n', '...\n', '1', '~', '\t', 'é', '😀', '\r\n', '#'],
)
const noise = fc.array(pieces, { maxLength: 25 }).map((parts) => parts.join(''))

const word = fc.constantFrom('a', 'b1', 'some text', '1.5', 'true', '-x', 'a:b', 'a#b', 'http://h/p?q=1', '/p')
const scalar = fc.oneof(
  word,
  fc.constantFrom(
    "'it''s'",
    '"tab\\t"',
    '""',
    "''",
    '[a, [b, c], {d: e}]',
    '{a: 1, "b": 2, c}',
    '[]',
    '{}',
    '[a,\n b]',
  ),
  fc.constantFrom(
    '|\n        one\n        two',
    '>-\n        folded\n        text\n\n        more',
    '&n v',
    '# comment',
  ),
)
/** Block structures as people write them, mostly right. */
const block: fc.Arbitrary<(indent: number) => string> = fc.letrec<{ node: (indent: number) => string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    scalar.map((text) => () => ` ${text}\n`),
    fc
      .tuple(fc.array(tie('node'), { minLength: 1, maxLength: 3 }), fc.constantFrom(0, 2, 4))
      .map(([nodes, step]) => (indent: number) => {
        const pad = ' '.repeat(indent + step)
        return `\n${nodes.map((node) => `${pad}-${node(indent + step)}`).join('')}`
      }),
    fc
      .tuple(fc.array(fc.tuple(word, tie('node')), { minLength: 1, maxLength: 3 }), fc.constantFrom(1, 2, 4))
      .map(([entries, step]) => (indent: number) => {
        const pad = ' '.repeat(indent + step)
        return `\n${entries.map(([key, node], at) => `${pad}${key}${at}:${node(indent + step)}`).join('')}`
      }),
  ),
})).node

function bothAgree(text: string): void {
  const source = { name: 'x.yaml', text }
  const fast = readFast(source)
  if (fast === undefined) return
  expect(fast).toEqual(readExact(source))
}

test('where the fast reader answers, it answers as the exact one', () => {
  fc.assert(fc.property(noise, bothAgree), { numRuns: 2000 })
  fc.assert(
    fc.property(fc.array(fc.tuple(word, block), { maxLength: 4 }), (entries) => {
      bothAgree(entries.map(([key, node], at) => `${key}${at}:${node(0)}`).join(''))
    }),
    { numRuns: 1000 },
  )
})

test('any text ends in a tree or in one of our errors', () => {
  fc.assert(
    fc.property(fc.oneof(noise, fc.string({ unit: 'binary' })), (text) => {
      try {
        readExact({ name: 'x.yaml', text })
      } catch (error) {
        expect(error).toBeInstanceOf(OmegaConfBaseException)
      }
    }),
    { numRuns: 3000 },
  )
})

test('the fast reader takes what configuration files are made of', () => {
  const text = `# a config
defaults:
  - _self_
  - db: mysql   # chosen
  - override hydra/launcher: joblib

db:
  host: localhost
  ports: [80, 443]
  options: {retries: 3, names: ["a b", 'c']}
base: &base
  lr: 1e-3
model:
  <<: *base
  prompt: |
    You are
      helpful.
  note: >-
    one
    line
list:
- - a
  - b
- k: v
  l: "\\u00e9"
url: http://x.y/z?q=1#f
inter: \${db.host}:\${db.port}
missing: ???
empty:
`
  const source = { name: 'x.yaml', text }
  expect(readFast(source)).toBeDefined()
  expect(readFast(source)).toEqual(readExact(source))
})

test.each([
  ['a: [\n1,\n2\n]\n', 'a bracket that closes left of its key'],
  ['a: [-]\n', 'a dash alone in brackets'],
  ['a: x\x85b: y\n', 'the next-line character as a line break'],
  ['a: 1\r\nb: 2\r\n', 'line ends of Windows'],
  ['\ufeffa: 1\n', 'a byte order mark'],
  ['%YAML 1.2\n---\na: 010\n', 'a directive'],
  ['a: "b\\\n  c"', 'an escaped line break'],
  ['? a\n: b\n', 'an announced key'],
])('%j is read: %s', (text) => {
  expect(readExact({ name: 'x.yaml', text })).toBeDefined()
})

test('a thousand brackets are one too many, and no stack overflows', () => {
  expect(() => readExact({ name: 'x.yaml', text: '['.repeat(100_000) })).toThrow('Nested deeper than 1000 levels')
  expect(() => readExact({ name: 'x.yaml', text: '- '.repeat(50_000) })).toThrow('Nested deeper than 1000 levels')
})

test.each([
  ['a: "x\n', 'This quote is never closed'],
  ['a: [1, 2\n', 'This bracket is never closed'],
  ['a: b: c\n', 'A second `:` cannot stand here'],
  ['\ta: b\n', 'A tab cannot begin anything here'],
  ['a: @b\n', 'cannot begin anything here'],
  ['a:\n  b: 1\n c: 2\n', 'Expected a key at this indentation'],
  ['a: *nope\n', 'No `&nope` comes before this alias'],
  ['a: 1\n---\nb: 2\n', 'here begins a second'],
  ['a: \x01\n', 'YAML does not allow the character U+0001'],
])('%j is refused: %s', (text, message) => {
  expect(() => readExact({ name: 'x.yaml', text })).toThrow(message)
})

test('an error shows the place and what to do', () => {
  const read = () => readExact({ name: 'conf/db.yaml', text: 'db:\n  url: a: b\n' })
  expect(read).toThrowErrorMatchingInlineSnapshot(`
    [ScannerError: A second \`:\` cannot stand here.
      conf/db.yaml:2:9
      |   url: a: b
      |         ^
    hint: a value that holds \`: \` needs quotes; a nested mapping begins on a line of its own]
  `)
})
