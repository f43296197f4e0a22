// One piece of some 500 lines: where a token ends depends on indentation, on brackets and on keys still possible, and
// all of that state lives here.
import type { Source, SourceSpan } from '@hydra-zen/diagnostics'
import { ScannerError } from '../errors.ts'
import { afterBreak, breakText, readBlockScalar } from './block-scalar.ts'
import {
  AMPERSAND,
  BANG,
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
  isBlank,
  isBreak,
  isBreakOrEnd,
  isDocumentMarker,
  isFlowIndicator,
  isIndicator,
  isNameCharacter,
  isSpaceOrBreak,
  LESS,
  NINE,
  OPEN_BRACE,
  OPEN_BRACKET,
  PERCENT,
  PIPE,
  PLUS,
  QUESTION,
  SINGLE_QUOTE,
  SPACE,
  STAR,
  TAB,
  ZERO,
} from './characters.ts'
import { readQuoted } from './quoted-scalar.ts'
import type { YamlStyle } from './tree.ts'

/** What a text is made of. `key` and `block-…-start` may have no width: indentation implies them. */
export type TokenType =
  | 'end'
  | 'directive'
  | 'document-start'
  | 'document-end'
  | 'block-sequence-start'
  | 'block-mapping-start'
  | 'block-end'
  | 'flow-sequence-start'
  | 'flow-sequence-end'
  | 'flow-mapping-start'
  | 'flow-mapping-end'
  | 'entry'
  | 'flow-entry'
  | 'key'
  | 'value'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'scalar'

export interface YamlToken {
  readonly type: TokenType
  readonly start: number
  readonly end: number
  /** A scalar's text, a name, a directive's name, a tag's suffix. */
  readonly text: string
  /** A scalar's style. */
  readonly style: YamlStyle
  /** A tag's handle (`!`, `!!`, `!e!`; none for `!<…>`), a directive's values. */
  readonly extra: readonly string[]
}

/** A place where, should a `:` come, a key will have begun. */
interface PossibleKey {
  /** The number of the token that would be the key's first. */
  readonly token: number
  /** Whether anything but a key would be wrong here. */
  readonly required: boolean
  readonly at: number
  readonly line: number
  readonly column: number
}

/** The longest text between the beginning of a key and its `:`. */
const LONGEST_KEY = 1024
const NOTHING: readonly string[] = []
const BYTE_ORDER_MARK = 0xfeff

/**
 * The tokens of a YAML 1.1 text, one at a time.
 *
 * Reference: PyYAML's scanner, with its limits: no tab where a token may begin, `?` ends a plain scalar in brackets, a
 * key without `?` is one line of at most 1,024 characters.
 *
 * @throws ScannerError `YAML_SCAN` while a token is asked for
 */
export class Scanner {
  readonly source: Source
  readonly #text: string
  #at = 0
  #line = 0
  #lineStart = 0
  #flowLevel = 0
  #indent = -1
  readonly #indents: number[] = []
  #done = false
  /** Tokens scanned but not taken, from `#head` on. */
  #queue: YamlToken[] = []
  #head = 0
  #taken = 0
  #keyAllowed = true
  /** By flow level. */
  readonly #possibleKeys: (PossibleKey | undefined)[] = []

  constructor(source: Source) {
    this.source = source
    this.#text = `${source.text}\0`
    if (this.#text.charCodeAt(0) === BYTE_ORDER_MARK) {
      this.#at = 1
      this.#lineStart = 1
    }
  }

  /** The next token, left where it is. */
  peek(): YamlToken {
    while (this.#needsMore()) this.#fetch()
    return this.#queue[this.#head] as YamlToken
  }

  /** The next token, taken. The last one, `end`, can be taken any number of times. */
  take(): YamlToken {
    const token = this.peek()
    if (token.type === 'end') return token
    this.#head++
    this.#taken++
    if (this.#head > 1024) {
      this.#queue = this.#queue.slice(this.#head)
      this.#head = 0
    }
    return token
  }

  span(start: number, end: number): SourceSpan {
    return { source: this.source, start, end }
  }

  #needsMore(): boolean {
    if (this.#done) return false
    if (this.#head === this.#queue.length) return true
    // The next token may yet turn out to begin a key, and then others come before it.
    this.#dropStaleKeys()
    return this.#possibleKeys.some((key) => key !== undefined && key.token === this.#taken)
  }

  #fetch(): void {
    this.#toToken()
    this.#dropStaleKeys()
    const column = this.#at - this.#lineStart
    this.#unwind(column)
    const text = this.#text
    const code = text.charCodeAt(this.#at)
    const next = code === END ? END : text.charCodeAt(this.#at + 1)
    if (code === END) {
      this.#end()
      return
    }
    if (column === 0) {
      if (code === PERCENT) {
        this.#directive()
        return
      }
      if (isDocumentMarker(text, this.#at)) {
        this.#marker(code === DASH ? 'document-start' : 'document-end')
        return
      }
    }
    switch (code) {
      case OPEN_BRACKET:
        this.#open('flow-sequence-start')
        return
      case OPEN_BRACE:
        this.#open('flow-mapping-start')
        return
      case CLOSE_BRACKET:
        this.#close('flow-sequence-end')
        return
      case CLOSE_BRACE:
        this.#close('flow-mapping-end')
        return
      case COMMA:
        this.#keyAllowed = true
        this.#forgetKey()
        this.#indicator('flow-entry')
        return
      case DASH:
        if (isBlank(next)) {
          this.#entry()
          return
        }
        break
      case QUESTION:
        if (this.#flowLevel > 0 || isBlank(next)) {
          this.#key()
          return
        }
        break
      case COLON:
        if (this.#flowLevel > 0 || isBlank(next)) {
          this.#value()
          return
        }
        break
      case STAR:
        this.#name('alias')
        return
      case AMPERSAND:
        this.#name('anchor')
        return
      case BANG:
        this.#tag()
        return
      case PIPE:
      case GREATER:
        if (this.#flowLevel === 0) {
          this.#blockScalar(code === GREATER)
          return
        }
        break
      case SINGLE_QUOTE:
      case DOUBLE_QUOTE:
        this.#quoted()
        return
    }
    const startsPlain =
      code === DASH || code === QUESTION || code === COLON ? !isBlank(next) : !isIndicator(code) && !isBlank(code)
    if (startsPlain) {
      this.#plain()
      return
    }
    throw new ScannerError(`${shown(code)} cannot begin anything here.`, {
      code: 'YAML_SCAN',
      at: this.span(this.#at, this.#at + 1),
      hint:
        code === TAB ? 'YAML allows no tabs between its parts: use spaces' : 'a text that begins with it needs quotes',
    })
  }

  #add(type: TokenType, start: number, end: number, text = '', style: YamlStyle = 'plain', extra = NOTHING): void {
    this.#queue.push({ type, start, end, text, style, extra })
  }

  #error(message: string, start: number, end = start + 1, hint?: string): ScannerError {
    return new ScannerError(message, { code: 'YAML_SCAN', at: this.span(start, end), hint })
  }

  // Keys that are not announced by `?`.

  #dropStaleKeys(): void {
    for (let level = 0; level < this.#possibleKeys.length; level++) {
      const key = this.#possibleKeys[level]
      if (key === undefined || (key.line === this.#line && this.#at - key.at <= LONGEST_KEY)) continue
      if (key.required) throw this.#keyExpected(key)
      this.#possibleKeys[level] = undefined
    }
  }

  /** The next token may begin a key. */
  #noteKey(): void {
    if (!this.#keyAllowed) return
    this.#forgetKey()
    const column = this.#at - this.#lineStart
    this.#possibleKeys[this.#flowLevel] = {
      token: this.#taken + this.#queue.length - this.#head,
      required: this.#flowLevel === 0 && this.#indent === column,
      at: this.#at,
      line: this.#line,
      column,
    }
  }

  #forgetKey(): void {
    const key = this.#possibleKeys[this.#flowLevel]
    if (key?.required) throw this.#keyExpected(key)
    this.#possibleKeys[this.#flowLevel] = undefined
  }

  #keyExpected(key: PossibleKey): ScannerError {
    const lineEnd = this.#text.slice(key.at).search(/[\n\r\0]/)
    return this.#error('A key with `:` and a space after it was expected.', key.at, key.at + Math.max(1, lineEnd))
  }

  // Indentation.

  #unwind(column: number): void {
    if (this.#flowLevel > 0) return
    while (this.#indent > column) {
      this.#indent = this.#indents.pop() as number
      this.#add('block-end', this.#at, this.#at)
    }
  }

  #indentTo(column: number): boolean {
    if (this.#indent >= column) return false
    this.#indents.push(this.#indent)
    this.#indent = column
    return true
  }

  // Tokens.

  #end(): void {
    this.#unwind(-1)
    this.#forgetKey()
    this.#possibleKeys.length = 0
    this.#keyAllowed = false
    this.#add('end', this.#at, this.#at)
    this.#done = true
  }

  #marker(type: 'document-start' | 'document-end'): void {
    this.#unwind(-1)
    this.#forgetKey()
    this.#keyAllowed = false
    this.#add(type, this.#at, this.#at + 3)
    this.#at += 3
  }

  #indicator(type: TokenType): void {
    this.#add(type, this.#at, this.#at + 1)
    this.#at++
  }

  #open(type: 'flow-sequence-start' | 'flow-mapping-start'): void {
    this.#noteKey()
    this.#flowLevel++
    this.#keyAllowed = true
    this.#indicator(type)
  }

  #close(type: 'flow-sequence-end' | 'flow-mapping-end'): void {
    this.#forgetKey()
    // Below zero it stays: the parser reports the bracket, and what follows must still be scanned as it stands.
    this.#flowLevel = Math.max(0, this.#flowLevel - 1)
    this.#keyAllowed = false
    this.#indicator(type)
  }

  #entry(): void {
    if (this.#flowLevel === 0) {
      if (!this.#keyAllowed)
        throw this.#error('A list item cannot begin here.', this.#at, undefined, 'begin a new line')
      if (this.#indentTo(this.#at - this.#lineStart)) this.#add('block-sequence-start', this.#at, this.#at)
    }
    this.#keyAllowed = true
    this.#forgetKey()
    this.#indicator('entry')
  }

  #key(): void {
    if (this.#flowLevel === 0) {
      if (!this.#keyAllowed) throw this.#error('A key cannot begin here.', this.#at, undefined, 'begin a new line')
      if (this.#indentTo(this.#at - this.#lineStart)) this.#add('block-mapping-start', this.#at, this.#at)
    }
    this.#keyAllowed = this.#flowLevel === 0
    this.#forgetKey()
    this.#indicator('key')
  }

  #value(): void {
    const key = this.#possibleKeys[this.#flowLevel]
    if (key !== undefined) {
      this.#possibleKeys[this.#flowLevel] = undefined
      const index = key.token - this.#taken + this.#head
      const implied: YamlToken[] = []
      if (this.#flowLevel === 0 && this.#indentTo(key.column)) implied.push(mark('block-mapping-start', key.at))
      implied.push(mark('key', key.at))
      this.#queue.splice(index, 0, ...implied)
      this.#keyAllowed = false
    } else {
      if (this.#flowLevel === 0) {
        if (!this.#keyAllowed) {
          const hint = 'a value that holds `: ` needs quotes; a nested mapping begins on a line of its own'
          throw this.#error('A second `:` cannot stand here.', this.#at, undefined, hint)
        }
        if (this.#indentTo(this.#at - this.#lineStart)) this.#add('block-mapping-start', this.#at, this.#at)
      }
      this.#keyAllowed = this.#flowLevel === 0
      this.#forgetKey()
    }
    this.#indicator('value')
  }

  #name(type: 'alias' | 'anchor'): void {
    this.#noteKey()
    this.#keyAllowed = false
    const text = this.#text
    const start = this.#at
    let at = start + 1
    while (isNameCharacter(text.charCodeAt(at))) at++
    const after = text.charCodeAt(at)
    if (at === start + 1 || !(isBlank(after) || '?:,]}%@`'.includes(text.charAt(at)))) {
      const what = type === 'alias' ? 'An alias' : 'An anchor'
      const hint = type === 'alias' ? 'a text that begins with `*` needs quotes' : undefined
      throw this.#error(`${what} is made of letters, digits, \`-\` and \`_\`.`, start, at + 1, hint)
    }
    this.#at = at
    this.#add(type, start, at, text.slice(start + 1, at))
  }

  #tag(): void {
    this.#noteKey()
    this.#keyAllowed = false
    const text = this.#text
    const start = this.#at
    const code = text.charCodeAt(start + 1)
    let handle: string | undefined
    let suffix: string
    if (code === LESS) {
      this.#at += 2
      suffix = this.#uri(start)
      if (this.#text.charCodeAt(this.#at) !== GREATER) throw this.#error('This tag lacks its `>`.', start, this.#at)
      this.#at++
    } else if (isBlank(code)) {
      suffix = '!'
      this.#at++
    } else {
      let at = start + 1
      while (text.charCodeAt(at) !== BANG && !isSpaceOrBreak(text.charCodeAt(at))) at++
      if (text.charCodeAt(at) === BANG) {
        handle = this.#tagHandle()
      } else {
        handle = '!'
        this.#at++
      }
      suffix = this.#uri(start)
    }
    if (!isSpaceOrBreak(text.charCodeAt(this.#at))) throw this.#error('A tag ends with a space.', start, this.#at + 1)
    this.#add('tag', start, this.#at, suffix, 'plain', handle === undefined ? NOTHING : [handle])
  }

  /** `!`, `!!` or `!name!` */
  #tagHandle(): string {
    const text = this.#text
    const start = this.#at
    if (text.charCodeAt(start) !== BANG) throw this.#error('A tag handle begins with `!`.', start)
    let at = start + 1
    if (text.charCodeAt(at) !== SPACE) {
      while (isNameCharacter(text.charCodeAt(at))) at++
      if (text.charCodeAt(at) !== BANG) throw this.#error('This tag handle lacks its second `!`.', start, at)
      at++
    }
    this.#at = at
    return text.slice(start, at)
  }

  #uri(start: number): string {
    const from = this.#at
    let at = from
    while (URI_CHARACTER.test(this.#text.charAt(at))) at++
    this.#at = at
    const uri = this.#text.slice(from, at)
    if (uri === '') throw this.#error('A tag needs a name.', start, at + 1)
    if (!uri.includes('%')) return uri
    try {
      return decodeURIComponent(uri)
    } catch {
      throw this.#error('A `%` in a tag needs two hexadecimal digits of a UTF-8 text.', from, at)
    }
  }

  #directive(): void {
    this.#unwind(-1)
    this.#forgetKey()
    this.#keyAllowed = false
    const text = this.#text
    const start = this.#at
    let at = start + 1
    while (isNameCharacter(text.charCodeAt(at))) at++
    const name = text.slice(start + 1, at)
    if (name === '' || !isSpaceOrBreak(text.charCodeAt(at))) {
      throw this.#error('A `%` in the first column begins a directive, which needs a name.', start, at + 1)
    }
    this.#at = at
    const values: string[] = []
    if (name === 'YAML') {
      this.#skipSpaces()
      const from = this.#at
      while (isDigitOrDot(text.charCodeAt(this.#at))) this.#at++
      const version = /^(\d+)\.(\d+)$/.exec(text.slice(from, this.#at))
      if (version === null || !isSpaceOrBreak(text.charCodeAt(this.#at))) {
        throw this.#error('`%YAML` needs a version such as 1.1.', start, this.#at + 1)
      }
      values.push(version[1] as string, version[2] as string)
    } else if (name === 'TAG') {
      this.#skipSpaces()
      values.push(this.#tagHandle())
      if (text.charCodeAt(this.#at) !== SPACE) throw this.#error('A space was expected.', this.#at)
      this.#skipSpaces()
      values.push(this.#uri(start))
      if (!isSpaceOrBreak(text.charCodeAt(this.#at))) throw this.#error('A space was expected.', this.#at)
    } else {
      while (!isBreakOrEnd(text.charCodeAt(this.#at))) this.#at++
    }
    const end = this.#at
    this.#restOfLine()
    this.#add('directive', start, end, name, 'plain', values)
  }

  #blockScalar(folded: boolean): void {
    this.#keyAllowed = true
    this.#forgetKey()
    const text = this.#text
    const start = this.#at
    const header = /^([+-]?)([0-9]?)([+-]?)/.exec(text.slice(start + 1, start + 4)) as RegExpExecArray
    const [all, before = '', digit = '', after = ''] = header
    const sign = before === '' ? after : before
    this.#at = start + 1 + (before !== '' && after !== '' ? all.length - 1 : all.length)
    if (digit === '0' || !isSpaceOrBreak(text.charCodeAt(this.#at))) {
      const message =
        'After `|` or `>` come at most a `+` or `-` and a digit from 1 to 9; the text begins on the next line.'
      throw this.#error(message, start, this.#at + 1)
    }
    this.#restOfLine()
    const scanned = readBlockScalar(text, this.#at, {
      folded,
      chomp: sign === '-' ? 'strip' : sign === '+' ? 'keep' : 'clip',
      increment: digit === '' ? undefined : Number(digit),
      minIndent: Math.max(1, this.#indent + 1),
    })
    this.#advance(scanned.next)
    this.#add('scalar', start, scanned.end, scanned.text, folded ? 'folded' : 'literal')
  }

  #quoted(): void {
    this.#noteKey()
    this.#keyAllowed = false
    const start = this.#at
    const double = this.#text.charCodeAt(start) === DOUBLE_QUOTE
    const scanned = readQuoted(this.#text, start, (from, to) => this.span(from, to))
    this.#advance(scanned.end)
    this.#add('scalar', start, scanned.end, scanned.text, double ? 'double' : 'single')
  }

  #plain(): void {
    this.#noteKey()
    this.#keyAllowed = false
    const text = this.#text
    const inFlow = this.#flowLevel > 0
    const indent = this.#indent + 1
    const start = this.#at
    let end = start
    let result = ''
    let spaces = ''
    while (text.charCodeAt(this.#at) !== HASH) {
      const from = this.#at
      let at = from
      for (let code = text.charCodeAt(at); !isBlank(code); code = text.charCodeAt(++at)) {
        if (code === COLON) {
          const after = text.charCodeAt(at + 1)
          if (isBlank(after) || (inFlow && isFlowIndicator(after))) break
        }
        if (inFlow && (code === QUESTION || isFlowIndicator(code))) break
      }
      if (at === from) break
      this.#keyAllowed = false
      result += spaces + text.slice(from, at)
      this.#at = at
      end = at
      const between = this.#plainSpaces()
      if (between === undefined) break
      spaces = between
      if (!inFlow && this.#at - this.#lineStart < indent) break
    }
    this.#add('scalar', start, end, result)
  }

  /** What stands between two words of a plain scalar; `undefined` where the scalar ends instead. */
  #plainSpaces(): string | undefined {
    const text = this.#text
    const from = this.#at
    this.#skipSpaces()
    if (!isBreak(text.charCodeAt(this.#at))) return this.#at > from ? text.slice(from, this.#at) : undefined
    const first = this.#break()
    this.#keyAllowed = true
    if (isDocumentMarker(text, this.#at)) return undefined
    let breaks = ''
    for (;;) {
      const code = text.charCodeAt(this.#at)
      if (code === SPACE) {
        this.#at++
      } else if (isBreak(code)) {
        breaks += this.#break()
        if (isDocumentMarker(text, this.#at)) return undefined
      } else {
        break
      }
    }
    if (first !== '\n') return first + breaks
    return breaks === '' ? ' ' : breaks
  }

  // Moves.

  /** Past spaces, comments and line breaks; a new line of the block context may begin a key. */
  #toToken(): void {
    const text = this.#text
    for (;;) {
      this.#skipSpaces()
      if (text.charCodeAt(this.#at) === HASH) {
        while (!isBreakOrEnd(text.charCodeAt(this.#at))) this.#at++
      }
      if (this.#break() === '') return
      if (this.#flowLevel === 0) this.#keyAllowed = true
    }
  }

  #restOfLine(): void {
    this.#skipSpaces()
    if (this.#text.charCodeAt(this.#at) === HASH) {
      while (!isBreakOrEnd(this.#text.charCodeAt(this.#at))) this.#at++
    }
    if (!isBreakOrEnd(this.#text.charCodeAt(this.#at))) {
      throw this.#error('Only a comment may follow in this line.', this.#at)
    }
    this.#break()
  }

  #skipSpaces(): void {
    while (this.#text.charCodeAt(this.#at) === SPACE) this.#at++
  }

  /** Takes a line break, if there is one. */
  #break(): string {
    const found = breakText(this.#text, this.#at)
    if (found === '') return ''
    this.#at = afterBreak(this.#text, this.#at)
    this.#line++
    this.#lineStart = this.#at
    return found
  }

  /** To `target`, counting the lines on the way. */
  #advance(target: number): void {
    while (this.#at < target) if (this.#break() === '') this.#at++
  }
}

const URI_CHARACTER = /[0-9A-Za-z\-;/?:@&=+$,_.!~*'()[\]%]/

function isDigitOrDot(code: number): boolean {
  return (code >= ZERO && code <= NINE) || code === DOT
}

function mark(type: TokenType, at: number): YamlToken {
  return { type, start: at, end: at, text: '', style: 'plain', extra: NOTHING }
}

function shown(code: number): string {
  if (code === TAB) return 'A tab'
  if (code === PLUS) return '`+`'
  return `\`${String.fromCharCode(code)}\``
}
