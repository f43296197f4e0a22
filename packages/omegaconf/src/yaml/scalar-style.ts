import { printFloat } from '../nodes/print-scalar.ts'
import type { WholeFloat } from '../types/scalar.ts'

/** How PyYAML would write a text in a block collection. */
export type WrittenStyle = 'plain' | 'single' | 'double'

/** Words that a text must not be confused with, in lower case: booleans, null, Python's floats. */
const WORDS = new Set(['y', 'n', 'yes', 'no', 'true', 'false', 'on', 'off', 'null', 'nan', 'inf', 'infinity'])
/** Characters of `infinity`. */
const LONGEST_WORD = 8

/** What else YAML 1.1 reads as something other than a text, timestamps included. */
const RESOLVED =
  /^(?:~|null|Null|NULL|<<|=|yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF|[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+|[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9][0-9]?-[0-9][0-9]?(?:[Tt]|[ \t]+)[0-9][0-9]?:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9][0-9]?(?::[0-9]{2})?))?)?$/

const YAML_BOOLEAN = /^(?:y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/

/** What Python's `int()` and `float()` take, with single `_` between digits. */
const PYTHON_NUMBER =
  /^\s*[-+]?(?:(?:\d+(?:_\d+)*(?:\.(?:\d+(?:_\d+)*)?)?|\.\d+(?:_\d+)*)(?:e[-+]?\d+(?:_\d+)*)?|nan|inf|infinity)\s*$/i

/** A name, a path, an override: nothing in it means anything to YAML, unless it is one of `WORDS` or one with a sign. */
const NAME = /^(?:\+\+?|~)?[A-Za-z_/](?:[\w./=@,:+-]*[\w./=@,+-])?$/

const ASCII = /^[\0-\x7f]*$/

/** Neither printable ASCII nor `\n`, nor what PyYAML writes as it is. */
const SPECIAL = /[^\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10fffe}]/u
const BREAK = /[\n\x85\u2028\u2029]/
const SPACE_BEFORE_BREAK = / [\n\x85\u2028\u2029]/
const BREAK_BEFORE_SPACE = /[\n\x85\u2028\u2029] /
const EDGE = /^[ \n\x85\u2028\u2029]|[ \n\x85\u2028\u2029]$/
/** What cannot be inside a plain text of a block: a leading indicator, `: `, ` #`, a document marker. */
const INDICATES =
  /^(?:---|\.\.\.|[#,[\]{}&*!|>'"%@`]|[?:-](?:$|[\0 \t\r\n\x85\u2028\u2029]))|(?!^):(?:$|[\0 \t\r\n\x85\u2028\u2029])|[\0 \t\r\n\x85\u2028\u2029]#/

/**
 * How a text is written: plain where it comes back as the same text and holds nothing that means something to YAML.
 *
 * Reference: PyYAML's emitter, with OmegaConf's quotes around whatever Python takes for a number or YAML for a boolean.
 */
export function writtenStyle(text: string): WrittenStyle {
  const style = asciiStyle(text)
  if (style !== undefined) return style
  if (SPECIAL.test(text) || SPACE_BEFORE_BREAK.test(text)) return 'double'
  const plain =
    !INDICATES.test(text) &&
    !BREAK.test(text) &&
    !EDGE.test(text) &&
    !RESOLVED.test(text) &&
    !YAML_BOOLEAN.test(text) &&
    !isPythonNumber(text)
  if (plain) return 'plain'
  return BREAK_BEFORE_SPACE.test(text) ? 'double' : 'single'
}

/** Whether a text is one line of ASCII that is written as it is; `false` where that is not plain to see. */
export function isPlainAscii(text: string): boolean {
  return asciiStyle(text) === 'plain'
}

/**
 * The style of a text in ASCII, told from its characters; `undefined` where only the patterns can tell. Nearly all texts
 * are settled here: to compile the patterns takes longer than to write a config.
 */
function asciiStyle(text: string): WrittenStyle | undefined {
  const { length } = text
  if (length === 0) return 'single'
  if (NAME.test(text) && (length > LONGEST_WORD + 1 || !WORDS.has(text.replace('+', '').toLowerCase()))) return 'plain'
  let marked = false
  let broken = false
  let points = 0
  let digits = 0
  for (let at = 0, before = 0; at < length; at++) {
    const code = text.charCodeAt(at)
    if (code === BREAK_CODE) {
      if (before === SPACE || text[at + 1] === ' ') return 'double'
      broken = true
    } else if (code < SPACE || code > 0x7e) return undefined
    else if (code >= ZERO && code <= NINE) digits++
    else if (code === POINT) points++
    else if (code === HASH) marked ||= before === SPACE
    else if (code === COLON) marked ||= at > 0 && (at + 1 === length || text.charCodeAt(at + 1) === SPACE)
    before = code
  }
  const first = text.charCodeAt(0)
  if (broken || marked || first === SPACE || text.charCodeAt(length - 1) === SPACE) return 'single'
  const sign = text[0] as string
  if (INDICATORS.includes(sign)) return 'single'
  if (isLetter(first) ? length > LONGEST_WORD || !WORDS.has(text.toLowerCase()) : !MAY_RESOLVE.includes(sign))
    return 'plain'
  const second = text.charCodeAt(1) // NaN where there is none
  if (first === QUESTION && length > 1 && second !== SPACE) return 'plain'
  if (first === EQUALS || first === TILDE) return length > 1 ? 'plain' : 'single'
  // `.inf` and `.nan` are numbers
  if (first === POINT && isLetter(second) && !'iInN'.includes(text[1] as string)) return 'plain'
  // `+inf` is a number, `+db=mysql` is none
  if ((first === PLUS || first === MINUS) && isLetter(second) && !WORDS.has(text.slice(1).toLowerCase())) return 'plain'
  // numbers are quoted, `1.2.3` is none; what begins like the end of a document is quoted too
  if (digits > 0 && digits + points === length) return points < 2 || text.startsWith('...') ? 'single' : 'plain'
  return undefined
}

function isLetter(code: number): boolean {
  return (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a
}

const BREAK_CODE = 0x0a
const SPACE = 0x20
const HASH = 0x23
const COLON = 0x3a
const POINT = 0x2e
const ZERO = 0x30
const NINE = 0x39
const EQUALS = 0x3d
const TILDE = 0x7e
const PLUS = 0x2b
const MINUS = 0x2d
const QUESTION = 0x3f
/** What cannot begin a plain text. */
const INDICATORS = '#,[]{}&*!|>\'"%@`'
/** What numbers, dates, and the few signs with a meaning begin with; `-`, `?`, `:` and `.` depend on what follows. */
const MAY_RESOLVE = '0123456789+-.~<=?:'

/** Whether Python's `int()` or `float()` would take a text. */
function isPythonNumber(text: string): boolean {
  // a digit beyond ASCII: Python takes those of any script
  return PYTHON_NUMBER.test(ASCII.test(text) ? text : text.replace(/(?=\p{Nd})[^0-9]/gu, '0'))
}

/** Whether a text holds a line break of YAML's. */
export function isMultiline(text: string): boolean {
  return BREAK.test(text)
}

/** A float as YAML writes it: Python's digits, `.inf`, `.nan`, and a point before every exponent. */
export function writtenFloat(value: number | WholeFloat): string {
  if (typeof value !== 'number') {
    const whole = value.value
    return Math.abs(whole) < 1e16 && !Object.is(whole, -0) ? `${whole}.0` : withPoint(printFloat(whole))
  }
  const size = Math.abs(value)
  // beyond 2^53 a number without a fraction is a float all the same: an integer there would be a bigint
  if (size >= 1e-4 && size < 1e16) return Number.isInteger(value) ? `${value}.0` : String(value)
  if (Number.isNaN(value)) return '.nan'
  if (size === Number.POSITIVE_INFINITY) return value > 0 ? '.inf' : '-.inf'
  return withPoint(printFloat(value))
}

function withPoint(digits: string): string {
  return digits.includes('.') ? digits : digits.replace('e', '.0e')
}
