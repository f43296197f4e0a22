// One piece on purpose: putting a value where a type is declared is one mutual recursion over kinds of nodes.
import { ConfigTypeError, KeyValidationError, ValidationError } from '../errors.ts'
import type { Key, Scalar } from '../types/scalar.ts'
import { required } from '../types/type-name.ts'
import { anyType, type SchemaField, type SchemaType, type TypeRef } from '../types/type-ref.ts'
import { checkHeld, checkTuple, refuseElement, refuseForTarget, refuseForType } from './check-type.ts'
import { convertScalar, kept, refuseNull } from './convert.ts'
import { copyNode, snapshot } from './copy.ts'
import { detailsOf } from './fail.ts'
import { flag } from './flags.ts'
import { checkInterpolation } from './interpolation-tree.ts'
import { checkedIndex, checkedKey, childType, placeName, refuseNewKey, refuseReadonly } from './keys.ts'
import {
  adopt,
  type ConfigNode,
  type ContainerNode,
  childNode,
  ListNode,
  MapNode,
  ScalarNode,
  type State,
} from './node.ts'
import type { Origin } from './origin.ts'
import { pastAfter } from './past.ts'
import {
  isPlainMap,
  looksLikeSchema,
  normalKey,
  type PlainReader,
  plainEntries,
  plainLeaf,
  plainList,
  plainMap,
  refuseObject,
} from './plain.ts'
import { isConfigNode, originOf, refusal, shapeOf, unwrapView } from './shape.ts'

export interface BuildOptions {
  readonly origin?: Origin | undefined
  readonly parent?: ContainerNode | undefined
  readonly key?: Key | undefined
}

/** A new node for a declared type, holding `value`; not yet in its parent. */
export function buildNode(type: TypeRef, value: unknown, options: BuildOptions = {}): ConfigNode {
  const input = unwrapView(value)
  if (required(type).kind === 'any' && !isConfigNode(input)) return buildPlain(input, options)
  const wanted = required(type)
  if (wanted.kind === 'union') {
    const shape = shapeOf(input)
    if (shape === 'map' || shape === 'list' || shape === 'schema') return buildUnion(type, wanted.of, input, options)
  }
  const node = emptyFor(wanted, input, options.origin)
  node.type = type
  node.parent = options.parent
  node.key = options.key
  setNodeValue(node, input, options.origin)
  return node
}

function buildUnion(type: TypeRef, members: readonly TypeRef[], value: unknown, options: BuildOptions): ConfigNode {
  for (const member of members) {
    const { kind } = required(member)
    if (kind !== 'list' && kind !== 'dict' && kind !== 'tuple' && kind !== 'schema' && kind !== 'any') continue
    try {
      const node = buildNode(member, value, options)
      node.type = type
      return node
    } catch (error) {
      if (!(error instanceof ValidationError) && !(error instanceof KeyValidationError)) throw error
    }
  }
  const node = new ScalarNode('missing', undefined, undefined, options.origin)
  node.type = type
  node.parent = options.parent
  node.key = options.key
  throw refusal(node, value, type)
}

function buildPlain(value: unknown, options: BuildOptions): ConfigNode {
  const { origin } = options
  const place = { parent: options.parent, key: options.key } as ConfigNode
  const reader: PlainReader = {
    origin,
    other: (item, parent, key) => buildNode(anyType, unwrapObject(item, parent, key), { origin, parent, key }),
  }
  if (Array.isArray(value)) return plainList(value, reader, 0, place)
  if (typeof value === 'object' && value !== null) {
    if (looksLikeSchema(value)) return buildSchema(value as SchemaType, options)
    if (isPlainMap(value)) return plainMap(value, reader, 0, place)
  }
  return plainLeaf(value, options.parent, options.key, origin)
}

function unwrapObject(value: object, parent: ContainerNode, key: Key): unknown {
  const input = unwrapView(value)
  if (isConfigNode(input)) return copyNode(input)
  if (looksLikeSchema(value) || flag(parent, 'allowObjects')) return value
  return refuseObject(value, { kind: 'scalar', parent, key, type: anyType, origin: undefined } as unknown as ConfigNode)
}

/** An empty node of the kind that a type (or, for `any`, a value) asks for. */
function emptyFor(wanted: TypeRef, value: unknown, origin: Origin | undefined): ConfigNode {
  switch (wanted.kind) {
    case 'dict': {
      const node = new MapNode(origin)
      node.keyType = wanted.key
      node.elementType = wanted.value
      return node
    }
    case 'schema': {
      const node = new MapNode(origin)
      if (wanted.open) {
        node.keyType = wanted.open.key
        node.elementType = wanted.open.value
      }
      return node
    }
    case 'list': {
      const node = new ListNode(origin)
      node.elementType = wanted.of
      return node
    }
    case 'tuple': {
      const node = new ListNode(origin)
      node.elementType = wanted.rest ?? anyType
      return node
    }
    case 'any':
      if (isConfigNode(value)) {
        if (value.kind === 'map') {
          const node = new MapNode(origin)
          node.keyType = value.keyType
          node.elementType = value.elementType
          return node
        }
        if (value.kind === 'list') {
          const node = new ListNode(origin)
          node.elementType = value.elementType
          return node
        }
        return new ScalarNode('null', undefined, undefined, origin)
      }
      return new ScalarNode('null', undefined, undefined, origin)
    default:
      return new ScalarNode('missing', undefined, undefined, origin)
  }
}

/** A schema's default instance: every field with its default, or `???`. */
export function buildSchema(schema: SchemaType, options: BuildOptions = {}): MapNode {
  const node = emptyFor(schema, undefined, options.origin) as MapNode
  node.parent = options.parent
  node.key = options.key
  fillFromSchema(node, schema)
  return node
}

function fillFromSchema(node: MapNode, schema: SchemaType): void {
  if (depthOf(node) > 200) {
    throw new ValidationError(`The default of ${schema.name} contains itself.`, detailsOf('SCHEMA_NOT_VALID', node))
  }
  node.schema = schema
  node.state = 'value'
  node.cells = new Map()
  for (const [name, field] of schema.fields) {
    if (field.absent && !('default' in field)) continue
    adopt(node, name, fieldNode(field, node, name))
  }
}

function depthOf(node: ConfigNode): number {
  let depth = 0
  for (let at = node.parent; at !== undefined; at = at.parent) depth++
  return depth
}

/** The node of a schema's field with its default. */
function fieldNode(field: SchemaField, parent: MapNode, key: Key): ConfigNode {
  const options = { origin: field.origin ?? parent.origin, parent, key }
  if (!('default' in field)) return buildNode(field.type, '???', options)
  return buildDefault(field.type, defaultOf(field.default), options)
}

function defaultOf(value: unknown): unknown {
  if (typeof value === 'object' && value !== null && Object.keys(value).length === 1) {
    const { factory } = value as { factory?: unknown }
    if (typeof factory === 'function') return (factory as () => unknown)()
  }
  return value
}

/** Plain data of a default: where a schema is declared, an object means an instance with those fields set. */
function buildDefault(type: TypeRef, value: unknown, options: BuildOptions): ConfigNode {
  const wanted = required(type)
  const input = unwrapView(value)
  if (wanted.kind === 'schema' && isPlainMap(input) && !looksLikeSchema(input)) {
    const node = buildSchema(wanted, options)
    node.type = type
    for (const [key, item] of plainEntries(input)) {
      const field = wanted.fields.get(key as string)
      if (field)
        adopt(node, key as string, buildDefault(field.type, item, { ...options, parent: node, key: key as string }))
      else setItem(node, normalKey(key, node), item)
    }
    return node
  }
  if (wanted.kind === 'list' && Array.isArray(input)) {
    const node = buildNode(type, [], options) as ListNode
    for (const [at, item] of input.entries()) {
      adopt(node, at, buildDefault(wanted.of, item, { ...options, parent: node, key: at }))
    }
    return node
  }
  if (wanted.kind === 'dict' && isPlainMap(input)) {
    const node = buildNode(type, {}, options) as MapNode
    for (const [key, item] of plainEntries(input)) {
      const own = checkedKey(node, normalKey(key, node))
      adopt(node, own, buildDefault(wanted.value, item, { ...options, parent: node, key: own }))
    }
    return node
  }
  return buildNode(type, input, options)
}

/** Puts a value into an existing node, converted to its type. The node's kind must be able to hold it. */
export function setNodeValue(node: ConfigNode, value: unknown, origin?: Origin): void {
  const input = unwrapView(value)
  if (node.kind === 'scalar') setScalar(node, input, originOf(input) ?? origin)
  else if (node.kind === 'map') setMap(node, input, origin)
  else setList(node, input, origin)
}

function setScalar(node: ScalarNode, value: unknown, origin: Origin | undefined): void {
  switch (shapeOf(value)) {
    case 'null':
      refuseNull(node.type, node, origin)
      setState(node, 'null')
      return
    case 'missing':
      setState(node, 'missing')
      return
    case 'interpolation':
      setState(node, 'interpolation', textOf(value))
      return
    case 'scalar': {
      const scalar = isConfigNode(value) ? ((value as ScalarNode).value as Scalar) : (value as Scalar)
      node.value = node.type.kind === 'any' ? kept(scalar) : convertScalar(node.type, scalar, node, origin)
      node.state = 'value'
      node.text = undefined
      return
    }
    case 'object':
      if (node.type.kind === 'any') {
        if (!flag(node, 'allowObjects')) refuseObject(value, node)
        node.value = value as Scalar
        node.state = 'value'
        node.text = undefined
        return
      }
      refuseObject(value, node)
      break
    default:
      throw refusal(node, value, node.type)
  }
}

/** The text of an interpolation given as text or as a node. */
function textOf(value: unknown): string {
  if (isConfigNode(value)) return value.text as string
  checkInterpolation(value as string)
  return value as string
}

function setState(node: ConfigNode, state: State, text?: string): void {
  node.state = state
  node.text = text
  if (node.kind === 'scalar') node.value = undefined
  else if (node.kind === 'map') {
    node.cells = new Map()
    node.schema = undefined
    node.lazy = false
  } else {
    node.cells = []
    node.lazy = false
  }
}

function setMap(node: MapNode, value: unknown, origin: Origin | undefined): void {
  const shape = shapeOf(value)
  if (shape === 'null') {
    refuseNull(node.type, node, originOf(value) ?? origin)
    setState(node, 'null')
    return
  }
  if (shape === 'missing' || shape === 'interpolation') {
    setState(node, shape, shape === 'missing' ? undefined : textOf(value))
    return
  }
  refuseForType(node, value, shape)
  const before = { cells: node.cells, schema: node.schema, state: node.state, text: node.text, lazy: node.lazy }
  try {
    if (shape === 'schema') {
      const schema = value as SchemaType
      fillFromSchema(node, schema)
      return
    }
    node.cells = new Map()
    node.lazy = false
    node.schema = undefined
    node.state = 'value'
    node.text = undefined
    if (isConfigNode(value)) {
      const source = value as MapNode
      node.flags = source.flags
      for (const key of source.cells.keys()) {
        putItem(node, checkedKey(node, key), copyNode(childNode(source, key) as ConfigNode), origin)
      }
      node.schema = source.schema
      return
    }
    for (const [key, item] of plainEntries(value as object)) {
      putItem(node, checkedKey(node, normalKey(key, node)), unwrapView(item), origin)
    }
  } catch (error) {
    Object.assign(node, before)
    throw error
  }
}

function setList(node: ListNode, value: unknown, origin: Origin | undefined): void {
  const shape = shapeOf(value)
  if (shape === 'null') {
    refuseNull(node.type, node, originOf(value) ?? origin)
    setState(node, 'null')
    return
  }
  if (shape === 'missing' || shape === 'interpolation') {
    setState(node, shape, shape === 'missing' ? undefined : textOf(value))
    return
  }
  if (shape !== 'list') throw refusal(node, value, node.type)
  const before = { cells: node.cells, state: node.state, text: node.text, lazy: node.lazy }
  try {
    node.cells = []
    node.lazy = false
    node.state = 'value'
    node.text = undefined
    const items = isConfigNode(value) ? (value as ListNode).items : (value as readonly unknown[])
    for (let at = 0; at < items.length; at++) {
      const item = unwrapView(items[at])
      putItem(node, at, isConfigNode(item) ? copyNode(item) : (item ?? null), origin)
    }
    checkTuple(node)
  } catch (error) {
    Object.assign(node, before)
    throw error
  }
}

/**
 * Assigns under a key, as `container[key] = value` does: checked against flags and types, copied, with history.
 *
 * @throws ReadonlyConfigError `CONFIG_READONLY`; ConfigKeyError `CONFIG_KEY_NOT_IN_STRUCT`; KeyValidationError;
 * ValidationError where the declared type refuses the value; ConfigIndexError
 */
export function setItem(
  parent: ContainerNode,
  key: Key,
  value: unknown,
  options: { readonly origin?: Origin | undefined } = {},
): void {
  const input = unwrapView(value)
  const item = isConfigNode(input) ? copyNode(input) : input
  if (isConfigNode(item)) item.parent = undefined
  if (parent.kind === 'map') {
    const own = checkedKey(parent, key)
    refuseNewKey(parent, own, 'set')
    refuseReadonly(parent, own)
    if (parent.state !== 'value') openUp(parent)
    putItem(parent, own, item, options.origin)
  } else {
    refuseReadonly(parent, key)
    const index = checkedIndex(parent, key)
    putItem(parent, index, item, options.origin)
  }
}

/** A mapping that was null or missing takes keys once one is set. */
function openUp(node: MapNode): void {
  if (node.state === 'value') return
  throw new ConfigTypeError(
    `Cannot set a key of ${placeName(node)}: it is ${node.state === 'null' ? 'null' : node.state === 'missing' ? '???' : 'an interpolation'}.`,
    { ...detailsOf('CONFIG_NOT_A_CONTAINER', node), hint: 'assign a whole mapping first' },
  )
}

/** The assignment itself, past flags: types decide whether the old node stays and takes the value. Consumes nodes. */
export function putItem(parent: ContainerNode, key: Key, item: unknown, origin: Origin | undefined): void {
  const old = childNode(parent, key)
  const hint = childType(parent, key)
  if (!isConfigNode(item) && hint.kind === 'any' && (old === undefined || old.type.kind === 'any')) {
    place(parent, key, buildNode(hint, item, { origin, parent, key }), old)
    return
  }
  const shape = shapeOf(item)
  if (shape === 'null')
    refuseNull(
      old?.type ?? hint,
      old ?? ({ kind: 'scalar', parent, key, type: hint } as ScalarNode),
      originOf(item) ?? origin,
    )
  if (
    old?.kind === 'map' &&
    shape !== 'interpolation' &&
    shape !== 'missing' &&
    shape !== 'null' &&
    old.type.kind !== 'any'
  ) {
    refuseForTarget(old, item, shape)
  }
  if (parent.kind === 'list') refuseElement(parent, key, item, shape, hint)
  const union = required(old?.type ?? hint).kind === 'union'
  if (isConfigNode(item) && item.kind === 'scalar' && item.type.kind !== 'any' && !union) {
    applyType(item, old?.type.kind === 'any' ? parent.elementType : childType(parent, key))
    place(parent, key, item, old)
    return
  }
  const keeps = old !== undefined && old.type.kind !== 'any'
  if (keeps && !(union && (shape === 'map' || shape === 'list' || old.kind !== 'scalar'))) {
    if (old.kind === 'scalar') {
      const before = snapshot(old)
      setNodeValue(old, item, origin)
      old.past = pastAfter(isConfigNode(item) ? item.past : undefined, before)
      old.origin = originOf(item) ?? origin
    } else {
      setNodeValue(old, item, origin)
      old.origin = originOf(item) ?? origin ?? old.origin
    }
    return
  }
  const type = union && old !== undefined ? old.type : shape === 'schema' && old !== undefined ? old.type : hint
  if (isConfigNode(item)) {
    const { kind } = required(type)
    const special = item.state !== 'value'
    const rebuilt =
      (special && (kind === 'dict' || kind === 'list' || kind === 'tuple' || kind === 'schema')) ||
      kind === 'union' ||
      (kind !== 'any' && kind !== 'dict' && kind !== 'list' && kind !== 'tuple' && kind !== 'schema')
    if (rebuilt) {
      place(parent, key, buildNode(type, item, { origin: item.origin ?? origin, parent, key }), old)
    } else {
      applyType(item, parent.kind === 'list' ? type : type.kind === 'any' ? parent.elementType : type)
      place(parent, key, item, old)
    }
    return
  }
  place(parent, key, buildNode(type, item, { origin, parent, key }), old)
}

function place(parent: ContainerNode, key: Key, node: ConfigNode, old: ConfigNode | undefined): void {
  if (old !== undefined) node.past = pastAfter(node.past, old)
  adopt(parent, key, node)
}

/** Gives an existing node a declared type, checking (not converting) what it holds. */
export function applyType(node: ConfigNode, type: TypeRef): void {
  if (type.kind === 'any') return
  const wanted = required(type)
  if (node.state === 'null') refuseNull(type, node)
  if (node.state === 'value') checkHeld(node, wanted, type)
  node.type = type
  if (wanted.kind === 'list' && node.kind === 'list') {
    node.elementType = wanted.of
    if (node.state === 'value') for (const [at, item] of node.items.entries()) applyToChild(node, at, item, wanted.of)
  } else if (wanted.kind === 'dict' && node.kind === 'map') {
    node.keyType = wanted.key
    node.elementType = wanted.value
    if (node.state !== 'value') return
    for (const [key, item] of node.entries) {
      checkedKey(node, key)
      applyToChild(node, key, item, wanted.value)
    }
  } else if (wanted.kind === 'tuple' && node.kind === 'list') {
    checkTuple(node)
  }
}

function applyToChild(parent: ContainerNode, key: Key, child: ConfigNode, type: TypeRef): void {
  if (child.state === 'value') {
    applyType(child, type)
    return
  }
  const typed = buildNode(type, child, { origin: child.origin, parent, key })
  typed.past = child.past
  adopt(parent, key, typed)
}
