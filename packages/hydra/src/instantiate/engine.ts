// One piece of some 350 lines: containers, targets, references and calls are one recursion over the tree.
import { isPromise } from 'node:util/types'
import {
  adopt,
  type Cell,
  type ConfigNode,
  type ContainerNode,
  fullKey,
  isNode,
  type Key,
  ListNode,
  MapNode,
  resolved,
  select,
  view,
} from '@hydra-zen/omegaconf/nodes'
import type { InstantiationException } from '../errors.ts'
import type { BindProblem } from './bind.ts'
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
import { type Keywords, keywordMap, keywordsOf } from './keywords.ts'
import {
  argumentList,
  asValue,
  converted,
  detachedView,
  instanceOf,
  isLeaf,
  isMissing,
  leafCopy,
  leafValue,
  nodeFor,
  passive,
  plainMap,
  pushRaw,
  rawListNode,
} from './made-values.ts'
import { createPartial } from './partial.ts'
import { rawAnswer } from './raw-target.ts'
import type { Callable } from './signature.ts'
import { ARGS, CALL, CONVERT, isSpecial, ONCE, PARTIAL, RECURSIVE, TARGET } from './special-keys.ts'
import { callStyleOf, flagOf, type Mode, modeOf, placeOf, targetOf, targetText } from './steering.ts'
import type { TargetEnvironment, TargetPlace } from './target-environment.ts'
import { atKey, targetError } from './target-error.ts'
import type { WrapTarget } from './wrap-target.ts'

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
    return convert === 'object' ? instanceOf(map) : map
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
    const keys: Key[] = []
    const given: Cell[] = []
    // collected first: a loop over a `Map` that can be suspended makes an object for each entry
    cells.forEach((cell, key) => {
      if (isSpecial(key)) return
      keys.push(key)
      given.push(cell)
    })
    const names: string[] = []
    const values: unknown[] = []
    let ownArgs: readonly unknown[] | undefined
    for (let at = 0; at < keys.length; at++) {
      const key = keys[at] as Key
      const cell = given[at] as Cell
      let value: unknown = cell
      if (typeof cell === 'object') {
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
        names.push(key)
        values.push(value instanceof MapNode || value instanceof ListNode ? detachedView(value) : value)
      } else {
        throw argumentsError(prepared, node, { problem: `\`${String(key)}\` is no name of a parameter` })
      }
    }
    const { args: fromCaller } = this.#options
    const args = outermost && fromCaller.length > 0 ? fromCaller : (ownArgs ?? NO_ARGUMENTS)
    const keywords: Keywords = { names, values }
    let made: unknown
    if (isPartial) {
      const target = prepared
      made = createPartial(target.callable, args, keywordMap(keywords), (all, named) =>
        this.#invoke(target, node, all, keywordsOf(named), style),
      )
    } else {
      made = this.#invoke(prepared, node, args, keywords, style)
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
    keywords: Keywords,
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
    const bound = raw === undefined ? argumentsFor(prepared, args, keywords, style) : args
    if (bound instanceof ArgumentsProblem) throw argumentsError(prepared, node, bound.details)
    try {
      return raw === undefined ? invoke(callable, bound, constructs) : raw({ args, kwargs: keywordMap(keywords) })
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

function rootOf(node: ConfigNode): ContainerNode | undefined {
  let at = node.parent
  while (at?.parent !== undefined) at = at.parent
  return at
}

function argumentsError(
  { address, declaredAt }: PreparedTarget,
  node: MapNode,
  { problem, hint, keyword, lacks }: BindProblem,
): InstantiationException {
  const where = declaredAt === undefined ? '' : ` (${declaredAt})`
  const { path = '', origin } = placeOf(node)
  const written = keyword === undefined ? undefined : node.cells.get(keyword)
  const at = typeof written === 'object' && isNode(written) ? (written.origin ?? origin) : origin
  return targetError(`Cannot call ${address}${where}: ${problem}${atKey(path)}.`, {
    code: 'INSTANTIATE_ARGUMENTS',
    place: { path, origin: at },
    hint: hint ?? (lacks === undefined ? undefined : `set it with ${path === '' ? '' : `${path}.`}${lacks}=…`),
  })
}

function callFailed({ address }: PreparedTarget, node: MapNode, cause: unknown): InstantiationException {
  return targetError(`${address}${atKey(fullKey(node))} failed.`, {
    code: 'INSTANTIATE_FAILED',
    place: placeOf(node),
    cause,
  })
}
