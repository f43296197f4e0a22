import { ValidationError } from '../errors.ts'
import { required, typeName } from '../types/type-name.ts'
import type { SchemaType, TypeRef } from '../types/type-ref.ts'
import { isScalar, scalarTypeName } from './convert.ts'
import { detailsOf, objectType, spanOf } from './fail.ts'
import { type ConfigNode, ListNode, MapNode, ScalarNode } from './node.ts'
import type { Origin } from './origin.ts'
import { isPlainMap, looksLikeSchema } from './plain.ts'
import { printScalar } from './print-scalar.ts'
import { nodeOf } from './view-link.ts'

/** What a value is before it is put anywhere. */
export type Shape = 'null' | 'missing' | 'interpolation' | 'scalar' | 'map' | 'list' | 'schema' | 'object'

/** What a value becomes: a view or node by its state, text by what it says. */
export function shapeOf(value: unknown): Shape {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'string') return value === '???' ? 'missing' : value.includes('${') ? 'interpolation' : 'scalar'
  if (isConfigNode(value)) {
    if (value.state === 'value') return value.kind === 'scalar' ? 'scalar' : value.kind
    return value.state
  }
  if (isScalar(value)) return 'scalar'
  if (Array.isArray(value)) return 'list'
  if (typeof value !== 'object') return 'object'
  if (looksLikeSchema(value)) return 'schema'
  return isPlainMap(value) ? 'map' : 'object'
}

/** Whether a value is a node. */
export function isConfigNode(value: unknown): value is ConfigNode {
  return value instanceof ScalarNode || value instanceof MapNode || value instanceof ListNode
}

/** A view becomes its node; everything else stays. */
export function unwrapView(value: unknown): unknown {
  return nodeOf(value) ?? value
}

/** The error for a value that a declared type refuses as a whole. */
export function refusal(node: ConfigNode, value: unknown, type: TypeRef): ValidationError {
  const details = detailsOf('VALUE_NOT_CONVERTIBLE', node, undefined, {
    value,
    hint:
      required(type).kind === 'schema' && isPlainMap(value)
        ? 'merge the mapping instead of assigning it: a merge checks each field'
        : undefined,
  })
  const where = details.path ? `\`${details.path}\`: ` : ''
  return new ValidationError(`${where}${describe(value)} is no ${typeName(type)}.`, {
    ...details,
    at: spanOf({ origin: originOf(value) }) ?? details.at,
    refType: typeName(type),
  })
}

function describe(value: unknown): string {
  if (isConfigNode(value)) return value.kind === 'scalar' ? describe(value.value ?? null) : `A ${objectType(value)}`
  if (value === null || value === undefined) return 'null'
  if (isScalar(value)) return `The value \`${printScalar(value)}\` (${scalarTypeName(value)})`
  if (Array.isArray(value)) return 'A list'
  if (typeof value === 'object' && looksLikeSchema(value)) return `The schema ${(value as SchemaType).name}`
  return isPlainMap(value) ? 'A mapping' : `A value of type ${typeof value}`
}

/** Where a value was written, if it is a node that knows. */
export function originOf(item: unknown): Origin | undefined {
  return isConfigNode(item) ? item.origin : undefined
}
