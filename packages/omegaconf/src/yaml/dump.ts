import { isEnumMember } from '../nodes/convert.ts'
import type { Cell, ConfigNode, ListNode, MapNode } from '../nodes/node.ts'
import { type EnumMember, type Key, type Scalar, WholeFloat } from '../types/scalar.ts'
import { foldPlain, lengthOf, type Placement, quoteDouble, quoteSingle, WIDTH } from './fold.ts'
import { isMultiline, isPlainAscii, writtenFloat, writtenStyle } from './scalar-style.ts'

/** How a tree is written. */
export interface DumpOptions {
  /** Keys in Python's order where they can be compared with each other. */
  readonly sortKeys?: boolean | undefined
}

/** A key beyond this many characters, its tag counted, is written with `?`. */
const LONGEST_KEY = 128

/**
 * The YAML of a tree, as it stands: interpolations as their texts, `???` as itself.
 *
 * Reference: `OmegaConf.to_yaml`, text for text: PyYAML's block style, lists not indented in mappings, folded after
 * column 80, enum members by their names.
 */
export function dumpYaml(node: ConfigNode, options: DumpOptions = {}): string {
  return new Writer(options.sortKeys === true).document(node)
}

/** The lines of one entry, as they stand in a text whose mapping begins `indent` columns to the right. */
export function dumpEntry(key: Key, node: ConfigNode, indent: number): string {
  return new Writer(false).entry(key, node, indent)
}

/** A key as it is written on one line. */
interface SimpleKey {
  /** `key:` */
  readonly mark: string
  /** `key: ` */
  readonly lead: string
  /** Columns of `lead`. */
  readonly width: number
}

/** The same few keys come again and again, from one document to the next. */
const knownKeys = new Map<string, SimpleKey | undefined>()
const MOST_KEYS = 4096

/** Pieces that are joined at a time: few enough to stay young, many enough to be worth it. */
const PIECES = 8192

class Writer {
  readonly #sortKeys: boolean
  #out = ''
  /** What comes after `#out`: joined in bulk, since a million small additions cost more than the text. */
  #pieces: string[] = []

  constructor(sortKeys: boolean) {
    this.#sortKeys = sortKeys
  }

  document(node: ConfigNode): string {
    if (isEmpty(node)) return node.kind === 'map' ? '{}\n' : '[]\n'
    if (!isFilled(node)) return `${this.#scalar(node, { column: 0, indent: 2 })}\n`
    if (node.kind === 'map') this.#map(node, 0, false)
    else this.#list(node.cells, 0, false)
    this.#flush()
    return this.#out
  }

  entry(key: Key, cell: Cell, indent: number): string {
    this.#pieces.push(' '.repeat(indent))
    this.#entry(key, cell, indent)
    this.#flush()
    return this.#out
  }

  #flush(): void {
    this.#out += this.#pieces.join('')
    this.#pieces = []
  }

  /** The entries at `indent`; `inline` where the first goes on in a line that has its indentation. */
  #map(node: MapNode, indent: number, inline: boolean): void {
    const pad = ' '.repeat(indent)
    let first = inline
    const entries = this.#sortKeys ? sorted(node.cells) : node.cells
    for (const [key, cell] of entries) {
      if (!first) this.#pieces.push(pad)
      first = false
      this.#entry(key, cell, indent)
      if (this.#pieces.length > PIECES) this.#flush()
    }
  }

  /** An entry whose indentation is written already. */
  #entry(key: Key, cell: Cell, indent: number): void {
    const pieces = this.#pieces
    const simple = this.#simpleKey(key)
    if (simple === undefined) {
      pieces.push('? ', scalarText(key, { column: indent + 2, indent: indent + 2 }), '\n', ' '.repeat(indent), ':')
      this.#afterMark(cell, indent)
      return
    }
    const collection = collectionOf(cell)
    if (collection === undefined) {
      pieces.push(simple.lead, this.#leaf(cell, indent + simple.width, indent + 2), '\n')
    } else {
      pieces.push(simple.mark, '\n')
      if (isMap(collection)) this.#map(collection, indent + 2, false)
      else this.#list(collection, indent, false)
    }
  }

  #list(cells: readonly Cell[], indent: number, inline: boolean): void {
    const pad = `${' '.repeat(indent)}-`
    let first = inline
    for (const cell of cells) {
      this.#pieces.push(first ? '-' : pad)
      first = false
      this.#afterMark(cell, indent)
    }
    if (this.#pieces.length > PIECES) this.#flush()
  }

  /** What follows `-`, or the `:` of a key with `?`, in a collection at `indent`: it goes on in the same line. */
  #afterMark(cell: Cell, indent: number): void {
    const collection = collectionOf(cell)
    this.#pieces.push(' ')
    if (collection === undefined) this.#pieces.push(this.#leaf(cell, indent + 2, indent + 2), '\n')
    else if (isMap(collection)) this.#map(collection, indent + 2, true)
    else this.#list(collection, indent + 2, true)
  }

  /** What stands on one line: a scalar, or an empty collection. */
  #leaf(cell: Cell, column: number, indent: number): string {
    switch (typeof cell) {
      case 'string':
        return writtenText(cell, column, indent)
      case 'number':
        return Number.isSafeInteger(cell) ? String(cell) : writtenFloat(cell)
      case 'boolean':
        return cell ? 'true' : 'false'
      default: {
        if (Array.isArray(cell)) return '[]'
        const node = cell as ConfigNode
        if (isEmpty(node)) return node.kind === 'map' ? '{}' : '[]'
        return this.#scalar(node, { column, indent })
      }
    }
  }

  /** A node that is no filled collection. */
  #scalar(node: ConfigNode, at: Placement): string {
    switch (node.state) {
      case 'null':
        return 'null'
      case 'missing':
        return '???'
      case 'interpolation':
        return this.#text(node.text ?? '', at)
      default:
        return node.kind === 'scalar' ? scalarText(node.value as Scalar, at) : ''
    }
  }

  #text(text: string, at: Placement): string {
    return writtenText(text, at.column, at.indent)
  }

  /** A key on one line; `undefined` where it needs a `?`. */
  #simpleKey(key: Key): SimpleKey | undefined {
    if (typeof key !== 'string') {
      return key instanceof Uint8Array ? undefined : simpleKey(scalarText(key, { column: 0, indent: undefined }))
    }
    const known = knownKeys.get(key)
    if (known !== undefined) return known
    if (knownKeys.size === MOST_KEYS) knownKeys.clear()
    if (key.length < LONGEST_KEY - '!!str'.length && isPlainAscii(key)) {
      const word = { mark: `${key}:`, lead: `${key}: `, width: key.length + 2 }
      knownKeys.set(key, word)
      return word
    }
    const isSimple = key !== '' && '!!str'.length + lengthOf(key) < LONGEST_KEY && !isMultiline(key)
    const simple = isSimple ? simpleKey(writtenText(key, 0, undefined)) : undefined
    knownKeys.set(key, simple)
    return simple
  }
}

function simpleKey(text: string): SimpleKey {
  return { mark: `${text}:`, lead: `${text}: `, width: lengthOf(text) + 2 }
}

/** The mapping or the elements that a cell holds, if it is a collection with something in it. */
function collectionOf(cell: Cell): MapNode | readonly Cell[] | undefined {
  if (typeof cell !== 'object') return undefined
  if (Array.isArray(cell)) return cell.length > 0 ? cell : undefined
  const node = cell as ConfigNode
  if (!isFilled(node)) return undefined
  return node.kind === 'map' ? node : node.cells
}

function isMap(collection: MapNode | readonly Cell[]): collection is MapNode {
  return !Array.isArray(collection)
}

/** A collection with something in it, and not `null` or `???` in its place. */
function isFilled(node: ConfigNode): node is MapNode | ListNode {
  return node.kind !== 'scalar' && node.state === 'value' && countOf(node) > 0
}

function isEmpty(node: ConfigNode): boolean {
  return node.kind !== 'scalar' && node.state === 'value' && countOf(node) === 0
}

function countOf(node: MapNode | ListNode): number {
  return node.kind === 'map' ? node.cells.size : node.cells.length
}

function writtenText(text: string, column: number, indent: number | undefined): string {
  const style = writtenStyle(text)
  if (style === 'plain' && column + text.length <= WIDTH) return text
  const at = { column, indent }
  if (style === 'plain') return foldPlain(text, at)
  return style === 'single' ? quoteSingle(text, at) : quoteDouble(text, at)
}

function scalarText(value: Scalar, at: Placement): string {
  switch (typeof value) {
    case 'string':
      return writtenText(value, at.column, at.indent)
    case 'boolean':
      return value ? 'true' : 'false'
    case 'bigint':
      return String(value)
    case 'number':
      return Number.isSafeInteger(value) ? String(value) : writtenFloat(value)
    default:
      if (value instanceof WholeFloat) return writtenFloat(value)
      if (value instanceof Uint8Array) return bytesText(value, at.indent ?? 0)
      return writtenText(value.name, at.column, at.indent)
  }
}

/** Bytes as base64 in lines of 76. */
function bytesText(bytes: Uint8Array, indent: number): string {
  if (bytes.length === 0) return '!!binary ""'
  const base64 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
  const lines = base64.match(/.{1,76}/g) ?? []
  const pad = ' '.repeat(indent)
  return `!!binary |\n${lines.map((line) => pad + line).join('\n')}`
}

/** The entries by key, as Python sorts them; as they are where some keys cannot be compared. */
function sorted(cells: ReadonlyMap<Key, Cell>): Iterable<readonly [Key, Cell]> {
  const entries = [...cells]
  const texts = entries.every(([key]) => typeof key === 'string' || isEnumMember(key))
  const numbers = entries.every(([key]) => typeof key !== 'string' && typeof key !== 'object')
  if (texts) return entries.sort(([a], [b]) => compareTexts(nameOf(a), nameOf(b)))
  if (numbers) return entries.sort(([a], [b]) => Number(a) - Number(b))
  return entries
}

function nameOf(key: Key): string {
  return typeof key === 'string' ? key : (key as EnumMember).name
}

/** By code points, as Python compares; UTF-16 puts the supplementary planes before U+E000. */
function compareTexts(a: string, b: string): number {
  if (a === b) return 0
  const length = Math.min(a.length, b.length)
  for (let at = 0; at < length; at++) {
    if (a.charCodeAt(at) !== b.charCodeAt(at)) return (a.codePointAt(at) as number) - (b.codePointAt(at) as number)
  }
  return a.length - b.length
}
