/** The column after which a text goes on in the next line, at its next single space. */
export const WIDTH = 80

const ESCAPES = new Map<string, string>([
  ['\0', '0'],
  ['\x07', 'a'],
  ['\b', 'b'],
  ['\t', 't'],
  ['\n', 'n'],
  ['\v', 'v'],
  ['\f', 'f'],
  ['\r', 'r'],
  ['\x1b', 'e'],
  ['"', '"'],
  ['\\', '\\'],
  ['\x85', 'N'],
  ['\xa0', '_'],
  ['\u2028', 'L'],
  ['\u2029', 'P'],
])

const BREAK = /[\n\x85\u2028\u2029]/
const OTHER_BREAK = /[\x85\u2028\u2029]/
const ASCII = /^[\0-\x7f]*$/

/** Written as it is between double quotes. */
const VERBATIM = /^[\x20\x21\x23-\x5b\x5d-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]$/

/** Where a text begins and how far its further lines are indented; no `indent`: a key, which stays on one line. */
export interface Placement {
  readonly column: number
  readonly indent: number | undefined
}

/** A plain text, folded. */
export function foldPlain(text: string, { column, indent }: Placement): string {
  if (indent === undefined || column + text.length <= WIDTH) return text
  const lineBreak = `\n${' '.repeat(indent)}`
  let result = ''
  let at = column
  for (const part of text.match(/ +|[^ ]+/g) ?? []) {
    if (part === ' ' && at > WIDTH) {
      result += lineBreak
      at = indent
    } else {
      result += part
      at += lengthOf(part)
    }
  }
  return result
}

/** A text in single quotes, folded, its line breaks doubled as YAML wants them. */
export function quoteSingle(text: string, { column, indent }: Placement): string {
  const doubled = text.includes("'") ? text.replaceAll("'", "''") : text
  if (column + doubled.length < WIDTH && !BREAK.test(text)) return `'${doubled}'`
  const pad = ' '.repeat(indent ?? 0)
  // no line is long enough to be folded: all that changes are the breaks
  const short = column + 1 + longestLine(text) < WIDTH
  if (short && !OTHER_BREAK.test(text)) return `'${doubled.replace(/\n+/g, (breaks) => `\n${breaks}${pad}`)}'`
  let result = "'"
  let at = column + 1
  let from = 0
  for (const part of text.match(/ +|[\n\x85\u2028\u2029]+|'|[^ \n\x85\u2028\u2029']+/g) ?? []) {
    const first = part.charAt(0)
    const to = from + part.length
    if (first === ' ') {
      if (indent !== undefined && part === ' ' && at > WIDTH && from !== 0 && to !== text.length) {
        result += `\n${pad}`
        at = indent
      } else {
        result += part
        at += part.length
      }
    } else if (first === "'") {
      result += "''"
      at += 2
    } else if (/[\n\x85\u2028\u2029]/.test(first)) {
      result += (first === '\n' ? '\n' : '') + part + pad
      at = indent ?? 0
    } else {
      result += part
      at += lengthOf(part)
    }
    from = to
  }
  return `${result}'`
}

function longestLine(text: string): number {
  let longest = 0
  for (let from = 0, to = 0; from <= text.length; from = to + 1) {
    to = text.indexOf('\n', from)
    if (to === -1) to = text.length
    if (to - from > longest) longest = to - from
  }
  return longest
}

/** A text in double quotes, with escapes, folded with `\` at the end of a line. */
export function quoteDouble(text: string, { column, indent }: Placement): string {
  const characters = Array.from(text)
  const count = characters.length
  let result = '"'
  let at = column + 1
  let start = 0
  for (let end = 0; end <= count; end++) {
    const char = characters[end]
    if (char === undefined || !VERBATIM.test(char)) {
      if (start < end) {
        result += characters.slice(start, end).join('')
        at += end - start
        start = end
      }
      if (char !== undefined) {
        const written = escaped(char)
        result += written
        at += written.length
        start = end + 1
      }
    }
    const mayBreak = end > 0 && end < count - 1 && (char === ' ' || start >= end)
    if (indent !== undefined && mayBreak && at + (end - start) > WIDTH) {
      if (start < end) {
        result += characters.slice(start, end).join('')
        start = end
      }
      result += `\\\n${' '.repeat(indent)}`
      at = indent
      if (characters[start] === ' ') {
        result += '\\'
        at++
      }
    }
  }
  return `${result}"`
}

function escaped(char: string): string {
  const name = ESCAPES.get(char)
  if (name !== undefined) return `\\${name}`
  const code = char.codePointAt(0) as number
  const hex = code.toString(16).toUpperCase()
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`
}

/** Columns are counted in characters, of which UTF-16 makes some two. */
export function lengthOf(text: string): number {
  if (ASCII.test(text)) return text.length
  const pairs = text.match(/[\ud800-\udbff][\udc00-\udfff]/g)
  return pairs === null ? text.length : text.length - pairs.length
}
