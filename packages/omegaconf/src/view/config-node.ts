import { ConfigValueError } from '../errors.ts'
import { createNode } from '../nodes/create.ts'
import type { ConfigNode, ContainerNode, MapNode } from '../nodes/node.ts'
import { isConfigNode } from '../nodes/shape.ts'
import { nodeOf } from '../nodes/view-link.ts'

/** The node behind a configuration. @throws ConfigValueError `CONFIG_BAD_ARGUMENT` for anything else */
export function nodeBehind(config: unknown): ContainerNode {
  const node = nodeOf(config)
  if (node === undefined) {
    throw new ConfigValueError('This takes a configuration, as `create` makes them.', { code: 'CONFIG_BAD_ARGUMENT' })
  }
  return node
}

/** As `nodeBehind`, for a mapping. */
export function mapBehind(config: unknown): MapNode {
  const node = nodeBehind(config)
  if (node.kind === 'map') return node
  throw new ConfigValueError('This takes a mapping, not a list.', { code: 'CONFIG_NOT_A_MAPPING' })
}

/** A node for a configuration (itself) or for plain data (a new tree). */
export function nodeFor(value: unknown): ConfigNode {
  return nodeOf(value) ?? (isConfigNode(value) ? value : createNode(value))
}
