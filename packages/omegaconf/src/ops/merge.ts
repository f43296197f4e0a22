import { ConfigTypeError, ConfigValueError, ReadonlyConfigError, ValidationError } from '../errors.ts'
import { applyType, buildNode, buildSchema, putItem, setItem, setNodeValue } from '../nodes/assign.ts'
import { refuseNull } from '../nodes/convert.ts'
import { copyNode, snapshot } from '../nodes/copy.ts'
import { detailsOf, objectType } from '../nodes/fail.ts'
import { flag, withFlags } from '../nodes/flags.ts'
import { fullKey } from '../nodes/key-path.ts'
import { checkedKey, childType, refuseNewKey } from '../nodes/keys.ts'
import {
  type ConfigNode,
  type ContainerNode,
  childNode,
  ListNode,
  type MapNode,
  type ScalarNode,
} from '../nodes/node.ts'
import { pastAfter } from '../nodes/past.ts'
import { printNode } from '../nodes/print-node.ts'
import { isConfigNode } from '../nodes/shape.ts'
import type { Key } from '../types/scalar.ts'
import { extendsSchema, required, typeName } from '../types/type-name.ts'
import type { SchemaType } from '../types/type-ref.ts'
import { mergePlainMaps, mergesPlainly } from './merge-plain.ts'
import { tryResolved } from './select.ts'

/** How trees are merged. */
export interface MergeOptions {
  /** The sources' nodes may be moved over instead of copied: they are used up. */
  readonly own?: boolean | undefined
}

/** Merges into a fresh tree; later ones win: mappings key by key, everything else as a whole. */
export function merge(...nodes: readonly ConfigNode[]): ConfigNode {
  const [first, ...others] = nodes
  if (first === undefined) throw new ConfigValueError('Nothing to merge.', { code: 'CONFIG_BAD_ARGUMENT' })
  const target = copyNode(first)
  mergeAll(target, others, {})
  return target
}

/** As `merge`, into the first of the nodes itself; all others are used up. */
export function unsafeMerge(...nodes: readonly ConfigNode[]): ConfigNode {
  const [target, ...others] = nodes
  if (target === undefined) throw new ConfigValueError('Nothing to merge.', { code: 'CONFIG_BAD_ARGUMENT' })
  mergeAll(target, others, { own: true })
  return target
}

function mergeAll(target: ConfigNode, others: readonly ConfigNode[], options: MergeOptions): void {
  if (target.kind === 'scalar') {
    throw new ConfigTypeError('Only mappings and lists can be merged.', detailsOf('CONFIG_MERGE_KINDS', target))
  }
  const readonly = target.flags?.readonly
  const run = () => {
    mergeInto(target, others, options)
    return target.flags?.readonly === true
  }
  if (!flag(target, 'readonly')) {
    run()
    return
  }
  const turned = withFlags(target, { readonly: false }, run)
  if (turned || readonly) target.flags = { ...target.flags, readonly: true }
}

/**
 * Merges into `target`, in order. Unlike `merge` it minds that `target` is read-only.
 *
 * @throws ConfigTypeError `CONFIG_MERGE_KINDS`; ValidationError; ReadonlyConfigError; ConfigKeyError in struct mode
 */
export function mergeInto(target: ContainerNode, sources: readonly ConfigNode[], options: MergeOptions = {}): void {
  const own = options.own ?? false
  for (const source of sources) {
    if (target.kind === 'map' && source.kind === 'map') mergeMap(target, source, own)
    else if (target.kind === 'list' && source.kind === 'list') mergeList(target, source)
    else throw differentKinds(target, source)
  }
}

function differentKinds(target: ConfigNode, source: ConfigNode): ConfigTypeError {
  const path = fullKey(target)
  const where = path === '' ? '' : ` at \`${path}\``
  return new ConfigTypeError(`Cannot merge a ${objectType(source)} into a ${objectType(target)}${where}.`, {
    ...detailsOf('CONFIG_MERGE_KINDS', target),
    ...(source.origin !== undefined && 'source' in source.origin ? { at: source.origin } : {}),
  })
}

function mergeMap(target: MapNode, given: MapNode, own: boolean): void {
  if (mergesPlainly(target, given)) {
    mergePlainMaps(target, given, own, (into, from, key, child) => mergeKey(into, key, child, from, own))
    return
  }
  let source = given
  if (source.state === 'null' || source.state === 'interpolation') {
    refuseReadonlyValue(target)
    setNodeValue(target, source)
    updateTypes(target, source)
    return
  }
  refuseMerge(target, source)
  const declared = required(source.type)
  if (source.state === 'missing' && target.state !== 'missing' && declared.kind === 'schema') {
    source = buildSchema(declared)
    source.type = given.type
    for (const child of source.entries.values()) setNodeValue(child, '???')
  }
  if ((target.state === 'interpolation' || target.state === 'missing') && source.state !== 'missing') expand(target)
  if (source.state === 'value') {
    for (const key of source.cells.keys()) mergeKey(target, key, childNode(source, key) as ConfigNode, source, own)
  }
  updateTypes(target, source)
  takeFlags(target, source)
}

function mergeKey(target: MapNode, key: Key, child: ConfigNode, source: MapNode, own: boolean): void {
  const missing = child.state === 'missing'
  const at = safeKey(target, key)
  let old = at === undefined ? undefined : childNode(target, at)
  if (old?.kind === 'map') refuseMerge(old, child)
  if (old !== undefined && old.kind !== 'scalar' && old.state === 'null' && !missing && !leadsToNull(child)) expand(old)
  if (old?.state === 'interpolation') {
    const led = tryResolved(old)
    if (led !== undefined && led.kind !== 'scalar') {
      setItem(target, key, led)
      old = childNode(target, at as Key)
    }
  }
  const element = required(target.elementType)
  if (old === undefined && element.kind === 'schema' && !missing && !target.schema?.fields.has(key as string)) {
    refuseAdding(target, key)
    const made = buildNode(target.elementType, element, { origin: child.origin, parent: target, key })
    setItem(target, key, made)
    old = childNode(target, checkedKey(target, key))
  }
  if (old === undefined) {
    if (!isLoose(source.schema) || target.schema?.loose)
      withFlags(target, { struct: false }, () => setItem(target, key, child))
    else setItem(target, key, child)
    return
  }
  if (old.kind !== 'scalar') {
    if (child.kind !== 'scalar') {
      mergeInto(old, [child], { own })
    } else if (!missing) setItem(target, key, child)
    return
  }
  if (child.kind !== 'scalar') {
    setItem(target, key, child)
    return
  }
  mergeLeaf(target, key, old, child)
}

function mergeLeaf(target: MapNode, key: Key, old: ScalarNode, child: ScalarNode): void {
  if (child.state === 'missing') {
    // the old value stays, yet a type that came with `???` has to take it from now on
    if (old.type.kind !== 'any' || child.type.kind === 'any') return
    const typed = copyNode(child)
    typed.parent = target
    typed.key = key
    setNodeValue(typed, old)
    setItem(target, key, typed)
    return
  }
  if (old.type.kind === 'any') {
    setItem(target, key, child)
    return
  }
  refuseReadonlyValue(old)
  const before = snapshot(old)
  setNodeValue(old, child)
  old.past = pastAfter(child.past, before)
  old.origin = child.origin
}

function refuseAdding(target: MapNode, key: Key): void {
  refuseNewKey(target, checkedKey(target, key), 'set')
}

function safeKey(target: MapNode, key: Key): Key | undefined {
  if (target.keyType.kind === 'any') return key
  try {
    return checkedKey(target, key)
  } catch {
    return undefined
  }
}

function leadsToNull(node: ConfigNode): boolean {
  if (node.state === 'null') return true
  return node.state === 'interpolation' && tryResolved(node)?.state === 'null'
}

/** What a merge may not bring together, whatever it holds. */
function refuseMerge(target: MapNode, source: ConfigNode): void {
  if (leadsToNull(source)) refuseNull(target.type, target)
  const wanted = required(target.type)
  if (target.state === 'missing' && source.kind === 'map' && source.schema !== undefined && wanted.kind === 'schema') {
    if (!extendsSchema(source.schema, wanted)) throw notSubclass(source, wanted.name, target)
  }
  if (source.state === 'missing' || source.state === 'null') return
  if (target.state === 'missing' && source.kind === 'list' && target.type.kind !== 'any') {
    throw notSubclass(source, typeName(target.type), target)
  }
  if (target.state !== 'value' || target.schema === undefined) return
  if (source.kind === 'map' && (isLoose(source.schema) || target.schema.loose)) return
  if (source.kind === 'map' && extendsSchema(source.schema, target.schema)) return
  throw notSubclass(source, target.schema.name, target)
}

function isLoose(schema: SchemaType | undefined): boolean {
  return schema === undefined || schema.loose === true
}

function notSubclass(source: ConfigNode, name: string, target: ConfigNode): ValidationError {
  const what = source.kind === 'scalar' ? `\`${printNode(source)}\`` : `a ${objectType(source)}`
  return new ValidationError(`\`${fullKey(target)}\`: ${what} cannot be merged into ${name}.`, {
    ...detailsOf('VALUE_NOT_VALID', target),
    ...(source.origin !== undefined && 'source' in source.origin ? { at: source.origin } : {}),
  })
}

/** Makes an empty value of the declared type where there was null, `???` or an interpolation. */
function expand(node: ContainerNode): void {
  const wanted = required(node.type)
  if (wanted.kind === 'schema') setNodeValue(node, wanted)
  else setNodeValue(node, node.kind === 'map' ? {} : [])
}

/** A target without a declared type takes the source's; its schema is the source's where that has one. */
function updateTypes(target: MapNode, source: MapNode): void {
  const isKept = target.schema !== undefined && isLoose(source.schema)
  if (source.schema !== undefined && source.state === 'value' && !isKept) target.schema = source.schema
  if (target.type.kind === 'any' && source.type.kind !== 'any') applyType(target, source.type)
}

function takeFlags(target: ContainerNode, source: ContainerNode): void {
  const { flags } = source
  if (flags === undefined) return
  for (const name of ['struct', 'readonly', 'allowObjects'] as const) {
    if (flags[name] !== undefined) target.flags = { ...target.flags, [name]: flags[name] }
  }
}

function refuseReadonlyValue(node: ConfigNode): void {
  if (!flag(node, 'readonly')) return
  throw new ReadonlyConfigError(
    `\`${fullKey(node)}\` is read-only and cannot be changed.`,
    detailsOf('CONFIG_READONLY', node),
  )
}

function mergeList(target: ListNode, source: ListNode): void {
  if (source.state === 'null' || source.state === 'interpolation') setNodeValue(target, source)
  else if (source.state === 'missing') {
    if (target.elementType.kind === 'any') target.elementType = source.elementType
  } else {
    replaceItems(target, source)
  }
  takeFlags(target, source)
}

function replaceItems(target: ListNode, source: ListNode): void {
  if (flag(target, 'readonly') && source.cells.length > 0) refuseReadonlyValue(target)
  const fresh = new ListNode(source.origin)
  fresh.type = target.type
  fresh.elementType = target.elementType
  fresh.parent = target.parent
  fresh.key = target.key
  const element = required(target.elementType)
  for (let at = 0; at < source.cells.length; at++) {
    const item = childNode(source, at) as ConfigNode
    if (element.kind === 'schema' && item.kind === 'map') {
      const made = buildNode(target.elementType, element, { origin: item.origin, parent: fresh, key: at }) as MapNode
      mergeInto(made, [item])
      putItem(fresh, at, made, item.origin)
    } else putItem(fresh, at, copyNode(item), item.origin)
  }
  const tuple = required(childType(target, 0)).kind === 'any' ? undefined : required(target.type)
  if (tuple?.kind === 'tuple' && fresh.cells.length !== tuple.of.length && tuple.rest === undefined) {
    throw new ValidationError(
      `\`${fullKey(target)}\`: ${typeName(tuple)} takes ${tuple.of.length} elements.`,
      detailsOf('VALUE_NOT_CONVERTIBLE', target),
    )
  }
  const before = new ListNode(target.origin)
  before.state = target.state
  before.text = target.text
  before.cells = target.cells
  before.lazy = target.lazy
  before.past = target.past
  before.parent = target.parent
  before.key = target.key
  target.past = pastAfter(source.past, before)
  target.state = 'value'
  target.text = undefined
  target.cells = fresh.cells
  target.lazy = fresh.lazy
  target.origin = source.origin
  for (const cell of target.cells) if (isConfigNode(cell)) cell.parent = target
}
