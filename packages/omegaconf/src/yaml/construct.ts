// One piece of some 300 lines: tags, keys, merging and aliases all work on the same half-built tree.
import type { Source, SourceSpan } from '@hydra-zen/diagnostics'
import {
  ConstructorError,
  GrammarParseError,
  KeyValidationError,
  type OmegaConfCode,
  UnsupportedValueType,
} from '../errors.ts'
import { interpolationTree } from '../nodes/interpolation-tree.ts'
import { type ConfigNode, ListNode, MapNode, ScalarNode, textNode } from '../nodes/node.ts'
import { bytesKey, type Key, type Scalar, WholeFloat } from '../types/scalar.ts'
import { type PlainKind, plainKind, readFloat, readInt, readPlainScalar } from './plain-scalar.ts'
import type { YamlTree } from './tree.ts'

const CORE_TAGS = 'tag:yaml.org,2002:'
const PATH_TAG = /^python\/object\/apply:pathlib\.\w*Path$/
const TIMESTAMP = /^\d{4}-\d\d?-\d\d?(?:(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?)?$/

/** Nodes that aliases and merge keys may add to a document: a text of a few lines can ask for billions. */
const MOST_COPIES = 1_000_000

interface Pair {
  readonly key: YamlTree
  readonly value: YamlTree
}

/**
 * The configuration tree that a YAML tree stands for.
 *
 * Reference: OmegaConf's loader: duplicate keys are refused where both are strings and equal as text, keys that
 * Python holds equal become one, `<<` merges in front. What an alias stands for is copied.
 *
 * @throws ConstructorError `YAML_CONSTRUCT`, `YAML_TOO_BIG`; KeyValidationError for `null` as a key;
 * GrammarParseError for an interpolation that does not parse; UnsupportedValueType for dates and sets
 */
export function constructNode(tree: YamlTree, source: Source): ConfigNode {
  return new Constructor(source).root(tree)
}

/** Builds the mapping of a document from pairs as they are read. */
export class RootBuilder {
  readonly #source: Source
  readonly #parts: Constructor
  readonly #node = new MapNode(undefined)
  readonly #seen = new Set<string>()

  constructor(source: Source) {
    this.#source = source
    this.#parts = new Constructor(source)
  }

  /** @throws as `constructNode`; ConstructorError, too, for `<<`, which needs the whole mapping at once */
  put(key: YamlTree, value: YamlTree): void {
    this.#parts.putInRoot(this.#node, key, value, this.#seen)
  }

  /** The mapping; none where no pair came. */
  finish({ start, end }: YamlTree): MapNode | undefined {
    this.#node.origin = { source: this.#source, start, end }
    return this.#node.cells.size > 0 ? this.#node : undefined
  }
}

class Constructor {
  readonly #source: Source
  readonly #anchors = new Map<string, YamlTree>()
  /** Anchored collections being built: an alias to one of them would never end. */
  readonly #open = new Set<YamlTree>()
  #copies = 0
  /** How many aliases we are inside of. */
  #inAlias = 0

  constructor(source: Source) {
    this.#source = source
  }

  root(tree: YamlTree): ConfigNode {
    this.#collectAnchors(tree)
    return this.#node(tree, this.#span(tree))
  }

  /** One pair of a document's mapping. */
  putInRoot(node: MapNode, key: YamlTree, value: YamlTree, seen: Set<string>): void {
    const kind = keyKind(key)
    if (kind === 'merge') throw this.#error('`<<` needs the whole mapping.', key)
    if (kind === 'str') {
      if (seen.has(key.text)) throw this.#error(`The key \`${key.text}\` is given twice.`, key)
      seen.add(key.text)
    }
    this.#collectAnchors(value)
    this.#put(node, key, value)
  }

  /** Anchors are unique in a document and come before their aliases: the readers have seen to both. */
  #collectAnchors(tree: YamlTree): void {
    if (tree.anchor !== undefined) this.#anchors.set(tree.anchor, tree)
    for (const item of tree.items) {
      if (item.anchor !== undefined || item.items.length > 0) this.#collectAnchors(item)
    }
  }

  /** The node of a tree. `origin` is where a reader should look for it: a value's text, a collection's key. */
  #node(tree: YamlTree, origin: SourceSpan): ConfigNode {
    if (this.#inAlias > 0 && ++this.#copies > MOST_COPIES) throw this.#tooLarge(tree)
    switch (tree.kind) {
      case 'alias': {
        this.#inAlias++
        const target = this.#target(tree)
        const node = this.#node(target, target.kind === 'scalar' ? this.#span(target) : origin)
        this.#inAlias--
        return node
      }
      case 'seq':
        return this.#sequence(tree, origin)
      case 'map':
        return this.#mapping(tree, origin)
      default:
        return this.#scalar(tree, origin)
    }
  }

  #target(alias: YamlTree): YamlTree {
    const target = this.#anchors.get(alias.text) as YamlTree
    if (this.#open.has(target)) {
      throw this.#error(`\`*${alias.text}\` stands inside what it refers to.`, alias, 'YAML_CONSTRUCT')
    }
    return target
  }

  #scalar(tree: YamlTree, origin: SourceSpan): ScalarNode {
    const value = tree.tag === undefined && tree.style !== 'plain' ? tree.text : this.#scalarValue(tree)
    if (typeof value === 'string') {
      const node = textNode(value, origin)
      if (node.state === 'interpolation') this.#checkInterpolation(value, tree)
      return node
    }
    return value === null
      ? new ScalarNode('null', undefined, undefined, origin)
      : new ScalarNode('value', value, undefined, origin)
  }

  #checkInterpolation(text: string, tree: YamlTree): void {
    try {
      interpolationTree(text)
    } catch (error) {
      if (!(error instanceof GrammarParseError)) throw error
      // Where the text stands in the file as it is, the error can point into it.
      const from = this.#source.text.indexOf(text, tree.start)
      const { at: inText } = error.details
      const offset = from >= tree.start && from + text.length <= tree.end ? from : undefined
      const at =
        offset !== undefined && inText !== undefined
          ? { source: this.#source, start: offset + inText.start, end: offset + inText.end }
          : this.#span(tree)
      throw new GrammarParseError(error.summary, { ...error.details, at, cause: error })
    }
  }

  #scalarValue(tree: YamlTree): Scalar | null {
    const { text, tag } = tree
    if (tag === undefined || tag === '!') {
      // A bare `!` has quoted texts read as if they had no quotes.
      if (tag === undefined && tree.style !== 'plain') return text
      const value = readPlainScalar(text)
      if (value === '<<' || value === '=') {
        const hint = `put it in quotes: '${text}'`
        throw this.#error(`\`${text}\` has a meaning of its own and cannot be a value.`, tree, 'YAML_CONSTRUCT', hint)
      }
      return value
    }
    switch (tag.startsWith(CORE_TAGS) ? tag.slice(CORE_TAGS.length) : '') {
      case 'str':
        return text
      case 'null':
        return null
      case 'bool': {
        const value = readPlainScalar(text.toLowerCase())
        if (typeof value === 'boolean') return value
        throw this.#error(`\`${text}\` is no boolean.`, tree, 'YAML_CONSTRUCT', 'true, false, yes, no, on and off are')
      }
      case 'int': {
        const value = readInt(text.trim())
        if (value !== undefined) return value
        throw this.#error(`\`${text}\` is no integer.`, tree)
      }
      case 'float': {
        const value = readFloat(text.trim())
        if (value !== undefined) return value
        throw this.#error(`\`${text}\` is no float.`, tree)
      }
      case 'binary':
        return this.#bytes(tree)
      case 'timestamp':
        if (!TIMESTAMP.test(text)) throw this.#error(`\`${text}\` is no timestamp.`, tree)
        throw new UnsupportedValueType('A configuration cannot hold a date.', {
          code: 'VALUE_UNSUPPORTED',
          at: this.#span(tree),
          hint: 'leave out the tag, or write the date as a text',
        })
      case 'seq':
      case 'omap':
      case 'pairs':
      case 'map':
      case 'set':
        throw this.#error(`The tag \`${shownTag(tag)}\` is for collections, and this is a scalar.`, tree)
    }
    throw this.#unknownTag(tree)
  }

  #bytes(tree: YamlTree): Uint8Array {
    // As Python decodes it: characters that are not of the alphabet are passed over, the padding counts.
    const digits = tree.text.replace(/[^A-Za-z0-9+/]/g, '')
    const isAscii = !/[^\0-\x7f]/.test(tree.text)
    const padding = /=*$/.exec(tree.text.replace(/[^A-Za-z0-9+/=]/g, ''))?.[0].length ?? 0
    const missing = (4 - (digits.length % 4)) % 4
    if (!isAscii || missing === 3 || padding < missing) throw this.#error('This is no base64 text.', tree)
    return Uint8Array.from(Buffer.from(digits, 'base64'))
  }

  #sequence(tree: YamlTree, origin: SourceSpan): ConfigNode {
    const kind = this.#collectionKind(tree)
    if (kind === 'omap' || kind === 'pairs') return this.#pairList(tree, origin)
    if (kind === 'map' || kind === 'set') {
      throw this.#error(`The tag \`${shownTag(tree.tag)}\` is for mappings, and this is a list.`, tree)
    }
    const node = new ListNode(origin)
    if (tree.anchor !== undefined) this.#open.add(tree)
    const { items } = tree
    for (let at = 0; at < items.length; at++) {
      const item = items[at] as YamlTree
      const child = this.#node(item, this.#span(item))
      child.parent = node
      child.key = at
      node.cells.push(child)
    }
    this.#open.delete(tree)
    return node
  }

  /** `!!omap` and `!!pairs`: a list of lists of two. */
  #pairList(tree: YamlTree, origin: SourceSpan): ListNode {
    const node = new ListNode(origin)
    for (const item of tree.items) {
      if (item.kind !== 'map' || item.items.length !== 2) {
        throw this.#error('A list of pairs holds mappings of one key each.', item)
      }
      const [key, value] = item.items as [YamlTree, YamlTree]
      const pair = new ListNode(this.#span(item))
      for (const part of [this.#node(key, this.#span(key)), this.#node(value, this.#span(value))]) {
        part.parent = pair
        part.key = pair.cells.length
        pair.cells.push(part)
      }
      pair.parent = node
      pair.key = node.cells.length
      node.cells.push(pair)
    }
    return node
  }

  #collectionKind(tree: YamlTree): string {
    const { tag } = tree
    if (tag === undefined || tag === '!') return tree.kind
    const name = tag.startsWith(CORE_TAGS) ? tag.slice(CORE_TAGS.length) : ''
    if (['seq', 'omap', 'pairs', 'map', 'set'].includes(name)) return name
    if (PATH_TAG.test(name)) return tree.kind
    if (['str', 'int', 'float', 'bool', 'null', 'binary', 'timestamp'].includes(name)) {
      const what = tree.kind === 'map' ? 'mapping' : 'list'
      throw this.#error(`The tag \`${shownTag(tag)}\` is for scalars, and this is a ${what}.`, tree)
    }
    throw this.#unknownTag(tree)
  }

  #mapping(tree: YamlTree, origin: SourceSpan): MapNode {
    const kind = this.#collectionKind(tree)
    if (kind !== 'map' && kind !== 'set') {
      throw this.#error(`The tag \`${shownTag(tree.tag)}\` is for lists, and this is a mapping.`, tree)
    }
    if (kind === 'set') {
      throw new UnsupportedValueType('A configuration cannot hold a set.', {
        code: 'VALUE_UNSUPPORTED',
        at: this.#span(tree),
        hint: 'write a list',
      })
    }
    const node = new MapNode(origin)
    if (tree.anchor !== undefined) this.#open.add(tree)
    const { items } = tree
    let merged: Pair[] | undefined
    for (let at = 0; at < items.length; at += 2) {
      if (keyKind(items[at] as YamlTree) === 'merge') merged ??= this.#mergedPairs(tree)
    }
    this.#refuseDuplicates(tree)
    if (merged === undefined) {
      for (let at = 0; at < items.length; at += 2) this.#put(node, items[at] as YamlTree, items[at + 1] as YamlTree)
    } else {
      for (const { key, value } of merged) this.#put(node, key, value)
    }
    this.#open.delete(tree)
    return node
  }

  #put(node: MapNode, keyTree: YamlTree, value: YamlTree): void {
    const key = this.#key(keyTree)
    const child = this.#node(
      value,
      value.kind === 'scalar' && value.end > value.start ? this.#span(value) : this.#span(keyTree),
    )
    const known = typeof key === 'string' ? key : equalKey(node.cells, key)
    child.parent = node
    child.key = known
    node.cells.set(known, child)
  }

  /** Two keys are duplicates where both are strings and their texts are equal. */
  #refuseDuplicates(tree: YamlTree): void {
    const { items } = tree
    if (items.length < 4) return
    const seen = new Set<string>()
    for (let at = 0; at < items.length; at += 2) {
      const key = this.#deref(items[at] as YamlTree)
      if (key.kind !== 'scalar' || keyKind(key) !== 'str') continue
      if (seen.has(key.text)) {
        throw this.#error(
          `The key \`${key.text}\` is given twice.`,
          items[at] as YamlTree,
          'YAML_CONSTRUCT',
          'remove one of the two',
        )
      }
      seen.add(key.text)
    }
  }

  /** The pairs of a mapping with those of its `<<` in front, the first named winning among those. */
  #mergedPairs(tree: YamlTree): Pair[] {
    const merged: Pair[] = []
    const own: Pair[] = []
    for (let at = 0; at < tree.items.length; at += 2) {
      const key = tree.items[at] as YamlTree
      const value = tree.items[at + 1] as YamlTree
      if (keyKind(key) !== 'merge') {
        own.push({ key, value })
        continue
      }
      const target = this.#deref(value)
      if (target.kind === 'map') {
        merged.push(...this.#pairsOf(target, value))
      } else if (target.kind === 'seq') {
        const lists = target.items.map((item) => {
          const map = this.#deref(item)
          if (map.kind !== 'map') throw this.#error('`<<` merges mappings, and this is none.', item)
          return this.#pairsOf(map, item)
        })
        for (const list of lists.reverse()) merged.push(...list)
      } else {
        throw this.#error('`<<` merges mappings, and this is none.', value)
      }
      this.#copies += merged.length
      if (this.#copies > MOST_COPIES) throw this.#tooLarge(value)
    }
    return [...merged, ...own]
  }

  #pairsOf(map: YamlTree, asked: YamlTree): Pair[] {
    if (this.#open.has(map)) throw this.#error('This mapping would be merged into itself.', asked)
    if (map.anchor !== undefined) this.#open.add(map)
    const pairs = this.#mergedPairs(map)
    this.#open.delete(map)
    return pairs
  }

  #deref(tree: YamlTree): YamlTree {
    return tree.kind === 'alias' ? this.#target(tree) : tree
  }

  #key(written: YamlTree): Key {
    const tree = this.#deref(written)
    if (tree.kind !== 'scalar') throw this.#error('A list or a mapping cannot be a key.', written)
    if (tree.tag === undefined && tree.style !== 'plain') return tree.text
    if (tree.tag === undefined && tree.text === '=') return tree.text
    const value = this.#scalarValue(tree)
    if (typeof value === 'string') return value
    if (value === null) {
      throw new KeyValidationError('A key of a configuration cannot be `null`.', {
        code: 'CONFIG_KEY_TYPE',
        at: this.#span(written),
        key: value,
        hint: "put it in quotes: 'null'",
      })
    }
    if (value instanceof Uint8Array) return bytesKey(value)
    return value instanceof WholeFloat ? value.value : value
  }

  #span(tree: YamlTree): SourceSpan {
    return { source: this.#source, start: tree.start, end: tree.end }
  }

  #unknownTag(tree: YamlTree): ConstructorError {
    return this.#error(`The tag \`${shownTag(tree.tag)}\` means nothing in a configuration.`, tree)
  }

  #tooLarge(tree: YamlTree): ConstructorError {
    const message = `Aliases and merge keys make more than ${MOST_COPIES} values of this document.`
    return this.#error(message, tree, 'YAML_TOO_BIG', 'use interpolations, which refer without copying')
  }

  #error(message: string, tree: YamlTree, code: OmegaConfCode = 'YAML_CONSTRUCT', hint?: string): ConstructorError {
    return new ConstructorError(message, { code, at: this.#span(tree), hint })
  }
}

/** What a key is by its tag and text; an alias is judged by what it refers to, elsewhere. */
function keyKind(tree: YamlTree): PlainKind | undefined {
  if (tree.kind !== 'scalar') return undefined
  if (tree.tag === '!') return plainKind(tree.text)
  if (tree.tag === undefined) return tree.style === 'plain' ? plainKind(tree.text) : 'str'
  switch (tree.tag) {
    case `${CORE_TAGS}str`:
      return 'str'
    case `${CORE_TAGS}merge`:
      return 'merge'
    default:
      return undefined
  }
}

/** The key of a mapping that Python holds equal to this one: `1` for `true` and `1.0`; itself where there is none. */
function equalKey(entries: ReadonlyMap<Key, unknown>, key: Key): Key {
  if (entries.has(key) || typeof key === 'object') return key
  if (typeof key === 'boolean') return entries.has(Number(key)) ? Number(key) : key
  if (key === 1 && entries.has(true)) return true
  if (key === 0 && entries.has(false)) return false
  return key
}

/** `!!int` for `tag:yaml.org,2002:int`. */
function shownTag(tag: string | undefined): string {
  return tag?.startsWith(CORE_TAGS) ? `!!${tag.slice(CORE_TAGS.length)}` : (tag ?? '!')
}
