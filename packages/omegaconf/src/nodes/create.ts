import { required } from '../types/type-name.ts'
import { anyType, type SchemaType, type TypeRef } from '../types/type-ref.ts'
import { buildNode, buildSchema } from './assign.ts'
import { copyNode } from './copy.ts'
import { type ConfigNode, type Flags, MapNode } from './node.ts'
import type { Origin } from './origin.ts'
import { looksLikeSchema } from './plain.ts'
import { isConfigNode, unwrapView } from './shape.ts'

/** How a tree is made. */
export interface CreateOptions {
  readonly origin?: Origin | undefined
  readonly flags?: Flags | undefined
  /** The declared type; the data is converted to it or refused. */
  readonly type?: TypeRef | undefined
}

/**
 * A tree from plain data, `Map`s, views, nodes (copied) or schema types (their default instance). No parent.
 *
 * Strings `???` and `${…}` become states; the grammar of the latter is checked.
 * @throws UnsupportedValueType `VALUE_UNSUPPORTED`; GrammarParseError; ValidationError where `type` refuses
 */
export function createNode(data: unknown, options: CreateOptions = {}): ConfigNode {
  const node = createFrom(unwrapView(data), options)
  if (options.flags) node.flags = { ...node.flags, ...options.flags }
  return node
}

function createFrom(data: unknown, { origin, type = anyType }: CreateOptions): ConfigNode {
  if (required(type).kind !== 'any') return buildNode(type, data, { origin })
  if (isConfigNode(data)) {
    const copy = copyNode(data)
    copy.key = undefined
    return copy
  }
  if (typeof data === 'object' && data !== null && looksLikeSchema(data))
    return buildSchema(data as SchemaType, { origin })
  return buildNode(anyType, data, { origin })
}

/** A mapping without keys. */
export function emptyMap(options: CreateOptions = {}): MapNode {
  const node = new MapNode(options.origin)
  if (options.flags) node.flags = { ...options.flags }
  if (options.type) {
    node.type = options.type
    const wanted = required(options.type)
    if (wanted.kind === 'dict') {
      node.keyType = wanted.key
      node.elementType = wanted.value
    }
  }
  return node
}
