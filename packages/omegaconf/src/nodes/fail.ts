import { didYouMean, type SourceSpan } from '@hydra-zen/diagnostics'
import type { ConfigErrorDetails, OmegaConfCode } from '../errors.ts'
import type { Key } from '../types/scalar.ts'
import { typeName } from '../types/type-name.ts'
import { fullKey } from './key-path.ts'
import type { ConfigNode, ContainerNode } from './node.ts'
import type { Origin } from './origin.ts'
import { printKey } from './print-scalar.ts'

/** The details of an error about `node`, or about its child `key`: full key, kind of object, place. */
export function detailsOf(
  code: OmegaConfCode,
  node: ConfigNode,
  key?: Key,
  more: { readonly hint?: string | undefined; readonly value?: unknown; readonly cause?: unknown } = {},
): ConfigErrorDetails {
  const child = key === undefined || node.kind === 'scalar' ? undefined : ownCell(node, key)
  return {
    code,
    path: fullKey(node, key),
    key: key ?? node.key,
    objectType: objectType(node),
    refType: typeName(child?.type ?? node.type),
    at: spanOf(child ?? node),
    ...more,
  }
}

/** `dict`, `list`, or the name of the schema that a node has. */
export function objectType(node: ConfigNode): string {
  if (node.kind === 'map') return node.schema?.name ?? 'dict'
  return node.kind === 'list' ? 'list' : typeName(node.type)
}

/** A span that a frame can show; a line of code has no text at hand. */
export function spanOf(node: { readonly origin: Origin | undefined }): SourceSpan | undefined {
  return node.origin !== undefined && 'source' in node.origin ? node.origin : undefined
}

/** ``did you mean `port`?`` from the keys of a mapping, its schema's included. */
export function nearestKey(node: ContainerNode, key: Key): string | undefined {
  if (node.kind === 'list') return undefined
  return didYouMean(printKey(key), knownKeys(node))
}

function* knownKeys(node: ContainerNode & { kind: 'map' }): Iterable<string> {
  for (const key of node.cells.keys()) yield printKey(key)
  if (node.schema) yield* node.schema.fields.keys()
}

function ownCell(node: ContainerNode, key: Key): ConfigNode | undefined {
  const cell = node.kind === 'map' ? node.cells.get(key) : node.cells[key as number]
  return typeof cell === 'object' && 'kind' in cell ? cell : undefined
}
