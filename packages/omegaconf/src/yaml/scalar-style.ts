import { printFloat } from '../nodes/print-scalar.ts'
import type { WholeFloat } from '../types/scalar.ts'

/** How PyYAML would write a text in a block collection. */
export type WrittenStyle = 'plain' | 'single' | 'double'

/** Words that a text must not be confused with, in lower case: booleans, null, Python's floats. */
const WORDS = new Set(['y', 'n', 'yes', 'no', 'true', 'false', 'on', 'off', 'null', 'nan', 'inf', 'infinity'])

/** Texts that need no thought unless they are one of the words. */
const HARMLESS = /^[A-Za-z_/][\w./-]*(?: [\w./(-][\w./)-]*)*$/

/** What else YAML 1.1 reads as something other than a text, timestamps included. */
const RESOLVED =
  /^(?:~|null|Null|NULL|<<|=|yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF|[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+|[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9][0-9]?-[0-9][0-9]?(?:[Tt]|[ \t]+)[0-9][0-9]?:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9][0-9]?(?::[0-9]{2})?))?)?$/

const YAML_BOOLEAN = /^(?:y|Y|yes|Yes|YES|n|N|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/

/** What Python's `int()` and `float()` take; digits may be of any script, with single `_` between. */
const DIGITS = '\\p{Nd}+(?:_\\p{Nd}+)*'
const PYTHON_NUMBER = new RegExp(
  `^\\s*[-+]?(?:(?:${DIGITS}(?:\\.(?:${DIGITS})?)?|\\.${DIGITS})(?:[eE][-+]?${DIGITS})?|nan|inf|infinity)\\s*$`,
  'iu',
)

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
  if (HARMLESS.test(text) && !(text.length <= 8 && WORDS.has(text.toLowerCase()))) return 'plain'
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

/** Whether Python's `int()` or `float()` would take a text. */
function isPythonNumber(text: string): boolean {
  return PYTHON_NUMBER.test(text)
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
  if (size >= 1e-4 && size < 1e16) return String(value)
  if (Number.isNaN(value)) return '.nan'
  if (size === Number.POSITIVE_INFINITY) return value > 0 ? '.inf' : '-.inf'
  return withPoint(printFloat(value))
}

function withPoint(digits: string): string {
  return digits.includes('.') ? digits : digits.replace('e', '.0e')
}
