/** A text someone wrote: a file, one override, one interpolation. */
export interface Source {
  /** What the user would call it: `conf/db/mysql.yaml`, `override 3`. */
  readonly name: string
  readonly text: string
}

/** Offsets are UTF-16 units from the start of the text; `end` is not included. */
export interface SourceSpan {
  readonly source: Source
  readonly start: number
  readonly end: number
}

/** A line and a column, both counted from 1. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** Most columns a frame shows: a minified line must not flood the terminal. */
const WIDTH = 120

/** Where `offset` is in `text`. */
export function positionAt(text: string, offset: number): Position {
  let line = 1
  let lineStart = 0
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
    line++
    lineStart = at + 1
  }
  return { line, column: offset - lineStart + 1 }
}

/** `conf/db/mysql.yaml:2:1` */
export function placeOf({ source, start }: SourceSpan): string {
  const { line, column } = positionAt(source.text, start)
  return `${source.name}:${line}:${column}`
}

/** The place, its line and a marker under it. Lines longer than a terminal are cut around the marker. */
export function codeFrame(span: SourceSpan): string {
  const { source, start, end } = span
  const { column } = positionAt(source.text, start)
  const lineStart = start - (column - 1)
  const text = source.text.slice(lineStart).split(/\r?\n/, 1)[0] ?? ''
  const marker = Math.max(1, Math.min(end - start, text.length - column + 1))
  const cut = Math.max(0, Math.min(column - 1 - WIDTH / 3, text.length - WIDTH))
  const from = text.length > WIDTH ? Math.floor(cut) : 0
  const lead = from > 0 ? '…' : ''
  const shown = text.slice(from, from + WIDTH)
  const tail = from + WIDTH < text.length ? '…' : ''
  const indent = lead.length + column - 1 - from
  return [
    `  ${placeOf(span)}`,
    `  | ${lead}${shown}${tail}`,
    `  | ${blank(`${lead}${shown}`, indent)}${'^'.repeat(Math.min(marker, WIDTH))}`,
  ].join('\n')
}

/** As many blanks as `text` has characters before `column`; tabs stay, so that the marker keeps its place. */
function blank(text: string, column: number): string {
  return text.slice(0, column).replace(/[^\t]/g, ' ').padEnd(column)
}
