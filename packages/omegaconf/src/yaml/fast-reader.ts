// One piece of some 400 lines: a recursive descent whose methods share the cursor, and speed is its only reason to be.
import type { Source } from '@hydra-zen/diagnostics'
import { readBlockScalar } from './block-scalar.ts'
import {
  AMPERSAND,
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  DASH,
  DOT,
  DOUBLE_QUOTE,
  END,
  GREATER,
  HASH,
  isDocumentMarker,
  isFlowIndicator,
  isIndicator,
  isNameCharacter,
  LF,
  OPEN_BRACE,
  OPEN_BRACKET,
  PERCENT,
  PIPE,
  PLUS,
  QUESTION,
  SINGLE_QUOTE,
  SPACE,
  STAR,
} from './characters.ts'
import { readQuoted } from './quoted-scalar.ts'
import { aliasTree, collectionTree, scalarTree, type YamlTree } from './tree.ts'

/** Anything outside printable characters of the basic plane and `\n`: tabs, other line breaks, surrogates. */
const UNUSUAL = /[^\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/

/** The longest text that the exact reader takes for a key before its `:`. */
const LONGEST_KEY = 1024
const DEEPEST = 200

/** Thrown to leave the reader from any depth; never leaves this file. */
const GIVE_UP = Symbol('give up')

/**
 * The tree of a text that keeps to what nearly all configuration files are made of, in one pass over it; `undefined`
 * for anything else, anything doubtful and anything wrong.
 *
 * It knows: block mappings and sequences, plain and quoted scalars of one line, block scalars without indentation
 * indicator, flow collections of such scalars, anchors and aliases of values, comments. Where it gives an answer it is
 * the exact reader's, places included.
 *
 * @param taker - Where the document is a block mapping, takes its pairs one by one instead of the tree, which then has
 * none: what was taken can be forgotten, and a file of a megabyte needs no tree of twenty. It may have taken some when
 * the reader gives up.
 */
export function readFast(source: Source, taker?: PairTaker): YamlTree | undefined {
  if (UNUSUAL.test(source.text)) return undefined
  try {
    return new FastReader(source.text, taker).document()
  } catch (error) {
    if (error === GIVE_UP) return undefined
    throw error
  }
}

/** Takes a key and its value. */
export type PairTaker = (key: YamlTree, value: YamlTree) => void

class FastReader {
  readonly #text: string
  #at = 0
  /** The column of the content at `#at`, once `#toContent` found some; -1 at the end of the text. */
  #column = -1
  #depth = 0
  readonly #anchors = new Set<string>()
  readonly #taker: PairTaker | undefined

  constructor(text: string, taker: PairTaker | undefined) {
    this.#text = `${text}\0`
    this.#taker = taker
  }

  document(): YamlTree {
    this.#toContent()
    if (this.#column === 0 && isDocumentMarker(this.#text, this.#at)) {
      if (this.#code() !== DASH) throw GIVE_UP
      this.#at += 3
      this.#endLine()
    }
    if (this.#column < 0) throw GIVE_UP
    const code = this.#code()
    let root: YamlTree
    if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      root = this.#flow()
      this.#endLine()
    } else {
      root = this.#block(this.#column)
    }
    if (this.#column >= 0) throw GIVE_UP
    return root
  }

  #code(): number {
    return this.#text.charCodeAt(this.#at)
  }

  #isEntry(): boolean {
    if (this.#code() !== DASH) return false
    const next = this.#text.charCodeAt(this.#at + 1)
    return next === SPACE || next === LF || next === END
  }

  /** From the beginning of a line to the first content: past blank lines and comments. */
  #toContent(): void {
    const text = this.#text
    let at = this.#at
    for (;;) {
      const lineStart = at
      let code = text.charCodeAt(at)
      while (code === SPACE) code = text.charCodeAt(++at)
      if (code === HASH) {
        at = text.indexOf('\n', at)
        if (at < 0) at = text.length - 1
        code = text.charCodeAt(at)
      }
      if (code === LF) {
        at++
      } else {
        this.#at = at
        this.#column = code === END ? -1 : at - lineStart
        return
      }
    }
  }

  /** Past what may follow a value in its line, and on to the next content. */
  #endLine(): void {
    const text = this.#text
    const from = this.#at
    let at = from
    let code = text.charCodeAt(at)
    while (code === SPACE) code = text.charCodeAt(++at)
    if (code === HASH && at > from) {
      at = text.indexOf('\n', at)
      if (at < 0) at = text.length - 1
      code = text.charCodeAt(at)
    }
    if (code === LF) at++
    else if (code !== END) throw GIVE_UP
    this.#at = at
    this.#toContent()
  }

  /** The collection that begins at the content found; everything else at the beginning of a line is not for us. */
  #block(column: number): YamlTree {
    return this.#isEntry() ? this.#sequence(column, false) : this.#mapping(column, undefined)
  }

  #mapping(column: number, firstKey: YamlTree | undefined): YamlTree {
    if (++this.#depth > DEEPEST) throw GIVE_UP
    let key = firstKey ?? this.#key(column)
    const map = collectionTree('map', 'block', key.start)
    const { items } = map
    const taker = this.#depth === 1 ? this.#taker : undefined
    for (;;) {
      const value = this.#value(column)
      map.end = value.end
      if (taker === undefined) items.push(key, value)
      else taker(key, value)
      if (this.#column < column) break
      if (this.#column > column) throw GIVE_UP
      key = this.#key(column)
    }
    this.#depth--
    return map
  }

  /** A key at `#at` with its colon; leaves `#at` after that. */
  #key(column: number): YamlTree {
    if (column === 0 && isDocumentMarker(this.#text, this.#at)) throw GIVE_UP
    const key = this.#inlineKey()
    if (key === undefined) throw GIVE_UP
    return key
  }

  /** A key with its colon, if there is one in this line; otherwise `#at` stays. */
  #inlineKey(): YamlTree | undefined {
    const text = this.#text
    const start = this.#at
    const code = text.charCodeAt(start)
    let key: YamlTree
    let at: number
    if (code === SINGLE_QUOTE || code === DOUBLE_QUOTE) {
      key = this.#quoted()
      at = this.#at
      let next = text.charCodeAt(at)
      while (next === SPACE) next = text.charCodeAt(++at)
      const after = text.charCodeAt(at + 1)
      if (next !== COLON || (after !== SPACE && after !== LF && after !== END)) {
        this.#at = start
        return undefined
      }
    } else {
      if (!this.#startsPlain(code, start)) return undefined
      at = start
      let end = start
      for (let next = code; ; next = text.charCodeAt(++at)) {
        if (next === COLON) {
          const after = text.charCodeAt(at + 1)
          if (after === SPACE || after === LF || after === END) break
        } else if (next === LF || next === END) {
          return undefined
        } else if (next === HASH && text.charCodeAt(at - 1) === SPACE) {
          return undefined
        }
        if (next !== SPACE) end = at + 1
      }
      key = scalarTree(text.slice(start, end), 'plain', start, end)
    }
    if (at - start > LONGEST_KEY) throw GIVE_UP
    this.#at = at + 1
    return key
  }

  /** What follows a key's colon in a mapping at `column`. */
  #value(column: number): YamlTree {
    const text = this.#text
    const from = this.#at
    let at = from
    let code = text.charCodeAt(at)
    while (code === SPACE) code = text.charCodeAt(++at)
    this.#at = at
    if (code === LF || code === END || code === HASH) {
      this.#at = from
      this.#endLine()
      return this.#nested(column, from)
    }
    if (code === AMPERSAND) {
      const anchor = this.#anchor()
      const inside = this.#at
      this.#skipSpaces()
      const next = this.#code()
      if (next === AMPERSAND || next === STAR) throw GIVE_UP
      let value: YamlTree
      if (next === LF || next === END || next === HASH) {
        this.#at = inside
        this.#endLine()
        value = this.#nested(column, inside)
      } else {
        value = this.#scalarOrFlow(column)
      }
      value.anchor = anchor
      return value
    }
    return this.#scalarOrFlow(column)
  }

  /** A collection in the lines after a key (a sequence may stand at the key's own column), or an empty value. */
  #nested(column: number, emptyAt: number): YamlTree {
    if (this.#column > column) return this.#block(this.#column)
    if (this.#column === column && this.#isEntry()) return this.#sequence(column, true)
    return scalarTree('', 'plain', emptyAt, emptyAt)
  }

  #sequence(column: number, shared: boolean): YamlTree {
    if (++this.#depth > DEEPEST) throw GIVE_UP
    const sequence = collectionTree('seq', 'block', this.#at)
    const { items } = sequence
    do {
      items.push(this.#entry(column))
      if (this.#column > column) throw GIVE_UP
    } while (this.#column === column && this.#isEntry())
    if (this.#column === column && !shared) throw GIVE_UP
    sequence.end = (items[items.length - 1] as YamlTree).end
    this.#depth--
    return sequence
  }

  /** What follows the `-` at `#at`, which stands at `column`. */
  #entry(column: number): YamlTree {
    const dash = this.#at
    this.#at = dash + 1
    this.#skipSpaces()
    const code = this.#code()
    if (code === LF || code === END || code === HASH) {
      this.#at = dash + 1
      this.#endLine()
      return this.#column > column ? this.#block(this.#column) : scalarTree('', 'plain', dash + 1, dash + 1)
    }
    const inner = column + (this.#at - dash)
    if (this.#isEntry()) {
      this.#column = inner
      return this.#sequence(inner, false)
    }
    if (code === AMPERSAND) {
      const anchor = this.#anchor()
      const after = this.#at
      this.#skipSpaces()
      const next = this.#code()
      let value: YamlTree
      if (next === LF || next === END || next === HASH) {
        this.#at = after
        this.#endLine()
        value = this.#column > column ? this.#block(this.#column) : scalarTree('', 'plain', after, after)
      } else {
        if (next === AMPERSAND || next === STAR || this.#inlineKey() !== undefined) throw GIVE_UP
        value = this.#scalarOrFlow(column)
      }
      value.anchor = anchor
      return value
    }
    const key = this.#inlineKey()
    return key === undefined ? this.#scalarOrFlow(column) : this.#mapping(inner, key)
  }

  /** A value that begins in this line, in a collection at `column`; ends at the next content. */
  #scalarOrFlow(column: number): YamlTree {
    const code = this.#code()
    let value: YamlTree
    switch (code) {
      case SINGLE_QUOTE:
      case DOUBLE_QUOTE:
        value = this.#quoted()
        break
      case OPEN_BRACKET:
      case OPEN_BRACE:
        value = this.#flow()
        break
      case PIPE:
      case GREATER:
        return this.#blockScalar(column)
      case STAR: {
        const start = this.#at
        const name = this.#name()
        if (!this.#anchors.has(name)) throw GIVE_UP
        value = aliasTree(name, start, this.#at)
        break
      }
      default:
        return this.#plain(code)
    }
    this.#endLine()
    return value
  }

  /** Whether a plain scalar of the block context can begin with this. */
  #startsPlain(code: number, at: number): boolean {
    if (isIndicator(code)) return false
    if (code !== DASH && code !== QUESTION && code !== COLON) return true
    const next = this.#text.charCodeAt(at + 1)
    return next !== SPACE && next !== LF && next !== END
  }

  /** A plain scalar to the end of the line; a line that continues it makes the caller give up. */
  #plain(first: number): YamlTree {
    const text = this.#text
    const start = this.#at
    if (!this.#startsPlain(first, start)) throw GIVE_UP
    let at = start
    let end = start
    for (let code = first; code !== LF && code !== END; code = text.charCodeAt(++at)) {
      if (code === SPACE) continue
      if (code === COLON) {
        const after = text.charCodeAt(at + 1)
        if (after === SPACE || after === LF || after === END) throw GIVE_UP
      } else if (code === HASH && text.charCodeAt(at - 1) === SPACE) {
        break
      }
      end = at + 1
    }
    this.#at = end
    this.#endLine()
    return scalarTree(text.slice(start, end), 'plain', start, end)
  }

  #quoted(): YamlTree {
    const text = this.#text
    const start = this.#at
    const double = text.charCodeAt(start) === DOUBLE_QUOTE
    let close = text.indexOf(double ? '"' : "'", start + 1)
    if (close < 0) throw GIVE_UP
    let value = text.slice(start + 1, close)
    if (double ? value.includes('\\') : text.charCodeAt(close + 1) === SINGLE_QUOTE) {
      if (double && !endsInLine(text, start)) throw GIVE_UP
      const scanned = readQuoted(text, start, giveUp)
      value = scanned.text
      close = scanned.end - 1
    }
    const lineEnd = text.indexOf('\n', start)
    if (lineEnd >= 0 && lineEnd < close) throw GIVE_UP
    this.#at = close + 1
    return scalarTree(value, double ? 'double' : 'single', start, close + 1)
  }

  #blockScalar(column: number): YamlTree {
    const text = this.#text
    const start = this.#at
    const folded = text.charCodeAt(start) === GREATER
    let at = start + 1
    const mark = text.charCodeAt(at)
    const chomp = mark === DASH ? 'strip' : mark === PLUS ? 'keep' : 'clip'
    if (chomp !== 'clip') at++
    const headerEnd = at
    while (text.charCodeAt(at) === SPACE) at++
    if (text.charCodeAt(at) === HASH && at > headerEnd) at = text.indexOf('\n', at)
    if (at < 0 || text.charCodeAt(at) !== LF) throw GIVE_UP
    const scanned = readBlockScalar(text, at + 1, { folded, chomp, increment: undefined, minIndent: column + 1 })
    this.#at = scanned.lineStart
    this.#toContent()
    return scalarTree(scanned.text, folded ? 'folded' : 'literal', start, scanned.end)
  }

  /** A collection in brackets, with its closing one. */
  #flow(): YamlTree {
    if (++this.#depth > DEEPEST) throw GIVE_UP
    const isMap = this.#code() === OPEN_BRACE
    const close = isMap ? CLOSE_BRACE : CLOSE_BRACKET
    const tree = collectionTree(isMap ? 'map' : 'seq', 'flow', this.#at)
    this.#at++
    for (;;) {
      this.#skipFlowSpace()
      if (this.#code() === close) break
      const item = this.#flowItem(isMap)
      tree.items.push(item)
      if (isMap) tree.items.push(this.#flowValue(item))
      this.#skipFlowSpace()
      const code = this.#code()
      if (code === COMMA) this.#at++
      else if (code !== close) throw GIVE_UP
    }
    this.#at++
    tree.end = this.#at
    this.#depth--
    return tree
  }

  #flowItem(isKey: boolean): YamlTree {
    const code = this.#code()
    if (code === SINGLE_QUOTE || code === DOUBLE_QUOTE) return this.#quoted()
    if (!isKey && (code === OPEN_BRACKET || code === OPEN_BRACE)) return this.#flow()
    if (!isKey && code === STAR) {
      const start = this.#at
      const name = this.#name()
      if (!this.#anchors.has(name)) throw GIVE_UP
      return aliasTree(name, start, this.#at)
    }
    return this.#flowPlain(code)
  }

  #flowValue(key: YamlTree): YamlTree {
    const text = this.#text
    this.#skipSpaces()
    if (this.#code() !== COLON) return scalarTree('', 'plain', key.end, key.end)
    if (this.#at - key.start > LONGEST_KEY) throw GIVE_UP
    this.#at++
    const after = this.#at
    this.#skipFlowSpace()
    const code = text.charCodeAt(this.#at)
    if (code === COMMA || code === CLOSE_BRACE) return scalarTree('', 'plain', after, after)
    return this.#flowItem(false)
  }

  #flowPlain(first: number): YamlTree {
    const text = this.#text
    const start = this.#at
    if (isIndicator(first) || first === QUESTION || first === COLON || this.#isEntry()) throw GIVE_UP
    let at = start
    let end = start
    for (let code = first; ; code = text.charCodeAt(++at)) {
      if (code === SPACE) continue
      if (code === LF || isFlowIndicator(code)) break
      if (code === END || code === QUESTION || (code === HASH && text.charCodeAt(at - 1) === SPACE)) throw GIVE_UP
      if (code === COLON) {
        const after = text.charCodeAt(at + 1)
        if (after === SPACE || after === LF || after === END || isFlowIndicator(after)) break
      }
      end = at + 1
    }
    this.#at = end
    return scalarTree(text.slice(start, end), 'plain', start, end)
  }

  /** Past spaces and lines inside brackets; comments and what looks like a marker are left to the exact reader. */
  #skipFlowSpace(): void {
    const text = this.#text
    let code = this.#code()
    while (code === SPACE || code === LF) {
      code = text.charCodeAt(++this.#at)
      const lineStarts = text.charCodeAt(this.#at - 1) === LF
      if (lineStarts && (code === DASH || code === DOT || code === PERCENT)) throw GIVE_UP
    }
  }

  #skipSpaces(): void {
    while (this.#code() === SPACE) this.#at++
  }

  #anchor(): string {
    const name = this.#name()
    if (this.#anchors.has(name)) throw GIVE_UP
    this.#anchors.add(name)
    return name
  }

  /** The name after the `&` or `*` at `#at`. */
  #name(): string {
    const text = this.#text
    const start = this.#at + 1
    let at = start
    while (isNameCharacter(text.charCodeAt(at))) at++
    const after = text.charCodeAt(at)
    const ends = after === SPACE || after === LF || after === END || after === COMMA || after === CLOSE_BRACKET
    if (at === start || !(ends || after === CLOSE_BRACE)) throw GIVE_UP
    this.#at = at
    return text.slice(start, at)
  }
}

/** Whether the double-quoted text at `start` closes before its line ends. */
function endsInLine(text: string, start: number): boolean {
  for (let at = start + 1; ; at++) {
    const code = text.charCodeAt(at)
    if (code === BACKSLASH) at++
    if (text.charCodeAt(at) === LF || text.charCodeAt(at) === END) return false
    if (code === DOUBLE_QUOTE) return true
  }
}

/** Stands in for the place of an error: we have none to report. */
function giveUp(): never {
  throw GIVE_UP
}
