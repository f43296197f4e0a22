import fc from 'fast-check'
import { expect, test } from 'vitest'
import { GrammarParseError } from '../errors.ts'
import { WholeFloat } from '../types/scalar.ts'
import type { Element, TextPart } from './ast.ts'
import { parseConfigValue, parseElement } from './parser.ts'
import { printConfigValue, printElement } from './print.ts'

/** A tree as short text: references `<up|path>`, calls `name(args)`, so that a table can show it. */
function show(part: TextPart | Element): string {
  if (typeof part === 'string') return JSON.stringify(part)
  switch (part.kind) {
    case 'literal':
      return part.value instanceof WholeFloat ? `float ${part.value.value}` : JSON.stringify(part.value)
    case 'quoted':
      return `quoted(${part.parts.map(show).join(' ')})`
    case 'composite':
      return `text(${part.parts.map(show).join(' ')})`
    case 'list':
      return `[${part.items.map(show).join(' ')}]`
    case 'map':
      return `{${part.entries.map(({ key, value }) => `${show(key)}:${show(value)}`).join(' ')}}`
    case 'reference':
      return `<${part.up}|${part.path.map(show).join(' ')}>`
    case 'call':
      return `${part.name.map(show).join('.')}(${part.args.map(show).join(' ')})`
  }
}

const values: [text: string, tree: string][] = [
  ['plain', '"plain"'],
  ['', ''],
  ['${a}', '<0|"a">'],
  ['${ a.b }', '<0|"a.b">'],
  ['x${a}y', '"x" <0|"a"> "y"'],
  ['${a}${b}', '<0|"a"> <0|"b">'],
  ['$${a}', '"$" <0|"a">'],
  ['${.a}', '<1|"a">'],
  ['${..a[0].b}', '<2|"a[0].b">'],
  ['${[a][b].c}', '<0|"[a][b].c">'],
  ['${a.${b}.c}', '<0|"a." <0|"b"> ".c">'],
  ['${${a}}', '<0|<0|"a">>'],
  ['${a[${b}]}', '<0|"a[" <0|"b"> "]">'],
  ['${x@y}', '<0|"x@y">'],
  ['${1e3}', '<0|"1e3">'],
  ['\\${a}', '"${a}"'],
  ['\\\\${a}', '"\\\\" <0|"a">'],
  ['\\\\\\${a}', '"\\\\${a}"'],
  ['a\\b\\\\', '"a\\\\b\\\\\\\\"'],
  ['C:\\\\x_${a}', '"C:\\\\\\\\x_" <0|"a">'],
  ['${f:}', '"f"()'],
  ['${oc.env:USER}', '"oc"."env"("USER")'],
  ['${ns.${f}:1}', '"ns".<0|"f">(1)'],
  ['${f: a , b }', '"f"("a" "b")'],
  ['${f:a,,b,}', '"f"("a" quoted() "b" quoted())'],
  ['${f:,}', '"f"(quoted() quoted())'],
  ['${f:1,1.0,1e-3,true,NULL,inf,010,1_000,0_1}', '"f"(1 float 1 0.001 true null null "010" 1000 "0_1")'],
  ['${f:[1, [2], {a: b:c}]}', '"f"([1 [2] {"a":"b:c"}])'],
  ['${f:a b\\, c}', '"f"("a b, c")'],
  ["${f:'it\\'s ${a}','\\\\'}", '"f"(quoted("it\'s " <0|"a">) quoted("\\\\"))'],
  ['${f:pre_${a}_post}', '"f"(text("pre_" <0|"a"> "_post"))'],
  ['${f:{}}', '"f"({})'],
]

test.each(values)('%s is read as %s', (text, tree) => {
  expect(parseConfigValue(text).parts.map(show).join(' ')).toBe(tree)
})

test('keys are split only where all of them are written out', () => {
  const keysOf = (text: string) => {
    const [first] = parseConfigValue(text).parts
    return typeof first === 'object' && first.kind === 'reference' ? first.keys : 'not a reference'
  }
  expect(keysOf('${a.b[0].c}')).toEqual(['a', 'b', '0', 'c'])
  expect(keysOf('${a.${b}}')).toBeUndefined()
})

test('the span of an argument is its text without spaces around', () => {
  const [call] = parseConfigValue('${f: a b , [1, 2] }').parts
  if (typeof call !== 'object' || call.kind !== 'call') throw new Error('expected a call')
  expect(call.args.map(({ start, end }) => '${f: a b , [1, 2] }'.slice(start, end))).toEqual(['a b', '[1, 2]'])
})

test.each([
  ['  a ', '"  a "'],
  ['1', '1'],
  ['-0', '0'],
  ['12345678901234567890', '12345678901234567890n'],
  ['"a" ', undefined],
  [' ', undefined],
  ['', undefined],
  ['a,b', undefined],
  ['a=b', undefined],
  ['é', undefined],
  ["'é'", 'quoted("é")'],
])('as a single element, %j is %s', (text, tree) => {
  const parse = () => parseElement(text).element
  if (tree === undefined) return expect(parse).toThrow(GrammarParseError)
  const element = parse()
  const shown = element.kind === 'literal' && typeof element.value === 'bigint' ? `${element.value}n` : show(element)
  expect(shown).toBe(tree)
})

test('an error says what was expected, and where', () => {
  const texts = [
    '${a',
    '${a.',
    '${}',
    '${foo${bar}}',
    '${a b}',
    "${f:'a}",
    '${f:[a}',
    '${f:{a}}',
    '${f:(a)}',
    '${a.[b]}',
  ]
  const messages = texts.map((text) => {
    try {
      parseConfigValue(text)
    } catch (error) {
      if (error instanceof GrammarParseError) return error.message
    }
    return 'no error'
  })
  expect(messages.join('\n')).toMatchInlineSnapshot(`
    "Expected \`}\`: the \`\${\` is never closed.
      interpolation:1:1
      | \${a
      | ^^^
    Expected a key, but the text ends.
      interpolation:1:5
      | \${a.
      |     ^
    Expected a key, found \`}\`.
      interpolation:1:3
      | \${}
      |   ^
    Expected \`}\`, found \`{\`.
      interpolation:1:7
      | \${foo\${bar}}
      |       ^
    Expected \`}\`, found \`b\`.
      interpolation:1:5
      | \${a b}
      |     ^
    The quote is never closed.
      interpolation:1:5
      | \${f:'a}
      |     ^
    Expected \`,\` or \`]\`, found \`}\`.
      interpolation:1:7
      | \${f:[a}
      |       ^
    Expected \`:\` after the key, found \`}\`.
      interpolation:1:7
      | \${f:{a}}
      |       ^
    Expected a value, found \`(\`.
      interpolation:1:5
      | \${f:(a)}
      |     ^
    Expected a key, found \`[\`.
      interpolation:1:5
      | \${a.[b]}
      |     ^"
  `)
})

test('nesting of any depth ends in a tree or in our error, never in a full stack', () => {
  for (const text of [
    '${'.repeat(100_000),
    `\${f:${'['.repeat(100_000)}`,
    `${'${'.repeat(5000)}a${'}'.repeat(5000)}`,
    `\${f:${'{a:'.repeat(100_000)}`,
  ]) {
    expect(() => parseConfigValue(text)).toThrow(GrammarParseError)
  }
  const deep = `${'${'.repeat(200)}a${'}'.repeat(200)}`
  expect(printConfigValue(parseConfigValue(deep))).toBe(deep)
})

/** Texts made of what the grammar gives a meaning to. */
const grammarText = fc
  .array(
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc.constantFrom('${', '}', '[', ']', '{', ':', ',', '.', "'", '"', '\\', '$', ' ', '\t', '=', '('),
      },
      {
        weight: 3,
        arbitrary: fc.constantFrom(
          'a',
          'foo-b',
          '1',
          '1.5',
          '-.5e3',
          'true',
          'null',
          'inf',
          '010',
          'é',
          '${a}',
          '${f:',
          '\\${',
          '\n',
        ),
      },
      { weight: 1, arbitrary: fc.string({ maxLength: 3 }) },
    ),
    { maxLength: 14 },
  )
  .map((pieces) => pieces.join(''))

/** Trees without the offsets. */
function shape(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, part) => {
      if (key === 'start' || key === 'end' || key === 'text') return undefined
      if (part instanceof WholeFloat) return { float: String(part.value) }
      if (typeof part === 'bigint') return { int: String(part) }
      return typeof part === 'number' ? { number: Object.is(part, -0) ? '-0' : String(part) } : part
    }),
  )
}

test('any text ends in a tree or in a GrammarParseError, and a printed tree parses to itself', () => {
  let trees = 0
  fc.assert(
    fc.property(grammarText, fc.boolean(), (text, whole) => {
      try {
        if (whole) {
          const tree = parseConfigValue(text)
          expect(shape(parseConfigValue(printConfigValue(tree)))).toEqual(shape(tree))
        } else {
          const tree = parseElement(text)
          expect(shape(parseElement(printElement(tree)))).toEqual(shape(tree))
        }
        trees++
      } catch (error) {
        if (!(error instanceof GrammarParseError)) throw error
      }
    }),
    { numRuns: 20_000 },
  )
  expect(trees).toBeGreaterThan(1000)
})

const part: fc.Arbitrary<string> = fc.constantFrom('a', 'foo', 'x-y', 'b1')
const { element } = fc.letrec<{ element: string; interpolation: string }>((tie) => ({
  interpolation: fc.oneof(
    { maxDepth: 3 },
    fc
      .tuple(fc.nat(2), fc.array(part, { minLength: 1, maxLength: 3 }))
      .map(([up, keys]) => `\${${'.'.repeat(up)}${keys.join('.')}}`),
    fc.tuple(part, tie('interpolation')).map(([key, nested]) => `\${${key}.${nested}[${nested}]}`),
    fc
      .tuple(part, fc.array(tie('element'), { maxLength: 3 }))
      .map(([name, args]) => `\${ns.${name}:${args.join(' , ')}}`),
  ),
  element: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(
      '1',
      '-2.5',
      'true',
      'null',
      'a b',
      'a\\,b',
      '\\ ',
      ':',
      'a : b',
      '1.',
      "'q\\'${a}\\\\'",
      '"\\\\\\"x"',
      '010',
      '$\\{a\\}',
    ),
    tie('interpolation'),
    fc.array(tie('element'), { maxLength: 3 }).map((items) => `[${items.join(',')}]`),
    fc
      .array(fc.tuple(part, tie('element')), { maxLength: 3 })
      .map((pairs) => `{${pairs.map((pair) => pair.join(': ')).join(', ')}}`),
    fc.tuple(part, tie('interpolation')).map((pair) => pair.join('')),
  ),
}))

test('every text built by the rules parses, and prints back', () => {
  fc.assert(
    fc.property(element, (text) => {
      const tree = parseElement(text)
      expect(shape(parseElement(printElement(tree)))).toEqual(shape(tree))
      const value = parseConfigValue(`x\\\\\${f:${text}}`)
      expect(shape(parseConfigValue(printConfigValue(value)))).toEqual(shape(value))
    }),
    { numRuns: 3000 },
  )
})

test('a long text takes time in proportion to its length', () => {
  const time = (n: number) => {
    const text = 'a\\b${c} '.repeat(n)
    const start = performance.now()
    expect(parseConfigValue(text).parts).toHaveLength(2 * n + 1)
    return performance.now() - start
  }
  time(10_000)
  expect(time(100_000)).toBeLessThan(2000)
})
