import { type Scalar, WholeFloat } from '../types/scalar.ts'

/** What an unquoted text means; `merge` is `<<` and `equals` is `=`, which mean something only as keys. */
export type PlainKind = 'str' | 'int' | 'float' | 'bool' | 'null' | 'merge' | 'equals'

const DIGIT = 1
const SIGN = 2
const POINT = 3
const WORD = 4
const SPECIAL = 5

/** By its first character: what a text could be besides a string. */
const FIRST = new Uint8Array(128)
for (const char of '0123456789') FIRST[char.charCodeAt(0)] = DIGIT
for (const char of '+-') FIRST[char.charCodeAt(0)] = SIGN
for (const char of '.') FIRST[char.charCodeAt(0)] = POINT
for (const char of 'yYnNtTfFoO') FIRST[char.charCodeAt(0)] = WORD
for (const char of '~<=') FIRST[char.charCodeAt(0)] = SPECIAL

/** `y` and `n` alone are strings. */
const WORDS = new Map<string, boolean | null>()
for (const word of ['yes', 'true', 'on']) for (const form of forms(word)) WORDS.set(form, true)
for (const word of ['no', 'false', 'off']) for (const form of forms(word)) WORDS.set(form, false)
for (const form of forms('null')) WORDS.set(form, null)

const INTEGER = /^[-+]?(?:0b[01_]+|0[0-7_]+|0|[1-9][0-9_]*(?::[0-5]?[0-9])*|0x[0-9a-fA-F_]+)$/
const FLOAT =
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[-+]?[0-9][0-9_]*[eE][-+]?[0-9]+|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/

/** What an unquoted text means. Reference: PyYAML's YAML 1.1 with OmegaConf's floats and without timestamps. */
export function plainKind(text: string): PlainKind {
  if (text === '') return 'null'
  switch (FIRST[text.charCodeAt(0)]) {
    case WORD: {
      if (text.length > 5) return 'str'
      const word = WORDS.get(text)
      return word === undefined ? 'str' : word === null ? 'null' : 'bool'
    }
    case SPECIAL:
      return text === '~' ? 'null' : text === '<<' ? 'merge' : text === '=' ? 'equals' : 'str'
    case DIGIT:
    case SIGN:
      return INTEGER.test(text) ? 'int' : FLOAT.test(text) ? 'float' : 'str'
    case POINT:
      return FLOAT.test(text) ? 'float' : 'str'
    default:
      return 'str'
  }
}

/**
 * The value of an unquoted text; `null` for YAML's null.
 *
 * `<<` and `=` come back as texts: whoever reads a document refuses them as values.
 */
export function readPlainScalar(text: string): Scalar | null {
  switch (plainKind(text)) {
    case 'null':
      return null
    case 'bool':
      return WORDS.get(text) as boolean
    case 'int':
      return readInt(text) ?? text
    case 'float':
      return readFloat(text) ?? text
    default:
      return text
  }
}

/** The integer a text spells: decimal, `0b`, `0x`, octal by its zero, base 60; `undefined` where it spells none. */
export function readInt(text: string): number | bigint | undefined {
  const bare = text.includes('_') ? text.replaceAll('_', '') : text
  const negative = bare.startsWith('-')
  const digits = negative || bare.startsWith('+') ? bare.slice(1) : bare
  if (/^[1-9][0-9]{0,14}$/.test(digits) || digits === '0') {
    const value = Number(digits)
    return negative && value !== 0 ? -value : value
  }
  let value: bigint
  if (/^0b[01]+$/.test(digits) || /^0x[0-9a-fA-F]+$/.test(digits)) value = BigInt(digits)
  else if (/^0[oO]?[0-7]+$/.test(digits)) value = BigInt(`0o${digits.replace(/^0[oO]?/, '') || '0'}`)
  else if (/^[0-9]+(?::[0-9]+)+$/.test(digits)) {
    value = digits.split(':').reduce((sum, part) => sum * 60n + BigInt(part), 0n)
  } else if (/^[0-9]+$/.test(digits) && !digits.startsWith('0')) value = BigInt(digits)
  else return undefined
  if (negative) value = -value
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}

/** The float a text spells, boxed where it is whole; `undefined` where it spells none. */
export function readFloat(text: string): number | WholeFloat | undefined {
  const bare = (text.includes('_') ? text.replaceAll('_', '') : text).toLowerCase()
  const negative = bare.startsWith('-')
  const digits = negative || bare.startsWith('+') ? bare.slice(1) : bare
  let value: number
  if (digits === '.inf' || digits === 'inf' || digits === 'infinity') value = Number.POSITIVE_INFINITY
  else if (digits === '.nan' || digits === 'nan') value = Number.NaN
  else if (digits.includes(':')) value = base60(digits)
  else if (/^(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:e[-+]?[0-9]+)?$/.test(digits)) value = Number(digits)
  else return undefined
  if (negative) value = -value
  return Number.isInteger(value) ? new WholeFloat(value) : value
}

/** The smallest part first, as the reference adds them up. */
function base60(text: string): number {
  let value = 0
  let base = 1
  for (const part of text.split(':').reverse()) {
    value += Number(part) * base
    base *= 60
  }
  return value
}

/** `true`, `True` and `TRUE`, which are the spellings that count. */
function forms(word: string): string[] {
  return [word, word.charAt(0).toUpperCase() + word.slice(1), word.toUpperCase()]
}
