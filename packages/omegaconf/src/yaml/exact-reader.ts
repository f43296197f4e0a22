// One piece of some 300 lines: the grammar of a document, a method a rule.
import type { Source } from '@hydra-zen/diagnostics'
import { ComposerError, ParserError, ReaderError } from '../errors.ts'
import { Scanner, type TokenType, type YamlToken } from './scanner.ts'
import { aliasTree, collectionTree, scalarTree, type YamlTree } from './tree.ts'

/** More levels than anyone writes, and fewer than the stack holds. */
const DEEPEST = 1000
const CORE_TAGS = 'tag:yaml.org,2002:'

/** What YAML 1.1 forbids anywhere in a text: control characters, lone surrogates, U+FFFE and U+FFFF. */
const FORBIDDEN = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

/**
 * The tree of any YAML 1.1 text with one document; nothing for a text without one.
 *
 * Reference: what PyYAML reads and refuses.
 *
 * @throws ReaderError `YAML_READ`, ScannerError `YAML_SCAN`, ParserError `YAML_PARSE` and `YAML_PARSE`,
 * ComposerError `YAML_COMPOSE` and `YAML_COMPOSE`
 */
export function readExact(source: Source): YamlTree | undefined {
  const bad = FORBIDDEN.exec(source.text)
  if (bad !== null) {
    const code = (source.text.codePointAt(bad.index) as number).toString(16).toUpperCase().padStart(4, '0')
    throw new ReaderError(`YAML does not allow the character U+${code}.`, {
      code: 'YAML_READ',
      at: { source, start: bad.index, end: bad.index + 1 },
      hint: 'in double quotes it can be written as an escape',
    })
  }
  return new ExactReader(source).stream()
}

class ExactReader {
  readonly #scanner: Scanner
  readonly #anchors = new Map<string, YamlTree>()
  #handles = new Map<string, string>()
  #depth = 0

  constructor(source: Source) {
    this.#scanner = new Scanner(source)
  }

  /** stream: document? */
  stream(): YamlTree | undefined {
    let root: YamlTree | undefined
    if (!this.#sees('end')) root = this.#document(true)
    while (this.#accept('document-end') !== undefined);
    const { start } = this.#scanner.peek()
    if (!this.#sees('end')) {
      this.#document(false) // what is wrong with it is worth more than that it is there
      throw new ComposerError('A configuration is one document, and here begins a second.', {
        code: 'YAML_COMPOSE',
        at: this.#scanner.span(start, start + 3),
        hint: 'split the file at the `---`',
      })
    }
    return root
  }

  /** document: (directive* "---")? node? */
  #document(mayBeBare: boolean): YamlTree {
    const directives = this.#directives()
    const marker = this.#accept('document-start')
    if (marker === undefined && (directives || !mayBeBare)) throw this.#unexpected('`---`')
    const empty =
      marker !== undefined &&
      (this.#sees('directive') || this.#sees('document-start') || this.#sees('document-end') || this.#sees('end'))
    return empty ? scalarTree('', 'plain', marker.end, marker.end) : this.#node(true, false)
  }

  #directives(): boolean {
    this.#handles = new Map([
      ['!', '!'],
      ['!!', CORE_TAGS],
    ])
    const given = new Set<string>()
    let any = false
    for (let token = this.#accept('directive'); token !== undefined; token = this.#accept('directive')) {
      any = true
      const [first = '', second = ''] = token.extra
      const name = token.text === 'TAG' ? `TAG ${first}` : token.text
      if (given.has(name)) throw this.#error(`\`%${name}\` is given twice.`, token)
      if (token.text === 'YAML') {
        if (first !== '1') throw this.#error('Only YAML 1 can be read.', token)
        given.add(name)
      } else if (token.text === 'TAG') {
        this.#handles.set(first, second)
        given.add(name)
      }
    }
    return any
  }

  /** node: alias | (anchor | tag)* (scalar | collection | nothing) */
  #node(inBlock: boolean, mayShareIndent: boolean): YamlTree {
    const alias = this.#accept('alias')
    if (alias !== undefined) {
      if (!this.#anchors.has(alias.text)) {
        throw new ComposerError(`No \`&${alias.text}\` comes before this alias.`, {
          code: 'YAML_COMPOSE',
          at: this.#scanner.span(alias.start, alias.end),
          hint: 'a text that begins with `*` needs quotes',
        })
      }
      return aliasTree(alias.text, alias.start, alias.end)
    }
    let anchor: YamlToken | undefined
    let tag: YamlToken | undefined
    let last: YamlToken | undefined
    for (;;) {
      const token = this.#scanner.peek()
      if (token.type === 'anchor' && anchor === undefined) anchor = token
      else if (token.type === 'tag' && tag === undefined) tag = token
      else break
      last = this.#scanner.take()
    }
    const fullTag = tag === undefined ? undefined : this.#fullTag(tag)
    const prepared = (tree: YamlTree): YamlTree => {
      tree.tag = fullTag
      if (anchor !== undefined) this.#declare(anchor, tree)
      return tree
    }
    const token = this.#scanner.peek()
    if (mayShareIndent && token.type === 'entry') {
      return this.#sharedSequence(prepared(collectionTree('seq', 'block', token.start)))
    }
    switch (token.type) {
      case 'scalar':
        this.#scanner.take()
        return prepared(scalarTree(token.text, token.style, token.start, token.end))
      case 'flow-sequence-start':
        return this.#flowSequence(prepared(collectionTree('seq', 'flow', token.start)))
      case 'flow-mapping-start':
        return this.#flowMapping(prepared(collectionTree('map', 'flow', token.start)))
      case 'block-sequence-start':
        if (inBlock) return this.#blockSequence(prepared(collectionTree('seq', 'block', token.start)))
        break
      case 'block-mapping-start':
        if (inBlock) return this.#blockMapping(prepared(collectionTree('map', 'block', token.start)))
        break
    }
    if (last !== undefined) return prepared(scalarTree('', 'plain', last.end, last.end))
    throw this.#unexpected('a value')
  }

  #fullTag(tag: YamlToken): string {
    const [handle] = tag.extra
    if (handle === undefined) return tag.text
    const prefix = this.#handles.get(handle)
    if (prefix === undefined) throw this.#error(`No \`%TAG\` says what \`${handle}\` stands for.`, tag)
    return prefix + tag.text
  }

  #declare(anchor: YamlToken, tree: YamlTree): void {
    if (this.#anchors.has(anchor.text)) {
      throw new ComposerError(`The anchor \`&${anchor.text}\` is given twice.`, {
        code: 'YAML_COMPOSE',
        at: this.#scanner.span(anchor.start, anchor.end),
      })
    }
    this.#anchors.set(anchor.text, tree)
    tree.anchor = anchor.text
  }

  /** blockSequence: (entry node?)+ block-end */
  #blockSequence(tree: YamlTree): YamlTree {
    this.#enter()
    for (let dash = this.#accept('entry'); dash !== undefined; dash = this.#accept('entry')) {
      const absent = this.#sees('entry') || this.#sees('block-end')
      this.#push(tree, absent ? scalarTree('', 'plain', dash.end, dash.end) : this.#node(true, false))
    }
    this.#leaveBlock('a list item')
    return tree
  }

  /** A sequence whose dashes stand at the column of the key before it. */
  #sharedSequence(tree: YamlTree): YamlTree {
    this.#enter()
    for (let dash = this.#accept('entry'); dash !== undefined; dash = this.#accept('entry')) {
      const absent = this.#sees('entry') || this.#sees('key') || this.#sees('value') || this.#sees('block-end')
      this.#push(tree, absent ? scalarTree('', 'plain', dash.end, dash.end) : this.#node(true, false))
    }
    this.#depth--
    return tree
  }

  /** blockMapping: (key node? (value node?)?)+ block-end */
  #blockMapping(tree: YamlTree): YamlTree {
    this.#enter()
    for (let mark = this.#accept('key'); mark !== undefined; mark = this.#accept('key')) {
      const key = this.#blockPart(mark)
      const colon = this.#accept('value')
      this.#push(tree, key)
      this.#push(tree, colon === undefined ? scalarTree('', 'plain', key.end, key.end) : this.#blockPart(colon))
    }
    this.#leaveBlock('a key')
    return tree
  }

  #blockPart(mark: YamlToken): YamlTree {
    const absent = this.#sees('key') || this.#sees('value') || this.#sees('block-end')
    return absent ? scalarTree('', 'plain', mark.end, mark.end) : this.#node(true, true)
  }

  /** flowSequence: "[" (item ("," item)* ","?)? "]" */
  #flowSequence(tree: YamlTree): YamlTree {
    this.#enter()
    const open = this.#scanner.take()
    while (!this.#sees('flow-sequence-end')) {
      if (tree.items.length > 0) {
        this.#comma(open, ']')
        if (this.#sees('flow-sequence-end')) break
      }
      this.#refuseEnd(open, ']')
      const mark = this.#accept('key')
      this.#push(tree, mark === undefined ? this.#node(false, false) : this.#flowPair(mark))
    }
    return this.#leaveFlow(tree)
  }

  /** An item such as `a: 1`, which is a mapping of one key. */
  #flowPair(mark: YamlToken): YamlTree {
    const pair = collectionTree('map', 'flow', mark.start)
    const key = this.#flowPart(mark, 'flow-sequence-end')
    this.#push(pair, key)
    const colon = this.#accept('value')
    this.#push(
      pair,
      colon === undefined ? scalarTree('', 'plain', key.end, key.end) : this.#flowPart(colon, 'flow-sequence-end'),
    )
    return pair
  }

  /** flowMapping: "{" (pair ("," pair)* ","?)? "}" */
  #flowMapping(tree: YamlTree): YamlTree {
    this.#enter()
    const open = this.#scanner.take()
    while (!this.#sees('flow-mapping-end')) {
      if (tree.items.length > 0) {
        this.#comma(open, '}')
        if (this.#sees('flow-mapping-end')) break
      }
      this.#refuseEnd(open, '}')
      const mark = this.#accept('key')
      const key = mark === undefined ? this.#node(false, false) : this.#flowPart(mark, 'flow-mapping-end')
      const colon = mark === undefined ? undefined : this.#accept('value')
      this.#push(tree, key)
      this.#push(
        tree,
        colon === undefined ? scalarTree('', 'plain', key.end, key.end) : this.#flowPart(colon, 'flow-mapping-end'),
      )
    }
    return this.#leaveFlow(tree)
  }

  #flowPart(mark: YamlToken, close: TokenType): YamlTree {
    const absent = this.#sees('value') ? mark.type === 'key' : this.#sees('flow-entry') || this.#sees(close)
    return absent ? scalarTree('', 'plain', mark.end, mark.end) : this.#node(false, false)
  }

  #comma(open: YamlToken, close: string): void {
    if (this.#accept('flow-entry') !== undefined) return
    this.#refuseEnd(open, close)
    throw this.#unexpected(`\`,\` or \`${close}\``)
  }

  /** Inside a bracket the text cannot end: what is wrong is the bracket. */
  #refuseEnd(open: YamlToken, close: string): void {
    if (this.#sees('end') || this.#sees('document-start') || this.#sees('document-end')) {
      throw this.#error(`This bracket is never closed: \`${close}\` is missing.`, open)
    }
  }

  #push(tree: YamlTree, item: YamlTree): void {
    tree.items.push(item)
    tree.end = item.end
  }

  #enter(): void {
    if (++this.#depth > DEEPEST) {
      const { start } = this.#scanner.peek()
      throw new ParserError(`Nested deeper than ${DEEPEST} levels.`, {
        code: 'YAML_PARSE',
        at: this.#scanner.span(start, start + 1),
      })
    }
    const { type } = this.#scanner.peek()
    if (type === 'block-sequence-start' || type === 'block-mapping-start') this.#scanner.take()
  }

  #leaveBlock(expected: string): void {
    if (this.#accept('block-end') === undefined) throw this.#unexpected(`${expected} at this indentation`)
    this.#depth--
  }

  #leaveFlow(tree: YamlTree): YamlTree {
    tree.end = this.#scanner.take().end
    this.#depth--
    return tree
  }

  #sees(type: TokenType): boolean {
    return this.#scanner.peek().type === type
  }

  #accept(type: TokenType): YamlToken | undefined {
    return this.#sees(type) ? this.#scanner.take() : undefined
  }

  #unexpected(expected: string): ParserError {
    const token = this.#scanner.peek()
    const found = token.type === 'end' ? ', but the text ends' : ''
    return this.#error(`Expected ${expected}${found}.`, token)
  }

  #error(message: string, { start, end }: YamlToken): ParserError {
    const at = this.#scanner.span(start, Math.max(end, start + 1))
    return new ParserError(message, { code: 'YAML_PARSE', at })
  }
}
