import { CR, END, isBreak, isBreakOrEnd, LF, NEXT_LINE, SPACE, TAB } from './characters.ts'

/** What the header of a `|` or `>` scalar says. */
export interface BlockScalarHeader {
  readonly folded: boolean
  /** `strip` is `-`, `keep` is `+`. */
  readonly chomp: 'clip' | 'strip' | 'keep'
  /** The indentation indicator, 1 to 9, where there is one. */
  readonly increment: number | undefined
  /** The least column that content may have: one more than the collection around it, at least 1. */
  readonly minIndent: number
}

/** A text and where what comes after it begins. */
export interface ScannedText {
  readonly text: string
  /** Where the last line break that belongs to the scalar ends. */
  readonly end: number
  /** Where reading goes on: in the same line as `end`, after its indentation. */
  readonly next: number
  /** Where the line of `next` begins. */
  readonly lineStart: number
}

/**
 * The text of a block scalar whose header line ended just before `at`.
 *
 * Reference: PyYAML, which folds as the specification says and counts leading blank lines as it does.
 */
export function readBlockScalar(text: string, at: number, header: BlockScalarHeader): ScannedText {
  let position = at
  let lineStart = at
  let breaks = ''
  let end = at
  let indent: number

  if (header.increment === undefined) {
    let widest = 0
    for (let code = text.charCodeAt(position); code === SPACE || isBreak(code); code = text.charCodeAt(position)) {
      if (code === SPACE) {
        position++
        widest = Math.max(widest, position - lineStart)
      } else {
        breaks += breakText(text, position)
        position = afterBreak(text, position)
        lineStart = position
        end = position
      }
    }
    indent = Math.max(header.minIndent, widest)
  } else {
    indent = header.minIndent + header.increment - 1
    readBreaks()
  }

  let result = ''
  let lastBreak = ''
  while (position - lineStart === indent && text.charCodeAt(position) !== END) {
    result += breaks
    const first = text.charCodeAt(position)
    const from = position
    while (!isBreakOrEnd(text.charCodeAt(position))) position++
    result += text.slice(from, position)
    end = position
    lastBreak = breakText(text, position)
    position = afterBreak(text, position)
    if (lastBreak !== '') {
      lineStart = position
      end = position
    }
    breaks = ''
    readBreaks()
    if (position - lineStart !== indent || text.charCodeAt(position) === END) break
    const next = text.charCodeAt(position)
    const joins = header.folded && lastBreak === '\n' && !isSpaceOrTab(first) && !isSpaceOrTab(next)
    if (!joins) result += lastBreak
    else if (breaks === '') result += ' '
  }
  if (header.chomp !== 'strip') result += lastBreak
  if (header.chomp === 'keep') result += breaks
  return { text: result, end, next: position, lineStart }

  function readBreaks(): void {
    for (;;) {
      while (position - lineStart < indent && text.charCodeAt(position) === SPACE) position++
      if (!isBreak(text.charCodeAt(position))) return
      breaks += breakText(text, position)
      position = afterBreak(text, position)
      lineStart = position
      end = position
    }
  }
}

/** What a line break at `at` contributes to a text: a `\n`, or itself where it is one of Unicode's separators. */
export function breakText(text: string, at: number): string {
  const code = text.charCodeAt(at)
  if (code === LF || code === CR || code === NEXT_LINE) return '\n'
  return isBreak(code) ? text.charAt(at) : ''
}

/** The position after the line break at `at`; `at` itself where there is none. */
export function afterBreak(text: string, at: number): number {
  const code = text.charCodeAt(at)
  if (!isBreak(code)) return at
  return code === CR && text.charCodeAt(at + 1) === LF ? at + 2 : at + 1
}

function isSpaceOrTab(code: number): boolean {
  return code === SPACE || code === TAB
}
