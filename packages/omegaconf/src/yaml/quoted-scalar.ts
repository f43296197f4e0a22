import type { SourceSpan } from '@hydra-zen/diagnostics'
import { ScannerError } from '../errors.ts'
import { afterBreak, breakText } from './block-scalar.ts'
import {
  BACKSLASH,
  DOUBLE_QUOTE,
  END,
  isBlank,
  isBreak,
  isDocumentMarker,
  SINGLE_QUOTE,
  SPACE,
  TAB,
} from './characters.ts'

const ESCAPES = new Map<string, string>([
  ['0', '\0'],
  ['a', '\x07'],
  ['b', '\b'],
  ['t', '\t'],
  ['\t', '\t'],
  ['n', '\n'],
  ['v', '\v'],
  ['f', '\f'],
  ['r', '\r'],
  ['e', '\x1b'],
  [' ', ' '],
  ['"', '"'],
  ['\\', '\\'],
  ['/', '/'],
  ['N', '\x85'],
  ['_', '\xa0'],
  ['L', '\u2028'],
  ['P', '\u2029'],
])

const HEX_ESCAPES = new Map<string, number>([
  ['x', 2],
  ['u', 4],
  ['U', 8],
])

/** Makes the span of an error. */
export type SpanMaker = (start: number, end: number) => SourceSpan

/**
 * The text of the quoted scalar whose opening quote is at `start`, and the position after its closing one.
 *
 * @throws ScannerError `YAML_SCAN` where the quote is never closed or an escape is not one
 */
export function readQuoted(text: string, start: number, span: SpanMaker): { text: string; end: number } {
  const quote = text.charCodeAt(start)
  const double = quote === DOUBLE_QUOTE
  let at = start + 1
  let result = ''
  for (;;) {
    const from = at
    let code = text.charCodeAt(at)
    while (code !== quote && !(double && code === BACKSLASH) && !isBlank(code)) code = text.charCodeAt(++at)
    if (at > from) result += text.slice(from, at)
    if (code === quote) {
      if (double || text.charCodeAt(at + 1) !== SINGLE_QUOTE) return { text: result, end: at + 1 }
      result += "'"
      at += 2
    } else if (code === BACKSLASH) {
      readEscape()
    } else {
      spaces()
    }
  }

  function readEscape(): void {
    const name = text.charAt(at + 1)
    const plain = ESCAPES.get(name)
    const digits = HEX_ESCAPES.get(name)
    if (plain !== undefined) {
      result += plain
      at += 2
    } else if (digits !== undefined) {
      const hex = text.slice(at + 2, at + 2 + digits)
      const code = /^[0-9A-Fa-f]+$/.test(hex) && hex.length === digits ? Number.parseInt(hex, 16) : -1
      if (code < 0 || code > 0x10ffff) {
        throw new ScannerError(`\`\\${name}\` needs ${digits} hexadecimal digits that name a character.`, {
          code: 'YAML_SCAN',
          at: span(at, at + 2 + digits),
        })
      }
      result += String.fromCodePoint(code)
      at += 2 + digits
    } else if (isBreak(name.charCodeAt(0))) {
      at = afterBreak(text, at + 1)
      result += foldedBreaks()
    } else {
      throw new ScannerError(`\`\\${name === '\0' ? '' : name}\` is no escape of a double-quoted text.`, {
        code: 'YAML_SCAN',
        at: span(at, at + 2),
        hint: 'write `\\\\` for a backslash, or use single quotes, where a backslash means itself',
      })
    }
  }

  function spaces(): void {
    const from = at
    while (text.charCodeAt(at) === SPACE || text.charCodeAt(at) === TAB) at++
    const code = text.charCodeAt(at)
    if (code === END) {
      throw new ScannerError('This quote is never closed.', { code: 'YAML_SCAN', at: span(start, start + 1) })
    }
    if (!isBreak(code)) {
      result += text.slice(from, at)
      return
    }
    const first = breakText(text, at)
    at = afterBreak(text, at)
    const more = foldedBreaks()
    if (first !== '\n') result += first
    else if (more === '') result += ' '
    result += more
  }

  function foldedBreaks(): string {
    let breaks = ''
    for (;;) {
      if (isDocumentMarker(text, at)) {
        throw new ScannerError('A document marker stands inside quotes: is the quote never closed?', {
          code: 'YAML_SCAN',
          at: span(start, start + 1),
        })
      }
      while (text.charCodeAt(at) === SPACE || text.charCodeAt(at) === TAB) at++
      if (!isBreak(text.charCodeAt(at))) return breaks
      breaks += breakText(text, at)
      at = afterBreak(text, at)
    }
  }
}
