import { type Scalar, WholeFloat } from '../types/scalar.ts'
import type { ConfigValueTree, Element, ElementTree, Interpolation, TextPart } from './ast.ts'
import { escapePlain } from './escape.ts'
import { BACKSLASH, BRACE_OPEN, CHAR_ESCAPABLE, CHAR_PLAIN, DOLLAR, flagsAt, typedText } from './lexical.ts'

/** A text that parses to `tree` again (not always the one it came from: spaces are left out, escapes normalised). */
export function printConfigValue(tree: ConfigValueTree): string {
  return printText(tree.parts, undefined)
}

/** A text that parses to `tree` again. */
export function printElement(tree: ElementTree): string {
  return print(tree.element)
}

function print(element: Element): string {
  switch (element.kind) {
    case 'literal':
      return printLiteral(element.value)
    case 'composite':
      return element.parts
        .map((part) => (typeof part === 'string' ? escapePlain(part) : printInterpolation(part)))
        .join('')
    case 'quoted':
      return `${element.quote}${printText(element.parts, element.quote)}${element.quote}`
    case 'list':
      return `[${element.items.map(print).join(',')}]`
    case 'map':
      return `{${element.entries.map(({ key, value }) => `${print(key)}:${print(value)}`).join(',')}}`
    case 'reference':
    case 'call':
      return printInterpolation(element)
    default:
      return element satisfies never
  }
}

function printInterpolation(tree: Interpolation): string {
  const nested = (part: TextPart): string => (typeof part === 'string' ? part : printInterpolation(part))
  if (tree.kind === 'call') return `\${${tree.name.map(nested).join('.')}:${tree.args.map(print).join(',')}}`
  return `\${${'.'.repeat(tree.up)}${tree.path.map(nested).join('')}}`
}

/** Text in which a backslash has a meaning only before `${` and before the closing quote. */
function printText(parts: readonly TextPart[], quote: string | undefined): string {
  let printed = ''
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index] as TextPart
    if (typeof part !== 'string') {
      printed += printInterpolation(part)
      continue
    }
    const atEnd = index + 1 === parts.length
    printed += escapeText(part, quote, atEnd ? quote !== undefined : true)
  }
  return printed
}

/** Doubles the backslashes before a quote, a `${` and (where something with a meaning follows) the end. */
function escapeText(text: string, quote: string | undefined, meaningFollows: boolean): string {
  let escaped = ''
  let slashes = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    const opens = code === DOLLAR && text.charCodeAt(at + 1) === BRACE_OPEN
    if (opens || text[at] === quote) escaped += '\\'.repeat(slashes + 1)
    slashes = code === BACKSLASH ? slashes + 1 : 0
    escaped += text[at]
  }
  return meaningFollows ? escaped + '\\'.repeat(slashes) : escaped
}

function printLiteral(value: Scalar | null): string {
  if (typeof value === 'string') {
    return isPlain(value) ? escapePlain(value) : `'${escapeText(value, "'", true)}'`
  }
  if (typeof value === 'number') return printNumber(value)
  if (value instanceof WholeFloat) {
    const digits = Object.is(value.value, -0) ? '-0' : String(value.value)
    return /[e.]/.test(digits) ? digits : `${digits}.0`
  }
  return String(value)
}

function printNumber(value: number): string {
  if (Number.isFinite(value)) return String(value)
  return Number.isNaN(value) ? 'nan' : value < 0 ? '-inf' : 'inf'
}

/** Whether text can stand without quotes and stay text. */
function isPlain(text: string): boolean {
  if (text === '' || typedText(text) !== undefined) return false
  for (let at = 0; at < text.length; at++) {
    if ((flagsAt(text, at) & (CHAR_PLAIN | CHAR_ESCAPABLE)) === 0) return false
  }
  return true
}
