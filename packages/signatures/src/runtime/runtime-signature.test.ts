import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Callable, Param } from '../model.ts'
import { glanceAt } from './parameter-list.ts'
import { parseText } from './parsed-text.ts'
import { plainParams } from './plain-list.ts'
import { runtimeFields, runtimeSignature } from './runtime-signature.ts'

/** A parameter in a word: `x`, `x=1`, `...rest`, `{a=1,b}`. */
function shown({ name, kind, type, optional, default: byDefault }: Param): string {
  const props =
    type.k === 'object' ? `{${type.props.map((each) => shown({ kind: 'positional', ...each })).join(',')}}` : name
  const value = byDefault && ('value' in byDefault ? JSON.stringify(byDefault.value) : JSON.stringify(byDefault))
  return `${kind === 'rest' ? '...' : ''}${props}${value ? `=${value}` : optional && kind !== 'rest' ? '?' : ''}`
}

function read(callable: unknown): string | undefined {
  return runtimeSignature(callable as Callable)
    ?.params.map(shown)
    .join(' ')
}

/** What an expression's text is read as: vitest would change the text of a function written here. */
function readText(text: string): string | undefined {
  return read(new Function(`return (${text})`)())
}

test.each([
  ['(a, b = 1) => a', 'a b=1'],
  ['a => a', 'a'],
  ['async a => a', 'a'],
  ['async (a, ...rest) => a', 'a ...rest'],
  ['function named(a, b = "x,y)") {}', 'a b="x,y)"'],
  ['function* (a) {}', 'a'],
  ['({ method(a, b = [1, 2]) {} }).method', 'a b=[1,2]'],
  ['({ async *[Symbol.iterator](a = {x: 1}) {} })[Symbol.iterator]', 'a={"x":1}'],
  ['({ "quoted name"(a) {} })["quoted name"]', 'a'],
  ['class { constructor(a, b = -1.5e3, c = !0, d = void 0) {} }', 'a b=-1500 c=true d?'],
  ['class A { x = 1; y; constructor(a) {} }', 'a'],
  ['class A { x = { constructor: 1 }; constructor(a) {} }', 'a'],
  ['class A { static constructor(z) {} constructor(a) {} }', 'a'],
  ['class A { static { this.q = "constructor(b)" } constructor(a) {} }', 'a'],
  ['class A { "constructor"(a) {} }', 'a'],
  ['class A { re = /constructor(x)[/}]/; constructor(a) {} }', 'a'],
  ['class A { m() { return 4 / 2 } constructor(a /* b */, // c\n d) {} }', 'a d'],
  ['class A { m() { return `${`constructor(`}` } constructor(a) {} }', 'a'],
  ['class A {}', ''],
  ['class A extends class B { constructor(x, y = 1) {} } {}', 'x y=1'],
  ['class A extends Map {}', undefined],
  ['({ a = 1, b: { c }, "d-e": f = [], ...more }, [g], h) => 1', '{a=1,b,d-e=[]} [] h'],
  ['({ a } = {}) => 1', '{a}={}'],
  ['(a = (1, 2), b = c => ({ c }), d = "\\u0041\\n") => 1', 'a={"expr":"(1, 2)"} b={"expr":"c => ({ c })"} d="A\\n"'],
  [
    '(a = 10n, b = Infinity, c = -Infinity, d = 0x1F, e = 1_000) => 1',
    'a={"bigint":"10"} b={"float":"inf"} c={"float":"-inf"} d=31 e=1000',
  ],
  ['(a = x / y / 2, b = /[)/]/g) => 1', 'a={"expr":"x / y / 2"} b={"expr":"/[)/]/g"}'],
  ['(ünï, $_ = null) => 1', 'ünï $_=null'],
  ['Math.max', undefined],
  ['((a, b) => 1).bind(null)', undefined],
  ['Object', undefined],
])('%s is read as %s', (text, expected) => {
  expect(readText(text)).toBe(expected)
})

test('a class is told from a function, and an old constructor from a plain function', () => {
  function Old(this: object): void {}
  Old.prototype.method = (): void => {}
  const kinds = [class {}, Old, function plain() {}, () => 1].map((each) => runtimeSignature(each as Callable)?.kind)
  expect(kinds).toEqual(['class', 'class', 'function', 'function'])
})

test('fields come with those of the bases, private and static ones do not', () => {
  const made = new Function(
    'return class B extends class A { a; b = 1; #c = 2; static d = 3 } { b = "x"; e = new Date(); f = undefined; m() {} }',
  )()
  expect(runtimeFields(made)?.map((each) => shown({ kind: 'positional', ...each }))).toEqual([
    'a',
    'b="x"',
    'e={"expr":"new Date()"}',
    'f?',
  ])
})

describe('for any text', () => {
  const pieces = fc.array(
    fc.constantFrom(
      ...'class constructor( ) { } [ ] , = ; a b c 1 "x" \'y\' ` ${ } / * // /* */ \n => ... : function async static # \\ é'.split(
        ' ',
      ),
    ),
  )
  test('reading ends, without an error', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          pieces.map((list) => list.join(' ')),
          pieces.map((list) => `class A { ${list.join('')}`),
        ),
        (text) => {
          plainParams(text)
          glanceAt(text)
          parseText(text)
        },
      ),
    )
  })

  const literal = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.string().map((text) => JSON.stringify(text)),
    fc.constantFrom(
      'true',
      'null',
      '[]',
      '{}',
      '[1, {a: "}"}]',
      'x + 1',
      '`)`',
      '(a, b) => a',
      '/[)]/',
      'f({ a: [1] })',
    ),
  )
  const param = fc.record({
    name: fc.constantFrom('a', 'b1', '$c', '_d'),
    init: fc.option(literal, { nil: undefined }),
    pattern: fc.constantFrom('plain', 'object', 'comment'),
  })
  test('a parameter list is read as the parser reads it', () => {
    fc.assert(
      fc.property(fc.array(param, { maxLength: 5 }), fc.boolean(), (params, asClass) => {
        const list = params.map(({ name, init, pattern }, index) => {
          const unique = `${name}${index}`
          const given = init === undefined ? unique : `${unique} = ${init}`
          return pattern === 'object'
            ? `{ ${given}, ...r${index} }`
            : pattern === 'comment'
              ? `/* ( */ ${given} // )\n`
              : given
        })
        const text = asClass ? `class { x = 1; constructor(${list.join(', ')}) {} }` : `(${list.join(', ')}) => 1`
        const parsed = parseText(text)?.params
        expect(parsed).toBeDefined()
        const glance = glanceAt(text)
        if (glance.kind === 'params') expect(glance.params).toEqual(parsed)
        const plain = plainParams(text)
        if (plain !== undefined) expect(plain).toEqual(parsed)
      }),
    )
  })
})
