// One piece of some 400 lines: containers, targets, references and calls are one recursion over the tree.
import { isPromise } from 'node:util/types'
import {
  adopt,
  type Cell,
  type ConfigNode,
  type ContainerNode,
  fullKey,
  isNode,
  isView,
  type Key,
  ListNode,
  MapNode,
  nodeOf,
  readValue,
  resolved,
  resolvedCopy,
  type Scalar,
  ScalarNode,
  scalarNode,
  select,
  toContainer,
  unboxed,
  view,
} from '@hydra-zen/omegaconf/nodes'
import type { InstantiationException } from '../errors.ts'
import { ownObject } from './aliases.ts'
import {
  ArgumentsProblem,
  argumentsFor,
  type CallStyle,
  invoke,
  isClass,
  type PreparedTarget,
  prepareTarget,
} from './call.ts'
import type { DisposalScope } from './disposal-scope.ts'
import { createPartial } from './partial.ts'
import { rawAnswer } from './raw-target.ts'
import type { Callable } from './signature.ts'
import { ARGS, CALL, CONVERT, isSpecial, ONCE, PARTIAL, RECURSIVE, TARGET } from './special-keys.ts'
import type { TargetEnvironment, TargetPlace } from './target-environment.ts'
import { atKey, targetError } from './target-error.ts'
import type { WrapTarget } from './wrap-target.ts'

/** How containers come out: as configs, or as plain objects and arrays; `partial` and `object` differ for schemas. */
export type Convert = 'none' | 'partial' | 'all' | 'object'

/** What children inherit. */
export interface Mode {
  readonly convert: Convert
  readonly recursive: boolean
}

/** What one call of `instantiate` works with. */
export interface EngineOptions {
  readonly targets: TargetEnvironment
  readonly args: readonly unknown[]
  readonly wrapTarget: WrapTarget | undefined
  readonly scope: DisposalScope | undefined
  /** Nothing may be awaited. */
  readonly sync: boolean
}

/** A computation that hands out what has to be awaited, and is given what came of it. */
export type Steps = Generator<Promise<unknown>, unknown, unknown>

/** Interpolations that lead from container to container; nobody nests them so deep but in a circle. */
const MOST_HOPS = 200
const REFERENCE = /^\$\{\s*ref:\s*([^\s${}][^${}]*?)\s*\}$/
const OBJECTS_ALLOWED = { allowObjects: true }
const NO_ARGUMENTS: readonly unknown[] = []
const FRESH: Mode = { convert: 'none', recursive: true }

/** One run over a config. It makes every target in the order of the config, children first. */
export class Engine {
  readonly #options: EngineOptions
  readonly #prepared = new Map<unknown, PreparedTarget>()
  /** What was made at its own place, for references that come later. */
  readonly #made = new Map<ConfigNode, unknown>()
  /** Shared instances by the path of their config. */
  readonly #shared: Map<unknown, unknown>
  /** Paths whose shared instance is being made. */
  readonly #opening: string[] = []
  /** Something was asked for by reference: whatever comes by may have been made already. */
  #referenced = false
  #hops = 0

  constructor(options: EngineOptions) {
    this.#options = options
    this.#shared = options.scope?.shared ?? new Map()
  }

  /** What the outermost node describes; a container comes as a view. */
  *root(node: ContainerNode, mode: Mode): Steps {
    const made = yield* node.kind === 'map' ? this.#map(node, mode, true) : this.#list(node.cells, node, mode)
    return made instanceof MapNode || made instanceof ListNode ? view(made) : made
  }

  /** What a container or an interpolation describes: a value; a fresh node for a container that is to be a config. */
  #deep(node: ConfigNode, mode: Mode): Steps {
    if (node.state === 'interpolation') {
      const reference = REFERENCE.exec(node.text ?? '')
      return reference === null ? this.#followed(node, mode) : this.#reference(node, reference[1] ?? '')
    }
    return node.kind === 'map' ? this.#map(node, mode, false) : this.#list((node as ListNode).cells, node, mode)
  }

  *#followed(node: ConfigNode, mode: Mode): Steps {
    if (++this.#hops > MOST_HOPS) {
      throw targetError(`\`${fullKey(node)}\` leads back to itself.`, {
        code: 'INSTANTIATE_CYCLE',
        place: { path: fullKey(node), origin: node.origin },
        hint: '`${ref:path}` shares an instance instead of making another',
      })
    }
    const end = resolved(node)
    const made = isLeaf(end) ? leafValue(end) : yield* this.#deep(end, mode)
    this.#hops--
    return made
  }

  // Containers.

  *#list(cells: readonly Cell[], node: ConfigNode, mode: Mode): Steps {
    if (mode.convert !== 'none') {
      const list: unknown[] = new Array(cells.length)
      for (let at = 0; at < cells.length; at++) {
        const cell = cells[at] as Cell
        if (typeof cell !== 'object') list[at] = cell
        else if (!isNode(cell)) list[at] = cell.slice()
        else list[at] = isLeaf(cell) ? leafValue(cell) : asValue(yield* this.#deep(cell, mode))
      }
      return list
    }
    const list = new ListNode(node.origin)
    list.flags = OBJECTS_ALLOWED
    for (let at = 0; at < cells.length; at++) {
      const cell = cells[at] as Cell
      if (!isNode(cell)) pushRaw(list, at, cell)
      else if (isLeaf(cell)) adopt(list, at, leafCopy(cell))
      else adopt(list, at, nodeFor(yield* this.#deep(cell, mode), cell))
    }
    return list
  }

  #map(node: MapNode, inherited: Mode, outermost: boolean): Steps {
    const mode = modeOf(node, inherited)
    if (!node.cells.has(TARGET)) return this.#mapping(node, mode, outermost)
    if (this.#referenced || node.cells.has(ONCE)) return this.#sharedTarget(node, mode, outermost)
    return this.#call(node, mode, outermost)
  }

  *#mapping(node: MapNode, mode: Mode, outermost: boolean): Steps {
    const { convert } = mode
    if (convert === 'all' || (convert !== 'none' && node.schema === undefined)) {
      const entries: [Key, unknown][] = []
      for (const [key, cell] of node.cells) {
        if (outermost && (key === CONVERT || key === RECURSIVE || key === PARTIAL)) continue
        if (typeof cell !== 'object') entries.push([key, cell])
        else if (!isNode(cell)) entries.push([key, cell.slice()])
        else entries.push([key, isLeaf(cell) ? leafValue(cell) : asValue(yield* this.#deep(cell, mode))])
      }
      return plainMap(entries)
    }
    const map = new MapNode(node.origin)
    map.flags = OBJECTS_ALLOWED
    map.schema = node.schema
    for (const [key, cell] of node.cells) {
      if (outermost && (key === CONVERT || key === RECURSIVE || key === PARTIAL)) continue
      if (!isNode(cell)) {
        map.cells.set(key, typeof cell === 'object' ? cell.slice() : cell)
        map.lazy = true
      } else if (isLeaf(cell)) adopt(map, key, leafCopy(cell))
      else adopt(map, key, nodeFor(yield* this.#deep(cell, mode), cell))
    }
    return map
  }

  // Targets.

  /** A target that may have been made already, or that is to be made once. */
  *#sharedTarget(node: MapNode, mode: Mode, outermost: boolean): Steps {
    if (this.#made.has(node)) return this.#made.get(node)
    const path = fullKey(node)
    if (this.#shared.has(path)) return this.#shared.get(path)
    if (!flagOf(node, ONCE, false) || this.#opening.includes(path)) return yield* this.#call(node, mode, outermost)
    return yield* this.#sharedAt(path, node, mode, outermost)
  }

  *#sharedAt(path: string, node: MapNode, mode: Mode, outermost: boolean): Steps {
    this.#opening.push(path)
    const made = yield* this.#call(node, mode, outermost)
    this.#opening.pop()
    this.#shared.set(path, made)
    return made
  }

  /** What `${ref:path}` stands for: the one instance of what is described there. */
  *#reference(node: ConfigNode, path: string): Steps {
    const place: TargetPlace = { path: fullKey(node), origin: node.origin }
    const base = path.startsWith('.') ? node.parent : rootOf(node)
    let target = base && select(base, path, { resolve: false })
    while (target?.state === 'interpolation') target = resolved(target)
    if (target === undefined || target.kind !== 'map' || !target.cells.has(TARGET)) {
      throw targetError(`\`${node.text}\` refers to \`${path}\`, where no target is described.`, {
        code: 'INSTANTIATE_TARGET',
        place,
      })
    }
    const key = fullKey(target)
    this.#referenced = true
    if (this.#shared.has(key)) return this.#shared.get(key)
    if (this.#made.has(target)) {
      const made = this.#made.get(target)
      this.#shared.set(key, made)
      return made
    }
    if (this.#opening.includes(key)) {
      const circle = [...this.#opening.slice(this.#opening.indexOf(key)), key].join(' → ')
      throw targetError(`Shared instances need each other: ${circle}.`, { code: 'INSTANTIATE_CYCLE', place })
    }
    return yield* this.#sharedAt(key, target, modeOf(target, FRESH), false)
  }

  *#call(node: MapNode, mode: Mode, outermost: boolean): Steps {
    const { cells } = node
    const style = cells.has(CALL) ? callStyleOf(node) : 'auto'
    const isPartial = cells.has(PARTIAL) && flagOf(node, PARTIAL, false)
    const cell = cells.get(TARGET)
    let prepared = typeof cell === 'string' ? this.#prepared.get(cell) : this.#prepared.get(targetText(node))
    if (prepared === undefined || style === false) {
      const address = targetOf(node)
      const located = typeof address === 'string' ? yield* this.#located(address, node) : address
      if (style === false) return located
      prepared = this.#prepare(located, node)
    }
    const kwargs = new Map<string, unknown>()
    let ownArgs: readonly unknown[] | undefined
    for (const [key, cell] of cells) {
      let value: unknown
      if (typeof cell !== 'object') {
        if (isSpecial(key)) continue
        value = cell
      } else {
        if (isSpecial(key)) continue
        // what is missing is left for the call of a partial
        if (isPartial && isMissing(cell)) continue
        if (!isNode(cell)) value = mode.convert === 'none' ? rawListNode(cell) : cell.slice()
        else if (isLeaf(cell)) value = leafValue(cell)
        else if (mode.recursive) value = converted(yield* this.#deep(cell, mode), mode.convert)
        else value = passive(cell, mode.convert)
      }
      if (key === ARGS) {
        ownArgs = argumentList(value, node)
      } else if (typeof key === 'string') {
        kwargs.set(key, value instanceof MapNode || value instanceof ListNode ? detachedView(value) : value)
      } else {
        throw argumentsError(prepared, node, `\`${String(key)}\` is no name of a parameter`, undefined)
      }
    }
    const { args: given } = this.#options
    const args = outermost && given.length > 0 ? given : (ownArgs ?? NO_ARGUMENTS)
    let made: unknown
    if (isPartial) {
      const target = prepared
      made = createPartial(target.callable, args, kwargs, (all, named) => this.#invoke(target, node, all, named, style))
    } else {
      made = this.#invoke(prepared, node, args, kwargs, style)
      if (isPromise(made)) made = yield* this.#awaited(made, prepared, node)
      this.#options.scope?.own(made)
    }
    this.#made.set(node, made)
    return made
  }

  *#located(address: string, node: MapNode): Steps {
    const place = placeOf(node)
    if (this.#options.sync) return this.#options.targets.locateSync(address, place)
    return yield this.#options.targets.locate(address, place)
  }

  #prepare(located: unknown, node: MapNode): PreparedTarget {
    const written = targetText(node)
    const known = this.#prepared.get(written ?? located)
    if (known !== undefined) return known
    if (typeof located !== 'function') {
      const kind = typeof located === 'object' ? 'a module or an object' : `a ${typeof located}`
      throw targetError(`_target_ \`${written}\`${atKey(fullKey(node))} is ${kind}; a class or a function is needed.`, {
        code: 'INSTANTIATE_TARGET',
        place: placeOf(node),
        hint: '`_call_: false` gives the value itself',
      })
    }
    const callable = located as unknown as Callable
    const address = written ?? (callable.name || 'a function')
    const prepared = prepareTarget(address, callable, this.#options.targets.signatureOf(callable))
    this.#prepared.set(written ?? located, prepared)
    return prepared
  }

  #invoke(
    prepared: PreparedTarget,
    node: MapNode,
    args: readonly unknown[],
    kwargs: ReadonlyMap<string, unknown>,
    style: CallStyle,
  ): unknown {
    const { wrapTarget } = this.#options
    let { callable, constructs, raw } = prepared
    if (wrapTarget !== undefined) {
      callable = wrapTarget(prepared.callable, { address: prepared.address, path: fullKey(node) })
      if (callable !== prepared.callable) {
        constructs = isClass(callable)
        raw = rawAnswer(callable)
      }
    }
    const bound = raw === undefined ? argumentsFor(prepared, args, kwargs, style) : args
    if (bound instanceof ArgumentsProblem) throw argumentsError(prepared, node, bound.summary, bound.hint)
    try {
      return raw === undefined ? invoke(callable, bound, constructs) : raw({ args, kwargs })
    } catch (cause) {
      throw callFailed(prepared, node, cause)
    }
  }

  *#awaited(made: Promise<unknown>, prepared: PreparedTarget, node: MapNode): Steps {
    if (this.#options.sync) {
      made.catch(() => {}) // its failure is not ours to report twice
      throw targetError(`${prepared.address}${atKey(fullKey(node))} returned a promise.`, {
        code: 'TARGET_ASYNC',
        place: placeOf(node),
        hint: 'use `await instantiate(…)`',
      })
    }
    try {
      return yield made
    } catch (cause) {
      throw callFailed(prepared, node, cause)
    }
  }
}

/** A scalar, `null` or `???`: nothing below it, and nothing to follow. */
function isLeaf(node: ConfigNode): boolean {
  return node.state !== 'interpolation' && (node.kind === 'scalar' || node.state !== 'value')
}

/** The value of a leaf; throws for `???`, and says where. */
function leafValue(node: ConfigNode): unknown {
  return node.kind === 'scalar' && node.state === 'value' ? unboxed(node.value as Scalar) : readValue(node)
}

/** A leaf for another container, as it was: a whole float stays one. */
function leafCopy(node: ConfigNode): ConfigNode {
  if (node.kind === 'scalar' && node.state === 'value') return scalarNode(node.value as Scalar, node.origin)
  readValue(node)
  return scalarNode(null, node.origin)
}

/** A child that is not to be instantiated. */
function passive(cell: ConfigNode, convert: Convert): unknown {
  const node = cell.state === 'interpolation' ? resolved(cell) : cell
  if (isLeaf(node)) return leafValue(node)
  return convert === 'none' ? resolvedCopy(node) : plainOf(node as ContainerNode)
}

/** What `_target_` says: an address, or a class or function itself. */
function targetOf(node: MapNode): unknown {
  const value = flagValue(node, TARGET)
  if (typeof value === 'string' || typeof value === 'function') return value
  throw targetError(`_target_${atKey(fullKey(node))} is no address of a class or function.`, {
    code: 'INSTANTIATE_TARGET',
    place: placeOf(node),
  })
}

/** What a config's own keys change of what its container said. */
function modeOf(node: MapNode, inherited: Mode): Mode {
  const { cells } = node
  if (!cells.has(CONVERT) && !cells.has(RECURSIVE)) return inherited
  const convert = cells.has(CONVERT) ? convertOf(flagValue(node, CONVERT), inherited.convert) : inherited.convert
  return { convert, recursive: flagOf(node, RECURSIVE, inherited.recursive) }
}

/** A conversion by its name, in letters of any case; anything else is `none`. */
export function convertOf(value: unknown, otherwise: Convert): Convert {
  if (value === undefined) return otherwise
  const name = typeof value === 'string' ? value.toLowerCase() : value
  return name === 'partial' || name === 'all' || name === 'object' ? name : 'none'
}

/** A special key's value; `undefined` where it is absent or `???`. */
function flagValue(node: MapNode, key: string): unknown {
  const cell = node.cells.get(key)
  if (typeof cell !== 'object' || !isNode(cell)) return cell
  const found = cell.state === 'interpolation' ? resolved(cell) : cell
  return found.state === 'missing' ? undefined : readValue(found)
}

function flagOf(node: MapNode, key: string, otherwise: boolean): boolean {
  if (!node.cells.has(key)) return otherwise
  const value = flagValue(node, key)
  if (value === undefined) return otherwise
  if (typeof value === 'boolean') return value
  throw targetError(`${key}${atKey(fullKey(node))} is true or false.`, {
    code: 'INSTANTIATE_CONFIG',
    place: placeOf(node),
  })
}

function callStyleOf(node: MapNode): CallStyle | false {
  const value = node.cells.has(CALL) ? flagValue(node, CALL) : undefined
  if (value === undefined || value === true) return 'auto'
  if (value === false || value === 'object' || value === 'positional') return value
  throw targetError(`_call_${atKey(fullKey(node))} is true, false, object or positional.`, {
    code: 'INSTANTIATE_CONFIG',
    place: placeOf(node),
  })
}

function isMissing(cell: Cell): boolean {
  if (typeof cell !== 'object' || !isNode(cell)) return false
  if (cell.state !== 'interpolation') return cell.state === 'missing'
  // an interpolation that leads to `???` is as missing; any other failure is for whoever reads the value
  try {
    return resolved(cell).state === 'missing'
  } catch (error) {
    return (error as { name?: unknown }).name === 'InterpolationToMissingValueError'
  }
}

function argumentList(value: unknown, node: MapNode): readonly unknown[] {
  if (value instanceof ListNode) {
    return value.cells.map((cell) => {
      if (typeof cell !== 'object') return cell
      if (!isNode(cell)) return detachedView(rawListNode(cell))
      return cell.kind === 'scalar' || cell.state !== 'value' ? readValue(cell) : detachedView(cell)
    })
  }
  if (Array.isArray(value)) return value
  if (typeof value === 'string') return [...value]
  throw targetError(`_args_${atKey(fullKey(node))} is a list.`, { code: 'INSTANTIATE_ARGUMENTS', place: placeOf(node) })
}

/** A config that belongs to nobody any more, as the target will hold it. */
function detachedView(node: ContainerNode): unknown {
  node.parent = undefined
  node.key = undefined
  return view(node)
}

function rawListNode(cells: readonly (string | number | boolean)[]): ListNode {
  const list = new ListNode(undefined)
  list.cells = cells.slice()
  list.lazy = true
  return list
}

function pushRaw(list: ListNode, at: number, cell: Exclude<Cell, ConfigNode>): void {
  list.cells[at] = typeof cell === 'object' ? cell.slice() : cell
  list.lazy = true
}

/** A node that holds what was made; `written` is where it was described. */
function nodeFor(made: unknown, written: ConfigNode | undefined): ConfigNode {
  if (made instanceof MapNode || made instanceof ListNode) return made
  if (made === null || made === undefined) return scalarNode(null, written?.origin)
  // the scalar as it was: a whole float is to stay one
  if (written?.kind === 'scalar' && written.state === 'value')
    return scalarNode(written.value as Scalar, written.origin)
  return new ScalarNode('value', made as Scalar, undefined, written?.origin)
}

/** A value as it goes into plain data. */
function asValue(made: unknown): unknown {
  return made instanceof MapNode || made instanceof ListNode ? detachedView(made) : made
}

/** A plain object; a `Map` where a key is no text. */
function plainMap(entries: readonly (readonly [Key, unknown])[]): unknown {
  if (entries.every(([key]) => typeof key === 'string'))
    return ownObject(entries as readonly (readonly [string, unknown])[])
  return new Map(entries)
}

function plainOf(node: ContainerNode): unknown {
  return toContainer(node, { resolve: true, mappings: 'auto' })
}

/** A config that a child made or that a target returned, as its parent wants it. */
function converted(made: unknown, convert: Convert): unknown {
  if (convert === 'none') return made
  if (made instanceof MapNode || made instanceof ListNode) {
    return convert !== 'all' && made instanceof MapNode && made.schema !== undefined ? made : plainOf(made)
  }
  return isView(made) ? plainOf(nodeOf(made) as ContainerNode) : made
}

function rootOf(node: ConfigNode): ContainerNode | undefined {
  let at = node.parent
  while (at?.parent !== undefined) at = at.parent
  return at
}

function targetText(node: MapNode): string | undefined {
  const value = flagValue(node, TARGET)
  return typeof value === 'string' ? value : undefined
}

function placeOf(node: MapNode): TargetPlace {
  const cell = node.cells.get(TARGET)
  const origin = typeof cell === 'object' && isNode(cell) ? cell.origin : node.origin
  return { path: fullKey(node), origin: origin ?? node.origin }
}

function argumentsError(
  { address, declaredAt }: PreparedTarget,
  node: MapNode,
  problem: string,
  hint: string | undefined,
): InstantiationException {
  const where = declaredAt === undefined ? '' : ` (${declaredAt})`
  return targetError(`Cannot call ${address}${where}: ${problem}${atKey(fullKey(node))}.`, {
    code: 'INSTANTIATE_ARGUMENTS',
    place: placeOf(node),
    hint,
  })
}

function callFailed({ address }: PreparedTarget, node: MapNode, cause: unknown): InstantiationException {
  return targetError(`${address}${atKey(fullKey(node))} failed.`, {
    code: 'INSTANTIATE_FAILED',
    place: placeOf(node),
    cause,
  })
}
