import {
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
  toContainer,
  unboxed,
  view,
} from '@hydra-zen/omegaconf/nodes'
import { ownObject } from './aliases.ts'
import { TARGET } from './special-keys.ts'
import { type Convert, placeOf } from './steering.ts'
import { atKey, targetError } from './target-error.ts'

/** A scalar, `null` or `???`: nothing below it, and nothing to follow. */
export function isLeaf(node: ConfigNode): boolean {
  return node.state !== 'interpolation' && (node.kind === 'scalar' || node.state !== 'value')
}

/** The value of a leaf; throws for `???`, and says where. */
export function leafValue(node: ConfigNode): unknown {
  return node.kind === 'scalar' && node.state === 'value' ? unboxed(node.value as Scalar) : readValue(node)
}

/** A leaf for another container, as it was: a whole float stays one. */
export function leafCopy(node: ConfigNode): ConfigNode {
  if (node.kind === 'scalar' && node.state === 'value') return scalarNode(node.value as Scalar, node.origin)
  readValue(node)
  return scalarNode(null, node.origin)
}

/** A node that holds what was made; `written` is where it was described. */
export function nodeFor(made: unknown, written: ConfigNode | undefined): ConfigNode {
  if (made instanceof MapNode || made instanceof ListNode) return made
  if (made === null || made === undefined) return scalarNode(null, written?.origin)
  // the scalar as it was: a whole float is to stay one
  if (written?.kind === 'scalar' && written.state === 'value')
    return scalarNode(written.value as Scalar, written.origin)
  return new ScalarNode('value', made as Scalar, undefined, written?.origin)
}

export function isMissing(cell: Cell): boolean {
  if (typeof cell !== 'object' || !isNode(cell)) return false
  if (cell.state !== 'interpolation') return cell.state === 'missing'
  // an interpolation that leads to `???` is as missing; any other failure is for whoever reads the value
  try {
    return resolved(cell).state === 'missing'
  } catch (error) {
    return (error as { name?: unknown }).name === 'InterpolationToMissingValueError'
  }
}

/** A child that is not to be instantiated. */
export function passive(cell: ConfigNode, convert: Convert): unknown {
  const node = cell.state === 'interpolation' ? resolved(cell) : cell
  if (isLeaf(node)) return leafValue(node)
  return convert === 'none' ? resolvedCopy(node) : plainOf(node as ContainerNode, convert)
}

/** A config that a child made or that a target returned, as its parent wants it. */
export function converted(made: unknown, convert: Convert): unknown {
  if (convert === 'none') return made
  if (made instanceof MapNode || made instanceof ListNode) {
    return convert !== 'all' && made instanceof MapNode && made.schema !== undefined ? made : plainOf(made, convert)
  }
  return isView(made) ? plainOf(nodeOf(made) as ContainerNode, convert) : made
}

function plainOf(node: ContainerNode, convert: Convert): unknown {
  if (convert === 'object') return instanceOf(node)
  return toContainer(node, { resolve: true, mappings: 'auto' })
}

/** Plain data in which what a class describes is an instance of that class. */
export function instanceOf(node: ContainerNode): unknown {
  return toContainer(node, {
    resolve: true,
    throwOnMissing: true,
    mappings: 'auto',
    instance: ({ schema, cells }, plain) => {
      // the schema of a target's config names the target, which is nothing to make here
      if (typeof schema?.source !== 'function' || cells.has(TARGET) || plain instanceof Map) return plain
      const instance: object = Reflect.construct(schema.source as unknown as new () => object, [])
      for (const [key, value] of Object.entries(plain as object)) Reflect.set(instance, key, value)
      return instance
    },
  })
}

/** A plain object; a `Map` where a key is no text. */
export function plainMap(entries: readonly (readonly [Key, unknown])[]): unknown {
  if (entries.every(([key]) => typeof key === 'string'))
    return ownObject(entries as readonly (readonly [string, unknown])[])
  return new Map(entries)
}

/** A value as it goes into plain data. */
export function asValue(made: unknown): unknown {
  return made instanceof MapNode || made instanceof ListNode ? detachedView(made) : made
}

export function argumentList(value: unknown, node: MapNode): readonly unknown[] {
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
export function detachedView(node: ContainerNode): unknown {
  node.parent = undefined
  node.key = undefined
  return view(node)
}

export function rawListNode(cells: readonly (string | number | boolean)[]): ListNode {
  const list = new ListNode(undefined)
  list.cells = cells.slice()
  list.lazy = true
  return list
}

export function pushRaw(list: ListNode, at: number, cell: Exclude<Cell, ConfigNode>): void {
  list.cells[at] = typeof cell === 'object' ? cell.slice() : cell
  list.lazy = true
}
