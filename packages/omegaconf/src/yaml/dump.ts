import type { Cell, ConfigNode, ListNode, MapNode } from '../nodes/node.ts'
import { type Key, type Scalar, WholeFloat } from '../types/scalar.ts'
import { foldPlain, lengthOf, type Placement, quoteDouble, quoteSingle, WIDTH } from './fold.ts'
import { isMultiline, writtenFloat, writtenStyle } from './scalar-style.ts'

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

class Writer {
  readonly #sortKeys: boolean
  #out = ''
  /** The same few keys come again and again. */
  readonly #keys = new Map<string, string | undefined>()

  constructor(sortKeys: boolean) {
    this.#sortKeys = sortKeys
  }

  document(node: ConfigNode): string {
    if (isEmpty(node)) return node.kind === 'map' ? '{}\n' : '[]\n'
    if (isFilled(node)) {
      if (node.kind === 'map') this.#map(node, 0, false)
      else this.#list(node, 0, false)
    } else {
      this.#out = `${this.#scalar(node, { column: 0, indent: 2 })}\n`
    }
    return this.#out
  }

  /** The entries at `indent`; `inline` where the first goes on in a line that has its indentation. */
  #map(node: MapNode, indent: number, inline: boolean): void {
    const pad = ' '.repeat(indent)
    let first = inline
    const entries = this.#sortKeys ? sorted(node.cells) : node.cells
    for (const [key, cell] of entries) {
      if (!first) this.#out += pad
      first = false
      const simple = typeof key === 'string' ? this.#simpleKey(key) : keyText(key)
      if (simple === undefined) {
        this.#out += `? ${this.#text(key as string, { column: indent + 2, indent: indent + 2 })}\n${pad}:`
        this.#afterMark(cell, indent)
      } else {
        this.#out += `${simple}:`
        this.#afterKey(cell, indent, indent + lengthOf(simple) + 2)
      }
    }
  }

  #list(node: ListNode, indent: number, inline: boolean): void {
    const pad = `${' '.repeat(indent)}-`
    let first = inline
    for (const cell of node.cells) {
      this.#out += first ? '-' : pad
      first = false
      this.#afterMark(cell, indent)
    }
  }

  /** What follows `key:` in a mapping at `indent`; a scalar will begin at `column`. */
  #afterKey(cell: Cell, indent: number, column: number): void {
    if (typeof cell === 'object') {
      if (Array.isArray(cell)) {
        this.#rawList(cell, indent, true)
        return
      }
      const node = cell as ConfigNode
      if (isFilled(node)) {
        this.#out += '\n'
        if (node.kind === 'map') this.#map(node, indent + 2, false)
        else this.#list(node, indent, false)
        return
      }
    }
    this.#leaf(cell, column, indent + 2)
  }

  /** What follows `-`, or the `:` of a key with `?`, in a collection at `indent`: it goes on in the same line. */
  #afterMark(cell: Cell, indent: number): void {
    if (typeof cell === 'object') {
      if (Array.isArray(cell)) {
        this.#rawList(cell, indent + 2, false)
        return
      }
      const node = cell as ConfigNode
      if (isFilled(node)) {
        this.#out += ' '
        if (node.kind === 'map') this.#map(node, indent + 2, true)
        else this.#list(node, indent + 2, true)
        return
      }
    }
    this.#leaf(cell, indent + 2, indent + 2)
  }

  #rawList(cells: readonly Cell[], indent: number, ownLines: boolean): void {
    if (cells.length === 0) {
      this.#out += ' []\n'
      return
    }
    const pad = `${' '.repeat(indent)}-`
    this.#out += ownLines ? '\n' : ' '
    let first = !ownLines
    for (const cell of cells) {
      this.#out += first ? '-' : pad
      first = false
      this.#leaf(cell, indent + 2, indent + 2)
    }
  }

  #leaf(cell: Cell, column: number, indent: number): void {
    switch (typeof cell) {
      case 'string':
        this.#out += ` ${writtenText(cell, column, indent)}\n`
        break
      case 'number':
        this.#out += Number.isSafeInteger(cell) ? ` ${cell}\n` : ` ${writtenFloat(cell)}\n`
        break
      case 'boolean':
        this.#out += cell ? ' true\n' : ' false\n'
        break
      default: {
        const node = cell as ConfigNode
        if (isEmpty(node)) this.#out += node.kind === 'map' ? ' {}\n' : ' []\n'
        else this.#out += ` ${this.#scalar(node, { column, indent })}\n`
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

  /** The text of a key on one line; `undefined` where it needs a `?`. */
  #simpleKey(key: string): string | undefined {
    const known = this.#keys.get(key)
    if (known !== undefined) return known
    const isSimple = key !== '' && '!!str'.length + lengthOf(key) < LONGEST_KEY && !isMultiline(key)
    const text = isSimple ? writtenText(key, 0, undefined) : undefined
    if (text !== undefined) this.#keys.set(key, text)
    return text
  }
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

/** A key that is no text. */
function keyText(key: Exclude<Key, string>): string {
  if (typeof key === 'object') return writtenText(key.name, 0, undefined)
  return scalarText(key, { column: 0, indent: undefined })
}

/** The entries by key, as Python sorts them; as they are where some keys cannot be compared. */
function sorted(cells: ReadonlyMap<Key, Cell>): Iterable<readonly [Key, Cell]> {
  const entries = [...cells]
  const texts = entries.every(([key]) => typeof key === 'string' || typeof key === 'object')
  const numbers = entries.every(([key]) => typeof key !== 'string' && typeof key !== 'object')
  if (texts) return entries.sort(([a], [b]) => compareTexts(nameOf(a), nameOf(b)))
  if (numbers) return entries.sort(([a], [b]) => Number(a) - Number(b))
  return entries
}

function nameOf(key: Key): string {
  return typeof key === 'object' ? key.name : String(key)
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
