// One piece: following an interpolation, walking a path and calling a resolver each need the other two.

import {
  ConfigTypeError,
  InterpolationResolutionError,
  InterpolationToMissingValueError,
  OmegaConfBaseException,
} from '../errors.ts'
import type { Element, Interpolation, MapElement, Reference, ResolverCall, TextPart } from '../grammar/ast.ts'
import { parseElement } from '../grammar/parser.ts'
import type { ResolverCallSite } from '../nodes/context.ts'
import { detailsOf } from '../nodes/fail.ts'
import { interpolationTree } from '../nodes/interpolation-tree.ts'
import { fullKey, rootOf, splitKey } from '../nodes/key-path.ts'
import { type ConfigNode, type ContainerNode, ScalarNode } from '../nodes/node.ts'
import { printAny, printNode } from '../nodes/print-node.ts'
import { isConfigNode } from '../nodes/shape.ts'
import type { Key } from '../types/scalar.ts'
import { contextOf } from './context.ts'
import { baseOf, cycle, keyNotFound, refuseAncestor, unknownResolver } from './failures.ts'
import { adopted, converted, type Outcome, plainOutcome, resultNode } from './outcome.ts'
import { selectChild } from './select-child.ts'

/** Interpolations followed inside one another before the stack is left and begun anew. */
const DEEPEST = 120

/** Thrown, and always caught here, where the stack is deep enough: follow this node first, then begin again. */
class Suspended {
  readonly node: ConfigNode

  constructor(node: ConfigNode) {
    this.node = node
  }
}

/**
 * One pass over a tree that does not change meanwhile: what was followed once is remembered, except where a resolver
 * without a cache took part.
 */
export class Pass {
  readonly #memo = new Map<ConfigNode, Outcome>()
  readonly #active = new Set<ConfigNode>()
  #calls = 0
  #depth = 0

  /** The node or value that `node`, an interpolation, leads to. */
  follow(node: ConfigNode): Outcome {
    if (this.#depth > 0) return this.#follow(node)
    try {
      return this.#follow(node)
    } catch (error) {
      if (!(error instanceof Suspended)) throw error
      return this.#resume([node, error.node])
    } finally {
      this.#begin()
    }
  }

  #begin(): void {
    this.#depth = 0
    if (this.#active.size > 0) this.#active.clear()
  }

  /** Follows the last of `waiting` from an empty stack, then, with that known, the one before. */
  #resume(waiting: ConfigNode[]): Outcome {
    for (;;) {
      const next = waiting.at(-1) as ConfigNode
      this.#begin()
      try {
        const outcome = this.#follow(next)
        waiting.pop()
        if (waiting.length === 0) return outcome
        this.#memo.set(next, outcome)
      } catch (error) {
        if (!(error instanceof Suspended)) throw error
        if (waiting.includes(error.node)) throw cycle([...waiting.slice(waiting.indexOf(error.node)), error.node])
        waiting.push(error.node)
      }
    }
  }

  /** Forgets everything: the tree has changed in a way that what was followed may no longer hold. */
  forget(): void {
    this.#memo.clear()
  }

  #follow(start: ConfigNode): Outcome {
    const known = this.#memo.get(start)
    if (known !== undefined) return known
    if (this.#active.has(start)) throw cycle([...this.#active, start])
    if (++this.#depth > DEEPEST) throw new Suspended(start)
    const calls = this.#calls
    this.#active.add(start)
    try {
      let outcome = this.#step(start)
      if (isConfigNode(outcome) && outcome.state === 'interpolation') outcome = this.#chain(outcome, calls)
      outcome = converted(start, outcome)
      if (calls === this.#calls) this.#memo.set(start, outcome)
      return outcome
    } finally {
      this.#active.delete(start)
      this.#depth--
    }
  }

  /** Follows interpolations that stand alone, one after the other: such chains may be of any length. */
  #chain(first: ConfigNode, calls: number): Outcome {
    const chain: ConfigNode[] = []
    try {
      let outcome: Outcome = first
      while (isConfigNode(outcome) && outcome.state === 'interpolation') {
        const seen = this.#memo.get(outcome)
        if (seen !== undefined) {
          outcome = seen
          break
        }
        if (this.#active.has(outcome)) throw cycle([...this.#active, outcome])
        chain.push(outcome)
        this.#active.add(outcome)
        outcome = this.#step(outcome)
      }
      for (let at = chain.length - 1; at >= 0; at--) {
        const link = chain[at] as ConfigNode
        outcome = converted(link, outcome)
        if (calls === this.#calls) this.#memo.set(link, outcome)
      }
      return outcome
    } finally {
      for (const link of chain) this.#active.delete(link)
    }
  }

  /** One link of a chain: where a lone reference points (not followed further), or the value of any other text. */
  #step(node: ConfigNode): Outcome {
    const { parts } = interpolationTree(node.text as string)
    try {
      if (parts.length !== 1) return this.#text(parts, node)
      const part = parts[0] as TextPart
      if (typeof part === 'string') return part
      return part.kind === 'reference' ? this.#target(part, node) : this.#call(part, node)
    } catch (error) {
      throw wrapped(error, node)
    }
  }

  /** Where a reference points: the node as it stands. */
  #target(reference: Reference, node: ConfigNode): ConfigNode {
    let { up } = reference
    let keys = reference.keys
    if (keys === undefined) {
      let path = this.#keyText(reference.path, node)
      while (path.startsWith('.')) {
        up++
        path = path.slice(1)
      }
      keys = path === '' ? [] : splitKey(path)
    }
    const base = baseOf(node, up, keys)
    const target = this.walk(base, keys, true)
    if (target === undefined) {
      const isResolver = (name: string) => contextOf(node).resolvers.has(name)
      throw keyNotFound(base, keys, { node, up, isResolver })
    }
    if (target.state === 'missing') {
      throw new InterpolationToMissingValueError(
        `The interpolation \`${node.text}\` leads to \`${fullKey(target)}\`, which is missing (???).`,
        detailsOf('INTERPOLATION_TO_MISSING', node, undefined, { hint: `set \`${fullKey(target)}\`` }),
      )
    }
    if (target.kind !== 'scalar') refuseAncestor(target, node)
    return target
  }

  /**
   * The node at the end of a path, interpolations on the way followed, the one at the end not.
   *
   * `undefined` where there is none. With `strict`, a value on the way that has no children, a `???` or a word for a
   * list is an error.
   */
  walk(base: ConfigNode, keys: readonly Key[], strict: boolean): ConfigNode | undefined {
    let at: ConfigNode = base
    for (let step = 0; step < keys.length; step++) {
      if (at.state === 'interpolation') {
        const outcome = this.#depth > 0 ? this.#follow(at) : this.follow(at)
        at = isConfigNode(outcome) ? outcome : resultNode(outcome, at)
      }
      if (at.kind === 'scalar') {
        if (at.state === 'missing' && !strict) return undefined
        throw new ConfigTypeError(
          `\`${fullKey(at)}\` is no container, so it has no \`${String(keys[step])}\`.`,
          detailsOf(at.state === 'missing' ? 'CONFIG_MISSING_VALUE' : 'CONFIG_NOT_A_CONTAINER', at),
        )
      }
      if (at.state !== 'value') {
        if (at.state === 'missing' && strict) {
          throw new InterpolationToMissingValueError(
            `\`${fullKey(at)}\` is missing (???).`,
            detailsOf('INTERPOLATION_TO_MISSING', at),
          )
        }
        return undefined
      }
      const child = selectChild(at, keys[step] as Key)
      if (child === undefined) return undefined
      if (strict && child.state === 'missing' && step < keys.length - 1) {
        throw new InterpolationToMissingValueError(
          `\`${fullKey(child)}\` is missing (???).`,
          detailsOf('INTERPOLATION_TO_MISSING', child),
        )
      }
      at = child
    }
    return at
  }

  /** Text and interpolations joined. */
  #text(parts: readonly TextPart[], node: ConfigNode): string {
    let text = ''
    for (const part of parts) text += typeof part === 'string' ? part : this.#shown(part, node)
    return text
  }

  #shown(part: Interpolation, node: ConfigNode): string {
    const outcome = this.#value(part, node)
    if (isConfigNode(outcome)) return printNode(outcome)
    return printAny(outcome)
  }

  /** As `#text`, for a key or a resolver's name: what stands in it must be text itself. */
  #keyText(parts: readonly TextPart[], node: ConfigNode, glue = ''): string {
    return parts
      .map((part) => {
        if (typeof part === 'string') return part
        const value = plainOutcome(this.#value(part, node))
        if (typeof value === 'string') return value
        const text = (node.text as string).slice(part.start, part.end)
        throw new InterpolationResolutionError(
          `\`${text}\` stands for a key or a name, so it has to lead to text; it leads to \`${printAny(value)}\`.`,
          detailsOf('INTERPOLATION_FAILED', node),
        )
      })
      .join(glue)
  }

  #value(part: Interpolation, node: ConfigNode): Outcome {
    if (part.kind === 'call') return this.#call(part, node)
    const target = this.#target(part, node)
    return target.state === 'interpolation' ? this.#follow(target) : target
  }

  #element(element: Element, node: ConfigNode): unknown {
    switch (element.kind) {
      case 'literal':
        return element.value
      case 'composite':
      case 'quoted':
        return this.#text(element.parts, node)
      case 'list':
        return element.items.map((item) => plainOutcome(this.#element(item, node)))
      case 'map':
        return this.#mapping(element, node)
      default:
        return plainOutcome(this.#value(element, node))
    }
  }

  /** Keys that Python holds equal are one: the first spelling stays, the last value wins. */
  #mapping(element: MapElement, node: ConfigNode): Map<unknown, unknown> {
    const map = new Map<unknown, unknown>()
    for (const { key, value } of element.entries) {
      const twin =
        key.value === true ? 1 : key.value === false ? 0 : key.value === 1 ? true : key.value === 0 ? false : key.value
      map.set(map.has(twin) ? twin : key.value, plainOutcome(this.#element(value, node)))
    }
    return map
  }

  #call(call: ResolverCall, node: ConfigNode): Outcome {
    const name = this.#keyText(call.name, node, '.')
    const args: unknown[] = []
    for (const arg of call.args) args.push(this.#element(arg, node))
    const { resolvers, env } = contextOf(node)
    const resolver = resolvers.get(name)
    if (resolver === undefined) throw unknownResolver(name, resolvers.names(), node)
    if (!resolver.pure) this.#calls++
    const site = new CallSite(this, node, call, env)
    if (!resolver.useCache) return adopted(resolver.resolve(args, site), node)
    const cache = resolvers.cacheOf(site.root)
    const key = `${name}\0${site.texts.join('\0')}`
    if (!cache.has(key)) cache.set(key, resolver.resolve(args, site))
    return adopted(cache.get(key), node)
  }

  /** What stands at a path seen from a node, followed; `undefined` where there is nothing or `???`. */
  selectValue(node: ConfigNode, path: string): Outcome {
    const found = this.findNode(node, path)
    if (found === undefined || found.state === 'missing') return undefined
    return found.state === 'interpolation' ? this.#followed(found) : found
  }

  /** The node at a path seen from a node, as it stands; `undefined` where there is none. */
  findNode(node: ConfigNode, path: string): ConfigNode | undefined {
    let up = 0
    while (path[up] === '.') up++
    const rest = path.slice(up)
    const base = baseOf(node, up, [])
    try {
      return this.walk(base, rest === '' ? [] : splitKey(rest), false)
    } catch (error) {
      if (error instanceof ConfigTypeError && error.code === 'CONFIG_NOT_A_CONTAINER') return undefined
      throw error
    }
  }

  #followed(node: ConfigNode): Outcome {
    return this.#depth > 0 ? this.#follow(node) : this.follow(node)
  }

  /** The value of a single element's text, its references seen from `node`. */
  decode(text: string, node: ConfigNode): unknown {
    const stand = new ScalarNode('interpolation', undefined, text, node.origin)
    stand.parent = node.parent
    stand.key = node.key
    stand.flags = node.flags
    return this.#element(parseElement(text).element, stand)
  }
}

/** One call of a resolver. */
class CallSite implements ResolverCallSite {
  readonly node: ConfigNode
  readonly env: Readonly<Record<string, string | undefined>>
  readonly #pass: Pass
  readonly #call: ResolverCall

  constructor(pass: Pass, node: ConfigNode, call: ResolverCall, env: Readonly<Record<string, string | undefined>>) {
    this.#pass = pass
    this.#call = call
    this.node = node
    this.env = env
  }

  get parent(): ContainerNode | undefined {
    return this.node.parent
  }

  get root(): ConfigNode {
    return rootOf(this.node)
  }

  get texts(): readonly string[] {
    const text = this.node.text as string
    return this.#call.args.map((arg) => text.slice(arg.start, arg.end))
  }

  select(path: string): unknown {
    return this.#pass.selectValue(this.node, path)
  }

  find(path: string): ConfigNode | undefined {
    return this.#pass.findNode(this.node, path)
  }

  decode(text: string): unknown {
    return this.#pass.decode(text, this.node)
  }
}

/** Errors of resolvers and of paths become errors of resolution, with what happened as their cause. */
function wrapped(error: unknown, node: ConfigNode): unknown {
  if (error instanceof InterpolationResolutionError || error instanceof Suspended) return error
  const summary =
    error instanceof OmegaConfBaseException ? error.summary : error instanceof Error ? error.message : String(error)
  return new InterpolationResolutionError(
    `The interpolation \`${node.text}\` of \`${fullKey(node)}\` failed: ${summary}`,
    detailsOf('INTERPOLATION_FAILED', node, undefined, {
      cause: error,
      hint: error instanceof OmegaConfBaseException ? error.details.hint : undefined,
    }),
  )
}
