import { Pass } from '../interpolation/evaluate.ts'
import { isEnumMember } from '../nodes/convert.ts'
import { type ConfigNode, childNode } from '../nodes/node.ts'
import { isConfigNode } from '../nodes/shape.ts'
import { WholeFloat } from '../types/scalar.ts'

/**
 * Whether two trees hold the same: keys in any order, numbers by value (`1` equals `1.0`), interpolations by what they
 * lead to, or by their text where they lead nowhere. Types, flags and origins do not count.
 */
export function structuralEquality(one: ConfigNode, other: ConfigNode): boolean {
  return new Comparison().nodes(one, other)
}

class Comparison {
  readonly #pass = new Pass()

  nodes(one: ConfigNode, other: ConfigNode): boolean {
    const a = this.#value(one)
    const b = this.#value(other)
    if (a === undefined || b === undefined) return one.text === other.text && one.state === other.state
    if (!isConfigNode(a) || !isConfigNode(b)) return sameScalar(scalarOf(a), scalarOf(b))
    if (a.state !== b.state) return false
    if (a.state !== 'value') return true
    if (a.kind === 'scalar' || b.kind === 'scalar') return sameScalar(scalarOf(a), scalarOf(b))
    if (a.kind !== b.kind) return false
    if (a.kind === 'map' && b.kind === 'map') {
      if (a.cells.size !== b.cells.size) return false
      for (const [key, child] of a.entries) {
        const twin = childNode(b, key)
        if (twin === undefined || !this.nodes(child, twin)) return false
      }
      return true
    }
    if (a.kind !== 'list' || b.kind !== 'list' || a.cells.length !== b.cells.length) return false
    return a.items.every((item, at) => this.nodes(item, b.items[at] as ConfigNode))
  }

  #value(node: ConfigNode): unknown {
    if (node.state !== 'interpolation') return node
    try {
      return this.#pass.follow(node)
    } catch {
      return undefined
    }
  }
}

function scalarOf(value: unknown): unknown {
  if (!isConfigNode(value)) return value
  if (value.kind !== 'scalar') return value
  return value.state === 'null' ? null : value.state === 'missing' ? '???' : value.value
}

function sameScalar(one: unknown, other: unknown): boolean {
  const a = one instanceof WholeFloat ? one.value : one
  const b = other instanceof WholeFloat ? other.value : other
  if (a === b) return true
  if (typeof a === 'number' && typeof b === 'number') return Number.isNaN(a) && Number.isNaN(b)
  if (a instanceof Uint8Array && b instanceof Uint8Array)
    return a.length === b.length && a.every((byte, at) => byte === b[at])
  return isEnumMember(a) && isEnumMember(b) && a.of === b.of && a.name === b.name
}
