import { ValidationError } from '../errors.ts'
import type { Key, Scalar } from '../types/scalar.ts'
import { extendsSchema, required, takesNull, typeName } from '../types/type-name.ts'
import type { SchemaType, TypeRef } from '../types/type-ref.ts'
import { isEnumMember, refuseNull, scalarTypeName, tryConvert } from './convert.ts'
import { detailsOf } from './fail.ts'
import type { ConfigNode, ListNode, MapNode, ScalarNode } from './node.ts'
import { isConfigNode, originOf, refusal, type Shape } from './shape.ts'

/** Refuses a tuple of the wrong length. */
export function checkTuple(node: ListNode): void {
  const wanted = required(node.type)
  if (wanted.kind !== 'tuple') return
  const { length } = node.cells
  if (length < wanted.of.length || (length > wanted.of.length && wanted.rest === undefined)) {
    const expected = `${wanted.of.length}${wanted.rest ? ' or more' : ''}`
    throw new ValidationError(
      `\`${detailsOf('VALUE_NOT_CONVERTIBLE', node).path}\`: ${typeName(wanted)} takes ${expected} elements, not ${length}.`,
      detailsOf('VALUE_NOT_CONVERTIBLE', node),
    )
  }
}

/** What reference types refuse as a whole: a scalar for a dict, a plain dict for a schema. */
export function refuseForType(node: MapNode, value: unknown, shape: Shape): void {
  const wanted = required(node.type)
  if (shape === 'list' || shape === 'scalar' || shape === 'object') throw refusal(node, value, node.type)
  if (wanted.kind === 'schema') {
    const schema =
      shape === 'schema' ? (value as SchemaType) : isConfigNode(value) ? (value as MapNode).schema : undefined
    if (!extendsSchema(schema, wanted)) throw refusal(node, value, node.type)
  }
}

/** What may not be assigned where a mapping of a declared type stands. */
export function refuseForTarget(old: MapNode, item: unknown, shape: Shape): void {
  const wanted = required(old.type)
  if (wanted.kind === 'dict') {
    if (shape === 'scalar' || shape === 'list' || shape === 'object') throw refusal(old, item, old.type)
    return
  }
  if (wanted.kind !== 'schema') return
  const schema =
    shape === 'schema' ? (item as SchemaType) : isConfigNode(item) && item.kind === 'map' ? item.schema : undefined
  if (!extendsSchema(schema, wanted)) throw refusal(old, item, old.type)
}

/** What may not become an element of a list: null, or a mapping of another schema. */
export function refuseElement(parent: ListNode, key: Key, item: unknown, shape: Shape, hint: TypeRef): void {
  if (shape === 'missing' || shape === 'interpolation') return
  const wanted = required(hint)
  const at = { kind: 'scalar', parent, key, type: hint, origin: originOf(item) } as ScalarNode
  if (shape === 'null') {
    if (!takesNull(hint)) refuseNull(hint, at)
    return
  }
  if (wanted.kind !== 'schema') return
  const schema =
    shape === 'schema' ? (item as SchemaType) : isConfigNode(item) && item.kind === 'map' ? item.schema : undefined
  if (!extendsSchema(schema, wanted)) throw refusal(at, item, hint)
}

/** Refuses a node whose present value is not of a type; nothing is converted. */
export function checkHeld(node: ConfigNode, wanted: TypeRef, type: TypeRef): void {
  switch (wanted.kind) {
    case 'any':
    case 'union':
      return
    case 'schema':
      if (node.kind === 'map') return
      break
    case 'dict':
      if (node.kind === 'map') return
      break
    case 'list':
    case 'tuple':
      if (node.kind === 'list') return
      break
    default:
      if (node.kind === 'scalar' && node.value !== undefined) {
        const { value } = node
        if (wanted.kind === 'enum' ? isEnumMember(value) && value.of === wanted.name : sameKind(wanted, value)) return
      }
  }
  throw refusal(node, node, type)
}

function sameKind(wanted: TypeRef, value: Scalar): boolean {
  const name = scalarTypeName(value)
  if (wanted.kind === 'number') return name === 'int' || name === 'float'
  if (wanted.kind === 'literal') return tryConvert(wanted, value) !== undefined
  return name === wanted.kind || (wanted.kind === 'int' && name === 'bool')
}
