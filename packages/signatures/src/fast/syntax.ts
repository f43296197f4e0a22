import { createRequire } from 'node:module'
import type { Comment, Program } from 'oxc-parser'

/** A parsed file. Offsets are UTF-16 units of `text`. */
export interface Syntax {
  readonly file: string
  readonly text: string
  readonly program: Program
  readonly comments: readonly Comment[]
  /** A `.d.ts`: everything in it is ambient. */
  readonly isDeclaration: boolean
  /** Where each line begins. */
  readonly lines: readonly number[]
}

/** The line of an offset, counted from 1. */
export function lineAt({ lines }: Syntax, offset: number): number {
  let low = 0
  let high = lines.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((lines[middle] ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * The syntax tree of `text`, or nothing where it has errors or the parser is not installed for this platform.
 *
 * The parser is native and is loaded by the first call (about 15 ms), never before.
 */
export function parseSyntax(file: string, text: string): Syntax | undefined {
  const source = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  const lang = languageOf(file)
  try {
    const { parseSync } = loadParser()
    const result = parseSync(file, source, { lang, astType: 'ts', preserveParens: false })
    const { program, comments, errors } = result
    if (program.body.length === 0 && errors.length > 0) return undefined
    return { file, text: source, program, comments, isDeclaration: lang === 'dts', lines: lineStarts(source) }
  } catch {
    return undefined
  }
}

function loadParser(): typeof import('oxc-parser') {
  return createRequire(import.meta.url ?? __filename)('oxc-parser')
}

/** Why no source can be read: the parser is not installed for this platform, or at all. `undefined` where it works. */
export function parserProblem(): string | undefined {
  try {
    loadParser()
    return undefined
  } catch (error) {
    const [first = ''] = String((error as Error).message).split('\n', 1)
    return `oxc-parser does not load: ${first}`
  }
}

function lineStarts(text: string): number[] {
  const starts = [0]
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return starts
}

function languageOf(file: string): 'ts' | 'tsx' | 'dts' | 'jsx' {
  if (/\.d\.(?:[^./]+\.)?[mc]?ts$/.test(file)) return 'dts'
  if (/\.[mc]?ts$/.test(file)) return 'ts'
  return file.endsWith('.tsx') ? 'tsx' : 'jsx'
}
