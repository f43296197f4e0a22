import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import * as main from '../src/index.ts'
import { create, loadText, structuralEquality, toContainer, toYaml } from '../src/index.ts'

test('the main entry exports what it promises', () => {
  expect(
    Object.keys(main)
      .filter((name) => /^[a-z]/.test(name))
      .sort()
      .join(' '),
  ).toMatchInlineSnapshot(
    `"anyType blame boolType bytesType canSelect classSchema clearCache clearResolver clearResolvers copy create createResolverRegistry defaultResolvers dictOf enumOf explain field flagOverride floatType fromCli fromDotlist fullKey get getType hasResolver intType isConfig isDict isInterpolation isList isMissing isReadonly isStandardSchema isStruct keysOf listOf load loadText maskedCopy merge mergeWith mergeWithCli mergeWithDotlist missingKeys numberType openDict optionalOf pop readWrite registerNewResolver registerResolver registerResolvers resolve save schemaOf select setFlag setItem setReadonly setStruct standardSchema strType structuralEquality toContainer toObject toYaml typeName unsafeMerge update validate"`,
  )
})

const leaf = fc.oneof(
  fc.string(),
  fc.integer(),
  fc.double().map((value) => value + 0), // -0 is an integer, 0, where nobody says it is a float
  fc.boolean(),
  fc.constant(null),
  fc.bigInt({ min: 2n ** 53n }),
  fc.constantFrom('???', 'on', '1e3', '1_0', '~', '0x1', '2001-01-01', ' a ', 'a: b', '- a', '#', '\n', 'é', '${x}'),
)
const data = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: 'small' }, leaf, fc.array(tie('value')), fc.dictionary(fc.string(), tie('value'))),
}))

/** Values that a tree cannot hold as text: an interpolation that does not follow the grammar. */
const createable = (value: object): boolean => {
  try {
    create(value)
    return true
  } catch {
    return false
  }
}

test('a number beyond the safe integers is written as the float it is', () => {
  expect(toYaml(create({ low: -(2 ** 53), high: 2 ** 53, huge: 2n ** 53n }))).toBe(
    'low: -9007199254740992.0\nhigh: 9007199254740992.0\nhuge: 9007199254740992\n',
  )
})

test('what is written as YAML reads back the same', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), data.value), (value) => {
      fc.pre(createable(value))
      const config = create(value)
      const again = loadText(toYaml(config))
      expect(toContainer(again)).toEqual(toContainer(config))
      expect(structuralEquality(again, config)).toBe(true)
    }),
  )
})

test('plain data comes out as it went in', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), data.value), (value) => {
      fc.pre(createable(value))
      expect(toContainer(create(value))).toEqual(value)
    }),
  )
})
