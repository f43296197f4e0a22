/** Character codes that the readers compare with. */
export const TAB = 9
export const LF = 10
export const CR = 13
export const SPACE = 32
export const BANG = 33
export const DOUBLE_QUOTE = 34
export const HASH = 35
export const PERCENT = 37
export const AMPERSAND = 38
export const SINGLE_QUOTE = 39
export const STAR = 42
export const PLUS = 43
export const COMMA = 44
export const DASH = 45
export const DOT = 46
export const ZERO = 48
export const NINE = 57
export const COLON = 58
export const LESS = 60
export const GREATER = 62
export const QUESTION = 63
export const OPEN_BRACKET = 91
export const BACKSLASH = 92
export const CLOSE_BRACKET = 93
export const OPEN_BRACE = 123
export const PIPE = 124
export const CLOSE_BRACE = 125
export const NEXT_LINE = 0x85
const LINE_SEPARATOR = 0x2028
const PARAGRAPH_SEPARATOR = 0x2029

/** What both readers put after the text, so that the end needs no test of its own. The text itself cannot hold it. */
export const END = 0

/** A line break; YAML 1.1 has six. */
export function isBreak(code: number): boolean {
  return code === LF || code === CR || code === NEXT_LINE || code === LINE_SEPARATOR || code === PARAGRAPH_SEPARATOR
}

/** A line break or the end of the text. */
export function isBreakOrEnd(code: number): boolean {
  return code === END || isBreak(code)
}

/** A space, a line break or the end: what ends most tokens. */
export function isSpaceOrBreak(code: number): boolean {
  return code === SPACE || isBreakOrEnd(code)
}

/** A space, a tab, a line break or the end. */
export function isBlank(code: number): boolean {
  return code === SPACE || code === TAB || isBreakOrEnd(code)
}

/** `,`, `[`, `]`, `{`, `}`: what ends a plain scalar between brackets. */
export function isFlowIndicator(code: number): boolean {
  return (
    code === COMMA || code === OPEN_BRACKET || code === CLOSE_BRACKET || code === OPEN_BRACE || code === CLOSE_BRACE
  )
}

/** `, [ ] { } # & * ! | > ' " % @` and the backtick, which cannot begin a plain scalar. (`- ? :` can, in places.) */
export function isIndicator(code: number): boolean {
  switch (code) {
    case COMMA:
    case OPEN_BRACKET:
    case CLOSE_BRACKET:
    case OPEN_BRACE:
    case CLOSE_BRACE:
    case HASH:
    case AMPERSAND:
    case STAR:
    case BANG:
    case PIPE:
    case GREATER:
    case SINGLE_QUOTE:
    case DOUBLE_QUOTE:
    case PERCENT:
    case 64: // @
    case 96: // `
      return true
    default:
      return false
  }
}

/** A letter, a digit, `-` or `_`: what names of anchors, directives and tag handles are made of. */
export function isNameCharacter(code: number): boolean {
  return (
    (code >= ZERO && code <= NINE) ||
    (code >= 65 && code <= 90) ||
    (code >= 97 && code <= 122) ||
    code === DASH ||
    code === 95
  )
}

/** Whether `---` or `...` stands at `at` on its own. */
export function isDocumentMarker(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return (
    (code === DASH || code === DOT) &&
    text.charCodeAt(at + 1) === code &&
    text.charCodeAt(at + 2) === code &&
    isBlank(text.charCodeAt(at + 3))
  )
}
