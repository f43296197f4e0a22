// One piece, although long: a method per rule of one grammar, in the order of the grammar.
import type { Source } from '@hydra-zen/diagnostics'
import {
  BACKSLASH,
  BRACE_CLOSE,
  BRACE_OPEN,
  CHAR_ESCAPABLE,
  CHAR_ID_START,
  DOLLAR,
  flagsAt,
  type Scalar,
  scanId,
  skipSpace,
  typedText,
} from '@hydra-zen/omegaconf/nodes'
import type { OverrideParseException } from '../errors.ts'
import type { PlainValue, QuotedValue } from './ast.ts'
import { suggestCorrection } from './correction.ts'
import { distinctEntries } from './map-keys.ts'
import { overrideError } from './override-error.ts'
import { unescapeQuoted } from './quoting.ts'
import type {
  ArgumentSyntax,
  CallSyntax,
  KeySyntax,
  ListSyntax,
  MapSyntax,
  OverrideSyntax,
  Syntax,
  ZipSyntax,
} from './syntax.ts'

// Patterns for runs of characters: read by the engine even before any of this code is compiled. All are sticky.

/** Characters that mean nothing but themselves in text without quotes. */
const PLAIN_RUN = /(?:[\w\-/+.%*@?|]|\$(?!\{))+/y
/** segment: (letter | "_" | "$") (letter | digit | "_" | "-" | "$")* | "0" | [1-9] ("_"? digit)*; no number alone */
const PATH = /(?:[A-Za-z_$][\w$-]*|(?:0|[1-9](?:_?\d)*)(?=\.[\w$]))(?:\.(?:[A-Za-z_$][\w$-]*|0|[1-9](?:_?\d)*))*/y
const GROUP_OR_PATH = new RegExp(`[A-Za-z_][\\w-]*(?:/[A-Za-z_][\\w-]*)+|${PATH.source}`, 'y')

/** How deep lists, mappings and calls may stand in each other: far beyond any use, far from a full stack. */
const MAX_DEPTH = 256

const TAB = 9
const SPACE = 32
const DOUBLE_QUOTE = 34
const SINGLE_QUOTE = 39
const PAREN_OPEN = 40
const PAREN_CLOSE = 41
const PLUS = 43
const COMMA = 44
const COLON = 58
const EQUAL = 61
const AT = 64
const BRACKET_OPEN = 91
const BRACKET_CLOSE = 93
const TILDE = 126

/**
 * The syntax of one override.
 *
 * Reference: Hydra's `OverrideLexer.g4` and `OverrideParser.g4`, with zip as announced for it.
 *
 * @throws OverrideParseException `OVERRIDE_SYNTAX`.
 */
export function parseSyntax(source: Source): OverrideSyntax {
  return new Parser(source).override()
}

/** Whether a text parses, which a correction must before it is shown. */
export function parses(text: string): boolean {
  try {
    new Parser({ name: '', text }, false).override()
    return true
  } catch {
    return false
  }
}

class Parser {
  readonly #text: string
  readonly #source: Source
  readonly #corrects: boolean
  #at = 0
  #depth = 0
  #calls = 0

  constructor(source: Source, corrects = true) {
    this.#text = source.text
    this.#source = source
    this.#corrects = corrects
  }

  /** override: key "=" value? | "~" key ("=" value?)? | "+" "+"? key "=" value? */
  override(): OverrideSyntax {
    const key = this.#key()
    return this.#text.charCodeAt(this.#at) === EQUAL ? this.#withValue(key) : this.#withoutValue(key)
  }

  #withValue(key: KeySyntax): OverrideSyntax {
    const valueStart = skipSpace(this.#text, this.#at + 1)
    this.#at = valueStart
    const value = valueStart === this.#text.length ? plain('', valueStart, valueStart) : this.#value()
    if (this.#at < this.#text.length) throw this.#unexpected('`,` or the end')
    return { key, value, valueStart, hasCalls: this.#calls > 0 }
  }

  #withoutValue(key: KeySyntax): OverrideSyntax {
    const end = this.#text.length
    if (key.prefix !== '~' || this.#at < end) throw this.#badKey(key)
    return { key, value: undefined, valueStart: end, hasCalls: false }
  }

  /** key: ("~" | "+" "+"?)? (group | path)? ("@" path?)? */
  #key(): KeySyntax {
    const text = this.#text
    const start = this.#at
    let prefix: KeySyntax['prefix'] = ''
    const first = text.charCodeAt(start)
    if (first === TILDE) {
      prefix = '~'
      this.#at++
    } else if (first === PLUS) {
      prefix = text.charCodeAt(start + 1) === PLUS ? '++' : '+'
      this.#at += prefix.length
    }
    const from = this.#at
    this.#path(true)
    const key = text.slice(from, this.#at)
    if (text.charCodeAt(this.#at) !== AT) return { prefix, start, end: this.#at, key, package: undefined }
    const at = ++this.#at
    this.#path(false)
    return { prefix, start, end: this.#at, key, package: text.slice(at, this.#at) }
  }

  /** path: segment ("." segment)*, or (where a group may stand) id ("/" id)+; possibly nothing */
  #path(orGroup: boolean): void {
    const pattern = orGroup ? GROUP_OR_PATH : PATH
    pattern.lastIndex = this.#at
    if (pattern.test(this.#text)) this.#at = pattern.lastIndex
  }

  /** value: element ("," element)* */
  #value(): Syntax {
    const start = this.#at
    const first = this.#element()
    return this.#comma() ? this.#several(start, first) : first
  }

  #several(start: number, first: Syntax): Syntax {
    const items = [first]
    do items.push(this.#element())
    while (this.#comma())
    this.#calls++ // it is no value yet: evaluation makes a sweep of it
    return { kind: 'simple-choice', start, end: this.#at, items }
  }

  /** element: list | map | quoted | call | primitive */
  #element(): Syntax {
    const code = this.#text.charCodeAt(this.#at)
    if (code === BRACKET_OPEN) return this.#list()
    if (code === BRACE_OPEN) return this.#map()
    return code === SINGLE_QUOTE || code === DOUBLE_QUOTE ? this.#quoted(code) : this.#callOrPrimitive()
  }

  #callOrPrimitive(): Syntax {
    const text = this.#text
    const primitive = this.#primitive(false)
    const open = skipSpace(text, this.#at)
    return open < text.length && text.charCodeAt(open) === PAREN_OPEN ? this.#named(primitive, open) : primitive
  }

  /** A call's name has been read as if it were a value: only one that is nothing but a name is one. */
  #named(primitive: PlainValue, open: number): Syntax {
    const { start, end, value } = primitive
    const isName = typeof value === 'string' && end > start && scanId(this.#text, start) === end
    if (!isName) {
      this.#at = open
      throw this.#unexpected('`,` or the end')
    }
    return this.#call(value, start, open)
  }

  /** call: id "(" (argument ("," argument)*)? ")" */
  #call(name: string, start: number, open: number): CallSyntax | ZipSyntax {
    this.#enter()
    this.#calls++
    this.#at = skipSpace(this.#text, open + 1)
    if (name === 'zip') return this.#zip(start, open)
    const args: ArgumentSyntax[] = []
    if (!this.#closes(PAREN_CLOSE)) {
      do args.push(this.#argument())
      while (this.#comma())
      if (!this.#closes(PAREN_CLOSE)) throw this.#expected('`,` or `)`', open)
    }
    this.#depth--
    return { kind: 'call', start, end: this.#at, name, args }
  }

  /** argument: (id "=")? element */
  #argument(): ArgumentSyntax {
    const text = this.#text
    const start = this.#at
    const end = scanId(text, start)
    if (end === start) return { name: undefined, value: this.#element() }
    const equal = skipSpace(text, end)
    if (text.charCodeAt(equal) !== EQUAL) return { name: undefined, value: this.#element() }
    const name = text.slice(start, end)
    if (typedText(name) !== undefined) {
      this.#at = equal
      throw this.#unexpected('`,` or `)`')
    }
    this.#at = skipSpace(text, equal + 1)
    return { name, value: this.#element() }
  }

  /** zip: "zip(" key "=" element ("," key "=" element)* ")" */
  #zip(start: number, open: number): ZipSyntax {
    const text = this.#text
    const members: ZipSyntax['members'][number][] = []
    if (!this.#closes(PAREN_CLOSE)) {
      do {
        const key = this.#key()
        const equal = skipSpace(text, this.#at)
        if (text.charCodeAt(equal) !== EQUAL || key.end === key.start) {
          throw this.#fail('Each member of a zip is `key=values`.', key.start, Math.max(equal, key.start + 1), {
            hint: 'name the keys: zip(model=[a,b],lr=[0.1,0.2])',
          })
        }
        if (key.prefix === '~') throw this.#fail('A member of a zip cannot be a deletion.', key.start, key.end)
        this.#at = skipSpace(text, equal + 1)
        const value = this.#element()
        const kind = key.prefix === '+' ? 'add' : key.prefix === '++' ? 'force-add' : 'change'
        members.push({ start: key.start, end: this.#at, kind, key: key.key, package: key.package, value })
      } while (this.#comma())
      if (!this.#closes(PAREN_CLOSE)) throw this.#expected('`,` or `)`', open)
    }
    this.#depth--
    return { kind: 'zip', start, end: this.#at, members }
  }

  /** list: "[" (element ("," element)*)? "]" */
  #list(): ListSyntax {
    this.#enter()
    const start = this.#at
    const items: Syntax[] = []
    this.#at = skipSpace(this.#text, start + 1)
    if (!this.#closes(BRACKET_CLOSE)) {
      do items.push(this.#element())
      while (this.#comma())
      if (!this.#closes(BRACKET_CLOSE)) throw this.#expected('`,` or `]`', start)
    }
    this.#depth--
    return { kind: 'list', start, end: this.#at, items }
  }

  /** map: "{" (key ":" element ("," key ":" element)*)? "}" */
  #map(): MapSyntax {
    this.#enter()
    const text = this.#text
    const start = this.#at
    const entries: MapSyntax['entries'][number][] = []
    this.#at = skipSpace(text, start + 1)
    if (!this.#closes(BRACE_CLOSE)) {
      do {
        const key = this.#primitive(true)
        const colon = skipSpace(text, this.#at)
        if (text.charCodeAt(colon) !== COLON) throw this.#expected('`:` after the key', start)
        this.#at = skipSpace(text, colon + 1)
        entries.push({ key, value: this.#element() })
      } while (this.#comma())
      if (!this.#closes(BRACE_CLOSE)) throw this.#expected('`,` or `}`', start)
    }
    this.#depth--
    return { kind: 'map', start, end: this.#at, entries: entries.length > 1 ? distinctEntries(entries) : entries }
  }

  /**
   * primitive: (plain character | escape | interpolation | ":" | space)+, and in a key neither ":" nor interpolations.
   * Spaces around it are left out, those within are kept.
   */
  #primitive(isKey: boolean): PlainValue {
    const text = this.#text
    const start = this.#at
    PLAIN_RUN.lastIndex = start
    if (PLAIN_RUN.test(text)) {
      const end = PLAIN_RUN.lastIndex
      if (end === text.length || this.#ends(text.charCodeAt(end), isKey)) {
        this.#at = end
        const spelled = text.slice(start, end)
        const typed = typedText(spelled)
        return plain(typed === undefined ? spelled : typed, start, end)
      }
    }
    return this.#mixedPrimitive(isKey, start)
  }

  /** A primitive with anything in it but plain characters, or with spaces after it. */
  #mixedPrimitive(isKey: boolean, start: number): PlainValue {
    const text = this.#text
    let at = start
    let from = start
    let before = ''
    /** Whether it may still be a number, a boolean or null: one token, nothing escaped. */
    let single = true
    for (;;) {
      PLAIN_RUN.lastIndex = at
      if (PLAIN_RUN.test(text)) at = PLAIN_RUN.lastIndex
      const code = text.charCodeAt(at)
      if (code === BACKSLASH) {
        if ((flagsAt(text, at + 1) & CHAR_ESCAPABLE) === 0) at++
        else {
          before += text.slice(from, at)
          from = at + 1
          at += 2
          single = false
        }
      } else if (code === DOLLAR && !isKey) {
        const end = text.indexOf('}', at + 2)
        if (end <= at + 2) {
          at++
          break
        }
        at = end + 1
        single = false
      } else if (code === SPACE || code === TAB) {
        const next = skipSpace(text, at)
        if (this.#ends(text.charCodeAt(next), isKey)) break
        single = false
        at = next
      } else if (code === COLON && !isKey) {
        single = single && at === start
        at = skipSpace(text, at + 1)
      } else break
    }
    this.#at = at
    if (at === start) throw this.#unexpected(isKey ? 'a key' : 'a value')
    const spelled = before === '' ? text.slice(from, at) : before + text.slice(from, at)
    const typed = single ? typedText(spelled) : undefined
    // spaces at the very end of the text belong to no other token
    if (at < text.length && skipSpace(text, at) === text.length) this.#at = text.length
    return plain(typed === undefined ? spelled : typed, start, at)
  }

  /** Whether spaces before this character are not part of a primitive. */
  #ends(code: number, isKey: boolean): boolean {
    switch (code) {
      case COMMA:
      case PAREN_OPEN:
      case PAREN_CLOSE:
      case BRACKET_CLOSE:
      case BRACE_CLOSE:
      case EQUAL:
        return true
      case COLON:
        return isKey
      default:
        return Number.isNaN(code)
    }
  }

  /** quoted: a quote, characters, and the same quote after an even number of backslashes */
  #quoted(quote: number): QuotedValue {
    const text = this.#text
    const start = this.#at
    const mark = quote === SINGLE_QUOTE ? "'" : '"'
    let escapes = false
    let end = text.indexOf(mark, start + 1)
    for (; end !== -1; end = text.indexOf(mark, end + 1)) {
      if (text.charCodeAt(end - 1) !== BACKSLASH) break
      escapes = true
      let slashes = 1
      while (end - slashes - 1 > start && text.charCodeAt(end - slashes - 1) === BACKSLASH) slashes++
      if (slashes % 2 === 0) break
    }
    if (end === -1) throw this.#fail('The quote is never closed.', start, start + 1)
    this.#at = end + 1
    const inner = text.slice(start + 1, end)
    return { kind: 'quoted', start, end: end + 1, text: escapes ? unescapeQuoted(inner, mark) : inner, quote: mark }
  }

  /** Takes a comma and the spaces around it. */
  #comma(): boolean {
    const text = this.#text
    const at = skipSpace(text, this.#at)
    if (at === text.length || text.charCodeAt(at) !== COMMA) return false
    this.#at = skipSpace(text, at + 1)
    return true
  }

  /** Takes a closing character and the spaces before it. */
  #closes(close: number): boolean {
    const at = skipSpace(this.#text, this.#at)
    if (at === this.#text.length || this.#text.charCodeAt(at) !== close) return false
    this.#at = at + 1
    return true
  }

  #enter(): void {
    if (++this.#depth > MAX_DEPTH) throw this.#fail(`Nested more than ${MAX_DEPTH} times.`, this.#at, this.#at + 1)
  }

  #badKey(key: KeySyntax): OverrideParseException {
    const text = this.#text
    const at = this.#at
    if (at === text.length) {
      if (text.trim() === '') {
        const hint = 'a variable of the shell may be empty; leave it out'
        return this.#fail('An override is `key=value`, but this text is empty.', at, at + 1, { hint })
      }
      const what =
        key.end === key.start
          ? 'An override is `key=value`'
          : `Expected \`=\` after \`${text.slice(key.start, key.end)}\``
      return this.#fail(`${what}, but the text ends.`, at, at + 1)
    }
    if (key.key === '' && at === key.start + key.prefix.length && (flagsAt(text, at) & CHAR_ID_START) === 0) {
      return this.#unexpected('a key')
    }
    return this.#unexpected('`=`')
  }

  #expected(what: string, open: number): OverrideParseException {
    const at = skipSpace(this.#text, this.#at)
    if (at < this.#text.length) {
      this.#at = at
      return this.#unexpected(what)
    }
    return this.#fail(`Expected ${what}: the \`${this.#text.charAt(open)}\` is never closed.`, open, open + 1)
  }

  #unexpected(expected: string): OverrideParseException {
    const at = this.#at
    if (at >= this.#text.length) return this.#fail(`Expected ${expected}, but the text ends.`, at, at + 1)
    const found = String.fromCodePoint(this.#text.codePointAt(at) as number)
    const shown =
      found === ' ' ? 'a space' : found === '\t' ? 'a tab' : found === '\n' ? 'a line break' : `\`${found}\``
    return this.#fail(`Expected ${expected}, found ${shown}.`, at, at + found.length)
  }

  #fail(summary: string, start: number, end: number, { hint }: { hint?: string } = {}): OverrideParseException {
    const advice = this.#corrects && hint === undefined ? suggestCorrection(this.#text, start, parses) : { hint }
    return overrideError({ source: this.#source, summary, start, end, code: 'OVERRIDE_SYNTAX', ...advice })
  }
}

function plain(value: Scalar | null, start: number, end: number): PlainValue {
  return { kind: 'plain', start, end, value }
}
