import { type Scalar, WholeFloat } from '../types/scalar.ts'

/**
 * What interpolations and overrides have in common: which characters may stand without quotes, how numbers, booleans
 * and null are spelled, and how escapes work. Both grammars read a text by character code, with these tables.
 */

/** May begin an identifier. What a character may be is a set of such flags, one set for each of the first 128. */
export const CHAR_ID_START = 1
const CHAR_ID_PART = 2
/** May stand in text without quotes. */
export const CHAR_PLAIN = 4
/** Loses its meaning after a backslash; every other backslash stands for itself. */
export const CHAR_ESCAPABLE = 8
/** A space or a tab. */
export const CHAR_SPACE = 16

/** The character code of `\\`. */
export const BACKSLASH = 92
/** The character code of `$`. */
export const DOLLAR = 36
/** The character code of `{`. */
export const BRACE_OPEN = 123
/** The character code of `}`. */
export const BRACE_CLOSE = 125
/** Numbers with digits begin with a sign, the point or a digit: none below `+` can begin one, and none above `9`. */
const PLUS = 43
const NINE = 57

/** The flags of the first 128 characters; all others have none. */
export const charFlags: Uint8Array = makeCharFlags()

/** The flags of the character at `at`; 0 past the end. */
export function flagsAt(text: string, at: number): number {
  const code = at < text.length ? text.charCodeAt(at) : 128
  return code < 128 ? (charFlags[code] as number) : 0
}

/** The first offset from `at` on that is no space and no tab. */
export function skipSpace(text: string, at: number): number {
  let end = at
  while (end < text.length && isSpace(text.charCodeAt(end))) end++
  return end
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9
}

/** The end of a name (`foo-bar_1`) that begins at `at`, or `at` where none does. */
export function scanId(text: string, at: number): number {
  if ((flagsAt(text, at) & CHAR_ID_START) === 0) return at
  let end = at + 1
  while ((flagsAt(text, end) & CHAR_ID_PART) !== 0) end++
  return end
}

/** How many backslashes stand directly before `at`, none of them before `from`. */
export function backslashesBefore(text: string, at: number, from: number): number {
  let start = at
  while (start > from && text.charCodeAt(start - 1) === BACKSLASH) start--
  return at - start
}

// Patterns for whole words: the engine reads them even before any of this code is compiled.
const INT = /^[+-]?(?:0|[1-9](?:_?\d)*)$/
const FLOAT = /^[+-]?(?:(?:0|[1-9](?:_?\d)*)?\.\d(?:_?\d)*|(?:0|[1-9](?:_?\d)*)\.?)(?:[eE][+-]?\d(?:_?\d)*)?$/
const WORD = /^(?:true|false|null|[+-]?(?:inf|nan))$/i

/** The number, boolean or null that `text` spells without quotes, or `undefined` where it is merely text. */
export function typedText(text: string): Scalar | null | undefined {
  const first = text.charCodeAt(0)
  if (first < PLUS) return undefined
  return first <= NINE ? readNumber(text) : text.length <= 5 && WORD.test(text) ? readWord(text) : undefined
}

/** The int or float that all of `text` spells (`1_000`, `-1.5e3`, `.5`, `inf`), or `undefined`. */
function readNumber(text: string): number | bigint | WholeFloat | undefined {
  if (INT.test(text)) return makeInt(text)
  if (FLOAT.test(text)) return makeFloat(Number(withoutUnderscores(text)))
  if (text.length > 4 || !WORD.test(text)) return undefined
  const word = readWord(text)
  return typeof word === 'number' ? word : undefined
}

/** A float as trees hold it: whole ones in their box. */
export function makeFloat(value: number): number | WholeFloat {
  return Number.isInteger(value) ? new WholeFloat(value) : value
}

/** Digits (with `_` between them, and a sign) as an int: a `bigint` only where a `number` would lose digits. */
function makeInt(text: string): number | bigint {
  const digits = withoutUnderscores(text)
  const value = Number(digits)
  if (Number.isSafeInteger(value)) return value === 0 ? 0 : value
  return BigInt(digits.charCodeAt(0) === 43 ? digits.slice(1) : digits)
}

/** What a text that is a `WORD` means. */
function readWord(text: string): number | boolean | null {
  const word = text.toLowerCase()
  switch (word) {
    case 'true':
      return true
    case 'false':
      return false
    case 'null':
      return null
    case 'inf':
    case '+inf':
      return Infinity
    case '-inf':
      return -Infinity
    default:
      return Number.NaN
  }
}

function withoutUnderscores(text: string): string {
  return text.includes('_') ? text.replaceAll('_', '') : text
}

function makeCharFlags(): Uint8Array {
  const flags = new Uint8Array(128)
  const set = (characters: string, flag: number): void => {
    for (let at = 0; at < characters.length; at++)
      flags[characters.charCodeAt(at)] = (flags[characters.charCodeAt(at)] as number) | flag
  }
  const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
  const digits = '0123456789'
  set(`${letters}_`, CHAR_ID_START)
  set(`${letters}${digits}_-`, CHAR_ID_PART)
  set(`${letters}${digits}_-/\\+.$%*@?|`, CHAR_PLAIN)
  set('\\()[]{}:=, \t', CHAR_ESCAPABLE)
  set(' \t', CHAR_SPACE)
  return flags
}
