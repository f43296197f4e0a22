import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { create } from '../view/create.ts'
import { loadText, toYaml } from '../view/files.ts'
import { toContainer } from '../view/plain.ts'

// The `yaml` package is what most JavaScript tools read and write YAML with: files must go to and fro.

/** Texts without digits before the exponent, which the package takes for numbers in YAML 1.1. */
const misread = /^[-+]?\.?(?:e[-+]?\d*|\d*_*)$|_/i

const text = fc
  .string({ unit: 'grapheme', maxLength: 20 })
  .filter((value) => !misread.test(value))
  .filter((value) => value !== '???' && !value.includes('${') && !/[\p{Cc}\p{Cs}\u2028\u2029\uFEFF]/u.test(value))
const key = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_-]{0,8}$/).filter((name) => !misread.test(name))
const leaf = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), fc.constantFrom(0.5, -1.25, 1e300, 1e-7))
const tree: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('node'), { maxLength: 4 }),
    fc.dictionary(key, tie('node'), { maxKeys: 4 }),
  ),
})).node
const document = fc
  .dictionary(key, tree, { minKeys: 1, maxKeys: 5, noNullPrototype: true })
  .map((data) => JSON.parse(JSON.stringify(data)))

test('what the package writes reads as the data it was', () => {
  fc.assert(
    fc.property(document, (data) => {
      const written = stringify(data, {
        version: '1.1',
        aliasDuplicateObjects: false,
        defaultStringType: 'QUOTE_DOUBLE',
        defaultKeyType: 'QUOTE_DOUBLE',
      })
      expect(toContainer(loadText(written))).toEqual(data)
    }),
  )
})

test('what is written here reads as the data it was with the package', () => {
  fc.assert(
    fc.property(document, (data) => {
      expect(parse(toYaml(create(data)), { version: '1.1' })).toEqual(data)
    }),
  )
})
