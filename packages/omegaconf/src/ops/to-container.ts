import { ConfigValueError, InterpolationResolutionError } from '../errors.ts'
import { Pass } from '../interpolation/evaluate.ts'
import type { Outcome } from '../interpolation/outcome.ts'
import { isEnumMember } from '../nodes/convert.ts'
import { detailsOf } from '../nodes/fail.ts'
import { fullKey } from '../nodes/key-path.ts'
import { type Cell, type ConfigNode, type ContainerNode, isNode, type ListNode, type MapNode } from '../nodes/node.ts'
import { printKey } from '../nodes/print-scalar.ts'
import { isConfigNode } from '../nodes/shape.ts'
import { type Key, type Scalar, WholeFloat } from '../types/scalar.ts'
import { missing } from './select.ts'

/** What plain data is made of a tree. */
export interface ToContainerOptions {
  /** Follow interpolations; otherwise they come out as their text. */
  readonly resolve?: boolean | undefined
  readonly throwOnMissing?: boolean | undefined
  /** Enum members become their names. */
  readonly enumToStr?: boolean | undefined
  /** How mappings come out: `object` (default), `map`, or `auto`: a `Map` only where a key is no string. */
  readonly mappings?: 'object' | 'map' | 'auto' | undefined
  /** Keep whole floats in their box, so that `1.0` survives a round trip. */
  readonly boxFloats?: boolean | undefined
  /** Turns the plain form of a schema's mapping into something else: `toObject` makes instances. */
  readonly instance?: ((node: MapNode, plain: unknown) => unknown) | undefined
}

/** Deepest nesting that comes out: what `create` takes, and some more through interpolations. */
const DEEPEST = 1200

/**
 * Plain data: objects with own keys only (`__proto__` included), arrays, scalars; `???` and `${…}` as text.
 *
 * @throws InterpolationResolutionError with `resolve`; MissingMandatoryValue with `throwOnMissing`
 */
export function toContainer(node: ConfigNode, options: ToContainerOptions = {}): unknown {
  return new Converter(options).node(node)
}

class Converter {
  readonly #options: ToContainerOptions
  readonly #pass: Pass | undefined
  readonly #simple: boolean
  /** The containers being converted. */
  readonly #open: Set<ContainerNode> | undefined
  #depth = 0

  constructor(options: ToContainerOptions) {
    this.#options = options
    this.#pass = options.resolve ? new Pass() : undefined
    this.#open = options.resolve ? new Set() : undefined
    this.#simple = (options.mappings ?? 'object') === 'object' && !options.enumToStr && !options.instance
  }

  node(node: ConfigNode): unknown {
    switch (node.state) {
      case 'value':
        if (node.kind === 'scalar') return this.#scalar(node.value as Scalar)
        return node.kind === 'map' ? this.#map(node) : this.#list(node)
      case 'null':
        return null
      case 'missing':
        if (this.#options.throwOnMissing) throw missing(node)
        return '???'
      default:
        return this.#pass ? this.#outcome(this.#pass.follow(node)) : node.text
    }
  }

  #outcome(outcome: Outcome): unknown {
    if (isConfigNode(outcome)) return this.node(outcome)
    return outcome instanceof WholeFloat || isEnumMember(outcome) ? this.#scalar(outcome) : outcome
  }

  #scalar(value: Scalar): unknown {
    if (typeof value !== 'object') return value
    if (value instanceof WholeFloat) return this.#options.boxFloats ? value : value.value
    return this.#options.enumToStr && isEnumMember(value) ? value.name : value
  }

  #cell(cell: Cell): unknown {
    if (typeof cell !== 'object') return cell
    return isNode(cell) ? this.node(cell) : cell.slice()
  }

  #list(node: ListNode): unknown[] {
    this.#enter(node)
    const { cells } = node
    const list: unknown[] = new Array(cells.length)
    for (let at = 0; at < cells.length; at++) list[at] = this.#cell(cells[at] as Cell)
    this.#leave(node)
    return list
  }

  #map(node: MapNode): unknown {
    this.#enter(node)
    const plain = this.#simple ? this.#object(node) : this.#anyMap(node)
    this.#leave(node)
    return plain
  }

  #object(node: MapNode): Record<string, unknown> {
    const object: Record<string, unknown> = {}
    for (const [key, cell] of node.cells) {
      const value = typeof cell === 'object' ? this.#cell(cell) : cell
      const name = typeof key === 'string' ? key : plainKey(key)
      if (name === '__proto__') setOwn(object, name, value)
      else object[name] = value
    }
    return object
  }

  #anyMap(node: MapNode): unknown {
    const { mappings = 'object', instance, enumToStr } = this.#options
    const asMap =
      mappings === 'map' || (mappings === 'auto' && [...node.cells.keys()].some((key) => typeof key !== 'string'))
    const plain: Map<unknown, unknown> | Record<string, unknown> = asMap ? new Map() : {}
    for (const [key, cell] of node.cells) {
      const value = this.#cell(cell)
      if (plain instanceof Map) plain.set(enumToStr && isEnumMember(key) ? key.name : key, value)
      else setOwn(plain, plainKey(key), value)
    }
    return instance && node.schema ? instance(node, plain) : plain
  }

  #enter(node: ContainerNode): void {
    // only interpolations can lead back into a container that is being converted
    if (this.#open?.has(node)) {
      throw new InterpolationResolutionError(
        `Interpolations make \`${fullKey(node)}\` contain itself.`,
        detailsOf('INTERPOLATION_CYCLE', node),
      )
    }
    this.#open?.add(node)
    if (++this.#depth <= DEEPEST) return
    throw new ConfigValueError(`The data is nested deeper than ${DEEPEST} levels.`, detailsOf('CONFIG_TOO_DEEP', node))
  }

  #leave(node: ContainerNode): void {
    this.#open?.delete(node)
    this.#depth--
  }
}

/** A key as an object's property: `1`, `true`, `RED`. */
export function plainKey(key: Key): string {
  return typeof key === 'boolean' ? String(key) : printKey(key)
}

function setOwn(object: object, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true })
}
