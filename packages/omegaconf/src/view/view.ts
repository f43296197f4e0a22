import { Pass } from '../interpolation/evaluate.ts'
import { resultNode } from '../interpolation/outcome.ts'
import { setItem } from '../nodes/assign.ts'
import { unboxed } from '../nodes/convert.ts'
import { asAttributeError, checkedKey, refuseNewKey } from '../nodes/keys.ts'
import { type ConfigNode, type ContainerNode, childNode, type ListNode, type MapNode } from '../nodes/node.ts'
import { NODE, nodeOf } from '../nodes/view-link.ts'
import { append } from '../ops/list-ops.ts'
import { remove } from '../ops/remove.ts'
import { missing } from '../ops/select.ts'
import { plainKey, toContainer } from '../ops/to-container.ts'
import type { Key, Scalar } from '../types/scalar.ts'
import { required } from '../types/type-name.ts'
import { holds } from './holds.ts'
import { inspectView } from './inspect.ts'
import { jsonOf } from './json.ts'
import { viewKey } from './view-key.ts'

const INSPECT = Symbol.for('nodejs.util.inspect.custom')

/** What a proxy stands on. `console.log` looks at this object, past the traps. */
class MapTarget {
  readonly node: MapNode

  constructor(node: MapNode) {
    this.node = node
  }

  get [NODE](): MapNode {
    return this.node
  }

  // `this` is the proxy or the target: both answer to the symbol, only one to `node`
  [INSPECT](depth: number, options: object, inspect: (value: unknown, options: object) => string): string {
    return inspectView(nodeOf(this) as ContainerNode, depth, options, inspect)
  }
}

/** An array, so that `Array.isArray` holds and the methods of arrays work. */
class ListTarget extends Array<unknown> {
  readonly node: ListNode

  constructor(node: ListNode) {
    super()
    this.node = node
  }

  get [NODE](): ListNode {
    return this.node
  }

  [INSPECT](depth: number, options: object, inspect: (value: unknown, options: object) => string): string {
    return inspectView(nodeOf(this) as ContainerNode, depth, options, inspect)
  }
}

/**
 * What users hold: a proxy that reads and writes the node, lazily, honouring struct, read-only and missing.
 *
 * The same node gives the same view. Operations are functions, not methods, so no key can collide with one.
 */
export function view<T = unknown>(node: ContainerNode): T {
  node.proxy ??=
    node.kind === 'map'
      ? (new Proxy(new MapTarget(node), mapHandler) as object)
      : (new Proxy(new ListTarget(node), listHandler) as object)
  return node.proxy as T
}

/** Whether a value is a view. */
export function isView(value: unknown): boolean {
  return typeof value === 'object' && value !== null && (value as { [NODE]?: unknown })[NODE] !== undefined
}

/** Names that runtimes and test tools ask any object for; asking is no mistake, even in struct mode. */
const PROBES = new Set([
  'then',
  'toJSON',
  'inspect',
  'nodeType',
  'tagName',
  'asymmetricMatch',
  '$$typeof',
  '@@__IMMUTABLE_ITERABLE__@@',
  '@@__IMMUTABLE_RECORD__@@',
  '_isMockFunction',
  'hasAttribute',
])

const mapHandler: ProxyHandler<MapTarget> = {
  get({ node }, name) {
    if (typeof name === 'symbol') {
      if (name === NODE) return node
      return name === INSPECT ? MapTarget.prototype[INSPECT] : undefined
    }
    if (node.cells.has(name)) return readChild(node, name)
    const key = ownKey(node, name)
    if (key !== undefined && node.cells.has(key)) return readChild(node, key)
    if (name === 'toJSON') return () => jsonOf(toContainer(node, { resolve: true, enumToStr: true }))
    if (PROBES.has(name)) return undefined
    if (name !== '__proto__' && name in Object.prototype) return Reflect.get(Object.prototype, name)
    if (node.state === 'missing') throw missing(node)
    try {
      refuseNewKey(node, key ?? name, 'read')
    } catch (error) {
      throw asAttributeError(error)
    }
    return undefined
  },
  set({ node }, name, value) {
    if (typeof name === 'symbol') return false
    assign(node, name, value)
    return true
  },
  defineProperty({ node }, name, descriptor) {
    if (typeof name === 'symbol' || !('value' in descriptor)) return false
    assign(node, name, descriptor.value)
    return true
  },
  deleteProperty({ node }, name) {
    if (typeof name === 'symbol') return true
    remove(node, viewKey(node, name))
    return true
  },
  has({ node }, name) {
    return typeof name === 'string' && holds(node, viewKey(node, name))
  },
  ownKeys: ({ node }) => [...node.cells.keys()].map(plainKey),
  getOwnPropertyDescriptor({ node }, name) {
    if (typeof name === 'symbol') return undefined
    const key = viewKey(node, name)
    if (!node.cells.has(key)) return undefined
    const cell = node.cells.get(key)
    // keys are listed by descriptors: a resolver that lists those beside it must not be called again for that
    if (typeof cell === 'object' && 'state' in cell && cell.state === 'interpolation') {
      return { enumerable: true, configurable: true, get: () => readChild(node, key) }
    }
    return { enumerable: true, configurable: true, writable: true, value: peek(node, key) }
  },
  getPrototypeOf: () => Object.prototype,
  preventExtensions: () => false,
}

function assign(node: MapNode, name: string, value: unknown): void {
  try {
    setItem(node, viewKey(node, name), value)
  } catch (error) {
    throw asAttributeError(error)
  }
}

function ownKey(node: MapNode, name: string): Key | undefined {
  const key = viewKey(node, name)
  if (required(node.keyType).kind !== 'enum') return key
  try {
    return checkedKey(node, key)
  } catch {
    return undefined
  }
}

/** A value for a descriptor: looking at a descriptor must not fail where reading would. */
function peek(node: ContainerNode, key: Key): unknown {
  try {
    return readChild(node, key)
  } catch {
    return undefined
  }
}

const INDEX = /^(?:0|[1-9]\d*)$/

const listHandler: ProxyHandler<ListTarget> = {
  get(target, name, receiver) {
    const { node } = target
    if (typeof name === 'symbol') {
      if (name === NODE) return node
      return name === INSPECT
        ? ListTarget.prototype[INSPECT].bind(target)
        : Reflect.get(Array.prototype, name, receiver)
    }
    if (name === 'length') return node.cells.length
    if (INDEX.test(name)) return readChild(node, Number(name))
    if (name === 'toJSON') return () => jsonOf(toContainer(node, { resolve: true, enumToStr: true }))
    if (name === 'constructor') return Array
    return Reflect.get(Array.prototype, name, receiver)
  },
  set({ node }, name, value) {
    if (typeof name === 'symbol') return false
    if (name === 'length') {
      while (node.cells.length > (value as number)) remove(node, node.cells.length - 1)
      return true
    }
    if (!INDEX.test(name)) return false
    if (Number(name) === node.cells.length) append(node, value)
    else setItem(node, Number(name), value)
    return true
  },
  deleteProperty({ node }, name) {
    if (typeof name === 'string' && INDEX.test(name) && Number(name) < node.cells.length) remove(node, Number(name))
    return true
  },
  has({ node }, name) {
    if (typeof name === 'symbol') return name in Array.prototype
    return INDEX.test(name) ? Number(name) < node.cells.length : name in Array.prototype
  },
  ownKeys: ({ node }) => [...node.cells.keys()].map(String).concat('length'),
  getOwnPropertyDescriptor({ node }, name) {
    if (name === 'length') return { enumerable: false, configurable: false, writable: true, value: node.cells.length }
    if (typeof name === 'symbol' || !INDEX.test(name) || Number(name) >= node.cells.length) return undefined
    return { enumerable: true, configurable: true, writable: true, value: peek(node, Number(name)) }
  },
  defineProperty({ node }, name, descriptor) {
    if (typeof name === 'symbol' || !INDEX.test(name) || !('value' in descriptor)) return false
    if (Number(name) === node.cells.length) append(node, descriptor.value)
    else setItem(node, Number(name), descriptor.value)
    return true
  },
  getPrototypeOf: () => Array.prototype,
  preventExtensions: () => false,
}

/**
 * A scalar as a JS value (whole floats unboxed), a container as a view, interpolations followed.
 *
 * @throws MissingMandatoryValue, InterpolationResolutionError
 */
export function readValue(node: ConfigNode): unknown {
  switch (node.state) {
    case 'value':
      return node.kind === 'scalar' ? unboxed(node.value as Scalar) : view(node)
    case 'null':
      return null
    case 'missing':
      throw missing(node)
    default: {
      const outcome = new Pass().follow(node)
      return readValue(resultNode(outcome, node))
    }
  }
}

/** The value under a key, `undefined` where there is none; a bare leaf stays bare. */
export function readChild(container: ContainerNode, key: Key): unknown {
  const cell = container.kind === 'map' ? container.cells.get(key) : container.cells[key as number]
  if (typeof cell !== 'object') return cell
  return readValue(childNode(container, key) as ConfigNode)
}
