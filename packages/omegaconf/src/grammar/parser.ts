// One piece, although long: a method per rule of one grammar, in the order of the grammar.

import { GrammarParseError, type OmegaConfCode } from '../errors.ts'
import type { Scalar } from '../types/scalar.ts'
import type {
  ConfigValueTree,
  Element,
  ElementTree,
  Interpolation,
  ListElement,
  Literal,
  MapElement,
  MapEntry,
  Quoted,
  TextPart,
} from './ast.ts'
import {
  BACKSLASH,
  BRACE_CLOSE,
  BRACE_OPEN,
  backslashesBefore,
  CHAR_ESCAPABLE,
  CHAR_PLAIN,
  CHAR_SPACE,
  DOLLAR,
  flagsAt,
  scanId,
  skipSpace,
  typedText,
} from './lexical.ts'

/** How deep lists, mappings and interpolations may stand in each other: far beyond any use, far from a full stack. */
const MAX_DEPTH = 256

const BRACKET_OPEN = 91
const BRACKET_CLOSE = 93
const COLON = 58
const COMMA = 44
const DOT = 46
const SINGLE_QUOTE = 39
const DOUBLE_QUOTE = 34

/**
 * The parts of a string value: text, and the interpolations in it.
 *
 * @throws GrammarParseError `GRAMMAR_UNEXPECTED`, `GRAMMAR_EXPECTED`, `GRAMMAR_UNTERMINATED`, `GRAMMAR_TOO_DEEP`.
 */
export function parseConfigValue(text: string): ConfigValueTree {
  return { kind: 'config-value', text, parts: new Parser(text).configValue() }
}

/**
 * One element: a primitive, a quoted string, a list, a mapping or an interpolation, as resolvers take them.
 *
 * @throws GrammarParseError as `parseConfigValue`.
 */
export function parseElement(text: string): ElementTree {
  return { kind: 'element', text, element: new Parser(text).singleElement() }
}

class Parser {
  readonly #text: string
  #at = 0
  #depth = 0

  constructor(text: string) {
    this.#text = text
  }

  /** config value: (text | escaped | interpolation)* end. A backslash counts only right before a "${". */
  configValue(): TextPart[] {
    const text = this.#text
    const parts: TextPart[] = []
    let pending = ''
    let from = 0
    for (let open = text.indexOf('${'); open !== -1; open = text.indexOf('${', from)) {
      const slashes = backslashesBefore(text, open, from)
      pending += text.slice(from, open - ((slashes + 1) >> 1))
      if (slashes % 2 === 1) {
        pending += '${'
        from = open + 2
        continue
      }
      if (pending !== '') parts.push(pending)
      pending = ''
      this.#at = open
      parts.push(this.#interpolation())
      from = this.#at
    }
    pending += text.slice(from)
    if (pending !== '') parts.push(pending)
    return parts
  }

  /** single element: element end */
  singleElement(): Element {
    const element = this.#element()
    if (this.#at < this.#text.length) throw this.#unexpected('the end of the text')
    return element
  }

  /** interpolation: "${" (reference | call) "}" */
  #interpolation(): Interpolation {
    this.#enter()
    const text = this.#text
    const start = this.#at
    this.#at = skipSpace(text, start + 2)
    let up = 0
    while (text.charCodeAt(this.#at) === DOT) {
      this.#at++
      up++
    }
    const items: TextPart[] = []
    let path: TextPart[] | undefined
    // the path's text since `from`; cut out of the whole at the end rather than put together key by key
    let from = this.#at
    let nameable = up === 0
    for (let first = true; ; first = false) {
      // first: (key | "[" key "]"), then: ("." key | "[" key "]")*
      let code = text.charCodeAt(this.#at)
      const bracket = code === BRACKET_OPEN
      if (bracket) {
        nameable = false
        this.#at++
      } else if (!first) {
        if (code !== DOT) break
        this.#at++
      }
      code = text.charCodeAt(this.#at)
      if (code === DOLLAR && text.charCodeAt(this.#at + 1) === BRACE_OPEN) {
        const before = text.slice(from, this.#at)
        const nested = this.#interpolation()
        items.push(nested)
        path ??= []
        if (before !== '') path.push(before)
        path.push(nested)
        from = this.#at
      } else {
        const key = this.#key()
        if (nameable && scanId(key, 0) !== key.length) nameable = false
        items.push(key)
      }
      if (bracket) {
        if (text.charCodeAt(this.#at) !== BRACKET_CLOSE) throw this.#expected('`]`', start)
        this.#at++
      }
    }
    const rest = text.slice(from, this.#at)
    const keys = path === undefined ? (items as string[]) : undefined
    if (path === undefined) path = [rest]
    else if (rest !== '') path.push(rest)
    const next = skipSpace(text, this.#at)
    const code = text.charCodeAt(next)
    if (code === COLON && nameable) {
      this.#at = skipSpace(text, next + 1)
      const args = this.#sequence(BRACE_CLOSE, start)
      this.#depth--
      return { kind: 'call', start, end: this.#at, name: items, args }
    }
    if (code !== BRACE_CLOSE) throw this.#expected('`}`', start)
    this.#at = next + 1
    this.#depth--
    return { kind: 'reference', start, end: next + 1, up, keys, path }
  }

  /** key: any characters but `\ { } ( ) [ ] : .`, quotes, spaces and tabs */
  #key(): string {
    const text = this.#text
    const start = this.#at
    let at = start
    while (at < text.length && !isKeyStop(text.charCodeAt(at))) at++
    if (at === start) throw this.#unexpected('a key')
    this.#at = at
    return text.slice(start, at)
  }

  /** element: list | map | quoted | primitive */
  #element(): Element {
    const code = this.#text.charCodeAt(this.#at)
    if (code === BRACKET_OPEN) return this.#list()
    if (code === BRACE_OPEN) return this.#map()
    if (code === SINGLE_QUOTE || code === DOUBLE_QUOTE) return this.#quoted(code)
    return this.#primitive()
  }

  /** list: "[" sequence? "]" */
  #list(): ListElement {
    this.#enter()
    const start = this.#at
    this.#at = skipSpace(this.#text, start + 1)
    const items = this.#sequence(BRACKET_CLOSE, start)
    this.#depth--
    return { kind: 'list', start, end: this.#at, items }
  }

  /** sequence: (element | nothing) ("," (element | nothing))*; nothing is an empty string, but no nothing alone */
  #sequence(close: number, open: number): Element[] {
    const text = this.#text
    const items: Element[] = []
    let afterComma = true
    let commas = 0
    for (;;) {
      const at = skipSpace(text, this.#at)
      const code = text.charCodeAt(at)
      if (code === close) {
        if (afterComma && commas > 0) items.push(emptyText(at))
        this.#at = at + 1
        return items
      }
      if (code === COMMA) {
        if (afterComma) items.push(emptyText(at))
        afterComma = true
        commas++
        this.#at = skipSpace(text, at + 1)
      } else {
        if (!afterComma || at >= text.length) throw this.#expected(`\`,\` or \`${String.fromCharCode(close)}\``, open)
        items.push(this.#element())
        afterComma = false
      }
    }
  }

  /** map: "{" (key ":" element ("," key ":" element)*)? "}" */
  #map(): MapElement {
    this.#enter()
    const text = this.#text
    const start = this.#at
    const entries: MapEntry[] = []
    this.#at = skipSpace(text, start + 1)
    if (text.charCodeAt(this.#at) !== BRACE_CLOSE) {
      for (;;) {
        const key = this.#mapKey()
        let at = skipSpace(text, this.#at)
        if (text.charCodeAt(at) !== COLON) throw this.#expected('`:` after the key', start)
        this.#at = skipSpace(text, at + 1)
        entries.push({ key, value: this.#element() })
        at = skipSpace(text, this.#at)
        if (text.charCodeAt(at) !== COMMA) {
          this.#at = at
          break
        }
        this.#at = skipSpace(text, at + 1)
      }
      if (text.charCodeAt(this.#at) !== BRACE_CLOSE) throw this.#expected('`,` or `}`', start)
    }
    this.#at++
    this.#depth--
    return { kind: 'map', start, end: this.#at, entries }
  }

  /** map key: as a primitive, but without colons and interpolations */
  #mapKey(): Literal {
    const key = this.#primitive(true)
    if (key.kind !== 'literal') throw this.#fail('GRAMMAR_UNEXPECTED', 'A key cannot hold an interpolation.', key.start)
    return key
  }

  /** primitive: (plain character | ":" | escape | space | interpolation)+ */
  #primitive(isKey = false): Literal | Exclude<Element, Quoted | ListElement | MapElement> {
    const text = this.#text
    const start = this.#at
    const parts: TextPart[] = []
    let pending = ''
    let from = start
    let at = start
    /** Whether it may still be a number, a boolean or null: one token, nothing escaped. */
    let single = true
    for (;;) {
      const flags = flagsAt(text, at)
      if ((flags & CHAR_PLAIN) !== 0) {
        const code = text.charCodeAt(at)
        if (code === BACKSLASH && (flagsAt(text, at + 1) & CHAR_ESCAPABLE) !== 0) {
          pending += text.slice(from, at)
          from = at + 1
          at += 2
          single = false
        } else if (code === DOLLAR && text.charCodeAt(at + 1) === BRACE_OPEN) {
          pending += text.slice(from, at)
          if (pending !== '') parts.push(pending)
          pending = ''
          this.#at = at
          parts.push(this.#interpolation())
          from = at = this.#at
        } else at++
      } else if ((flags & CHAR_SPACE) !== 0) {
        const next = skipSpace(text, at)
        const code = text.charCodeAt(next)
        if (code === COMMA || code === BRACKET_CLOSE || code === BRACE_CLOSE || (isKey && code === COLON)) break
        single = false
        at = next
      } else if (!isKey && text.charCodeAt(at) === COLON) {
        single = single && at === start
        at = skipSpace(text, at + 1)
      } else break
    }
    this.#at = at
    if (at === start) throw this.#unexpected(isKey ? 'a key' : 'a value')
    const rest = text.slice(from, at)
    pending += rest
    if (parts.length > 0) {
      if (pending !== '') parts.push(pending)
      const first = parts[0] as TextPart
      if (parts.length === 1 && typeof first !== 'string') return first
      return { kind: 'composite', start, end: at, parts }
    }
    if (!single && from === start && isSpaces(pending)) {
      throw this.#fail('GRAMMAR_UNEXPECTED', 'A value cannot be all spaces; put it in quotes.', start)
    }
    const typed = single ? typedText(pending) : undefined
    return literal(typed === undefined ? pending : typed, start, at)
  }

  /** quoted: quote (character | escaped quote | escaped "${" | interpolation)* quote */
  #quoted(quote: number): Quoted {
    const text = this.#text
    const start = this.#at
    const parts: TextPart[] = []
    let pending = ''
    let from = start + 1
    let at = from
    for (; ; at++) {
      if (at >= text.length) {
        throw this.#fail('GRAMMAR_UNTERMINATED', 'The quote is never closed.', start)
      }
      const code = text.charCodeAt(at)
      const opens = code === DOLLAR && text.charCodeAt(at + 1) === BRACE_OPEN
      if (code !== quote && !opens) continue
      const slashes = backslashesBefore(text, at, from)
      pending += text.slice(from, at - ((slashes + 1) >> 1))
      from = at
      if (slashes % 2 === 1) continue
      if (!opens) break
      if (pending !== '') parts.push(pending)
      pending = ''
      this.#at = at
      parts.push(this.#interpolation())
      from = this.#at
      at = from - 1
    }
    if (pending !== '') parts.push(pending)
    this.#at = at + 1
    return { kind: 'quoted', start, end: at + 1, quote: quote === SINGLE_QUOTE ? "'" : '"', parts }
  }

  #enter(): void {
    if (++this.#depth <= MAX_DEPTH) return
    throw this.#fail('GRAMMAR_TOO_DEEP', `Nested more than ${MAX_DEPTH} times.`, this.#at)
  }

  #expected(what: string, open: number): GrammarParseError {
    const at = skipSpace(this.#text, this.#at)
    if (at < this.#text.length) {
      this.#at = at
      return this.#unexpected(what)
    }
    const opened = this.#text.charCodeAt(open) === DOLLAR ? '${' : this.#text.charAt(open)
    return this.#fail('GRAMMAR_UNTERMINATED', `Expected ${what}: the \`${opened}\` is never closed.`, open, at)
  }

  #unexpected(expected: string): GrammarParseError {
    const at = this.#at
    if (at >= this.#text.length) return this.#fail('GRAMMAR_EXPECTED', `Expected ${expected}, but the text ends.`, at)
    const found = String.fromCodePoint(this.#text.codePointAt(at) as number)
    return this.#fail('GRAMMAR_UNEXPECTED', `Expected ${expected}, found \`${found}\`.`, at, at + found.length)
  }

  #fail(code: OmegaConfCode, summary: string, start: number, end: number = start + 1): GrammarParseError {
    const source = { name: 'interpolation', text: this.#text }
    return new GrammarParseError(summary, { code, at: { source, start, end } })
  }
}

function literal(value: Scalar | null, start: number, end: number): Literal {
  return { kind: 'literal', start, end, value }
}

/** What stands for a value left out between two commas. */
function emptyText(at: number): Quoted {
  return { kind: 'quoted', start: at, end: at, quote: "'", parts: [] }
}

function isKeyStop(code: number): boolean {
  switch (code) {
    case BACKSLASH:
    case BRACE_OPEN:
    case BRACE_CLOSE:
    case BRACKET_OPEN:
    case BRACKET_CLOSE:
    case COLON:
    case DOT:
    case SINGLE_QUOTE:
    case DOUBLE_QUOTE:
    case 40: // (
    case 41: // )
    case 32:
    case 9:
      return true
    default:
      return false
  }
}

function isSpaces(text: string): boolean {
  return skipSpace(text, 0) === text.length
}
