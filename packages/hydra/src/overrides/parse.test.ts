import { WholeFloat } from '@hydra-zen/omegaconf/nodes'
import { expect, test } from 'vitest'
import { OverrideParseException } from '../errors.ts'
import type { OverrideValue } from './ast.ts'
import { parseOverride, parseOverrides } from './parse.ts'

/** A value as short text, so that a table can show it. */
function show(value: OverrideValue | undefined): string {
  switch (value?.kind) {
    case undefined:
      return 'nothing'
    case 'plain':
      if (value.value instanceof WholeFloat) return `float ${value.value.value}`
      return typeof value.value === 'string' ? JSON.stringify(value.value) : String(value.value)
    case 'quoted':
      return `quoted ${JSON.stringify(value.text)}`
    case 'list':
      return `[${value.items.map(show).join(', ')}]`
    case 'map':
      return `{${value.entries.map(({ key, value: item }) => `${show(key)}: ${show(item)}`).join(', ')}}`
    case 'list-operation':
      return `${value.name}(${[value.index ?? [], value.items.map(show)].flat().join(', ')})`
    case 'choice': {
      const tags = value.tags.length > 0 ? ` tags ${value.tags.join('+')}` : ''
      return `${value.simple ? 'simple ' : ''}choice of ${value.items.map(show).join(' | ')}${value.shuffle ? ' shuffled' : ''}${tags}`
    }
    case 'range': {
      const [from, to, step] = [value.from, value.to, value.step].map((part) =>
        show({ ...value, kind: 'plain', value: part }),
      )
      return `range ${from} to ${to} by ${step}${value.shuffle ? ' shuffled' : ''}`
    }
    case 'interval':
      return `interval ${Number(value.from)} to ${Number(value.to)}${value.tags.join('+')}`
    case 'glob':
      return `glob ${value.include.map(show).join(' | ')} without ${value.exclude.map(show).join(' | ')}`
    case 'zip':
      return `zip ${value.members.map((member) => `${member.kind} ${member.key}@${member.package ?? ''}: ${show(member.values)}`).join('; ')}`
  }
}

test.each([
  ['a=1', 'change', 'a', undefined],
  ['+a.b=1', 'add', 'a.b', undefined],
  ['++a-b.0.$c=1', 'force-add', 'a-b.0.$c', undefined],
  ['~a', 'delete', 'a', undefined],
  ['db/engine@src.pkg=x', 'change', 'db/engine', 'src.pkg'],
  ['db@=x', 'change', 'db', ''],
  ['=x', 'change', '', undefined],
  ['a=append(1)', 'list-operation', 'a', undefined],
])('%s: a %s of %s', (text, kind, key, at) => {
  expect(parseOverride(text)).toMatchObject({ kind, key, package: at })
})

test.each([
  ['k=', '""'],
  ['k=null', 'null'],
  ['k=True', 'true'],
  ['k=1_000', '1000'],
  ['k=9007199254740993', '9007199254740993'],
  ['k=010', '"010"'],
  ['k=1.', 'float 1'],
  ['k=.5e-3', '0.0005'],
  ['k=-inf', '-Infinity'],
  ['k=a b ', '"a b"'],
  ['k=a : b', '"a : b"'],
  ['k=a\\,b\\ ', '"a,b "'],
  ['k=C:\\temp', '"C:\\\\temp"'],
  ['k=${a:b,c}/d', '"${a:b,c}/d"'],
  ["k='it\\'s'", `quoted "it's"`],
  ['k="a\\\\"', 'quoted "a\\\\"'],
  ["k='a\\b'", 'quoted "a\\\\b"'],
  ['k=[a, [1], {b: c}]', '["a", [1], {"b": "c"}]'],
  ['k={1: a, 1.0: b, true: c}', '{1: "c"}'],
  ['k={}', '{}'],
  ['~k', 'nothing'],
  ['k=a,b', 'simple choice of "a" | "b"'],
  ['k=choice(a,1,[x])', 'choice of "a" | 1 | ["x"]'],
  ['k=range(3)', 'range 0 to 3 by 1'],
  ['k=range(start=1,stop=2.5,step=0.5)', 'range 1 to 2.5 by 0.5'],
  ['k=interval(1,2)', 'interval 1 to 2'],
  ['k=glob([a*,b*],exclude=c)', 'glob "a*" | "b*" without "c"'],
  ['k=tag(b,a,choice(1,2))', 'choice of 1 | 2 tags a+b'],
  ['k=shuffle(1,2)', 'simple choice of 1 | 2 shuffled'],
  ['k=sort(3,1,2,reverse=true)', 'simple choice of 3 | 2 | 1'],
  ['k=sort([[2],[1,5],[1]])', '[[1], [1, 5], [2]]'],
  ['k=sort(range(10,0,-3))', 'range 1 to 13 by 3'],
  ['k=sort(range(0,1,0.25),reverse=true)', 'range 0.75 to -0.125 by -0.25'],
  ['k=int(1.7,true,"3")', 'simple choice of 1 | 1 | 3'],
  ['k=float([1,{a: 2}])', '[float 1, {"a": float 2}]'],
  ['k=str([1.0,true,1e20])', '["1.0", "true", "1e+20"]'],
  ['k=bool(0.0)', 'false'],
  ['k=int(٣)', undefined],
  ["k=int('٣')", '3'],
  ['k=json_str({a: [1.0, null, "é"]})', '"{\\"a\\": [1.0, null, \\"\\\\u00e9\\"]}"'],
  ['k=float("-inf")', '-Infinity'],
  ['k=float(" Infinity ")', 'Infinity'],
  ['k=float(12345678901234567890)', 'float 12345678901234567000'],
  ['k=bool(null)', 'false'],
  ["k=bool('TRUE')", 'true'],
  ['k=int(range(1.5,4.5))', 'range 1 to 4 by 1'],
  ['k=int(tag(a,interval(1.5,2.5)))', 'interval 1 to 2a'],
  ['k=choice(shuffle(a,b))', 'choice of "a" | "b" shuffled'],
  ['k=tag(t,range(2))', 'range 0 to 2 by 1'],
  ['k=shuffle(list=a b)', undefined],
  ['k=shuffle(a b)', '["a b"]'],
  ['k=sort([1.5,1,true,-1])', '[-1, 1, true, 1.5]'],
  ['k=sort([[1,2],[1],[]])', '[[], [1], [1, 2]]'],
  ["k=sort(['a',b])", undefined],
  ['k=1 ', '1'],
  ['k=:', '":"'],
  ['k=a: ', '"a: "'],
  ["k='a\\\\\\'b'", `quoted "a\\\\'b"`],
  ['k=append(a,[1])', 'append("a", [1])'],
  ['k=insert(-1,x)', 'insert(-1, "x")'],
  ['k=remove_at(0)', 'remove_at(0)'],
  ['k=list_clear()', 'list_clear()'],
  ['k=append(a),append(b)', 'simple choice of append("a") | append("b")'],
  ['z=zip(db=[a,b],+model.lr=choice(1,2))', 'zip change db@: ["a", "b"]; add model.lr@: choice of 1 | 2'],
  ['z=zip(db@x.y=[a],s=range(0,1))', 'zip change db@x.y: ["a"]; change s@: range 0 to 1 by 1'],
])('%s is %s', (text, shown) => {
  if (shown === undefined) return expect(() => parseOverride(text)).toThrow(OverrideParseException)
  expect(show(parseOverride(text).value)).toBe(shown)
})

test.each([
  'k=bool(yes)',
  'k=int(null)',
  'k=int(inf)',
  'k=int(choice(a,b))',
  'k=str(range(3))',
  'k=bool(interval(0,1))',
  `k=float(1${'0'.repeat(400)})`,
  'k=choice(null)',
  'k=choice(choice(a,b))',
  'k=choice(range(2))',
  'k=tag(a)',
  'k=tag(choice(a),choice(b))',
  'k=sort()',
  'k=sort([1],2)',
  'k=glob()',
  'k=range()',
  'k=range(1,start=2)',
  'k=true(1)',
  'k=a b(1)',
  "k='a'(1)",
  'k=int(true=1)',
  'k={${a}:1}',
  'k=${}',
])('%s is refused', (text) => {
  expect(() => parseOverride(text)).toThrow(OverrideParseException)
})

test('values may be nested as deep as anyone needs', () => {
  const deep = `${'['.repeat(256)}${']'.repeat(256)}`
  expect(parseOverride(`k=${deep}`).value?.kind).toBe('list')
  expect(() => parseOverride(`k=[${deep}]`)).toThrow('Nested more than 256 times.')
})

test('a shuffled list can be made repeatable', () => {
  const mixed = (random: () => number) => show(parseOverride('k=shuffle([1,2,3])', undefined, { random }).value)
  expect(mixed(() => 0)).toBe('[2, 3, 1]')
  expect(mixed(() => 0.999)).toBe('[1, 2, 3]')
})

test('spans point at key and value', () => {
  const text = '+db@x=[1, abc]'
  const override = parseOverride(text)
  const { value } = override
  if (value?.kind !== 'list') throw new Error('expected a list')
  expect(text.slice(override.keyStart, override.keyEnd)).toBe('+db@x')
  expect(text.slice(override.valueStart)).toBe('[1, abc]')
  expect(value.items.map(({ start, end }) => text.slice(start, end))).toEqual(['1', 'abc'])
})

test('a mapping as JSON writes it is put right', () => {
  expect(() => parseOverrides(['h=[["mlp",{"dims": [1,2], \'b\':true}]]'])).toThrow(
    'hint: the keys of a mapping have no quotes; write \'h=[["mlp",{dims: [1,2], b:true}]]\'',
  )
})

test('what is added has a value, too', () => {
  expect(() => parseOverrides(['+fast'])).toThrow('hint: to add it write `+fast=…`')
})

test('all overrides that do not parse are reported together', () => {
  expect(() => parseOverrides(['a=1', 'b', 'c=[1'])).toThrowErrorMatchingInlineSnapshot(`
    [OverrideParseException: 2 overrides do not parse.
    - Expected \`=\` after \`b\`, but the text ends.
      override 2:1:2
      | b
      |  ^
      hint: to set it write \`b=…\`, to delete it \`~b\`
    - Expected \`,\` or \`]\`: the \`[\` is never closed.
      override 3:1:3
      | c=[1
      |   ^
      hint: write 'c=[1]']
  `)
})

test('nesting of any depth ends in a value or in our error', () => {
  for (const text of [`k=${'['.repeat(100_000)}`, `k=${'{a:'.repeat(100_000)}`, `k=${'int('.repeat(100_000)}`]) {
    expect(() => parseOverride(text)).toThrow(OverrideParseException)
  }
})
