import type { DictConfig } from '@hydra-zen/omegaconf'
import {
  adopt,
  type ConfigNode,
  childOf,
  type Key,
  ListNode,
  MapNode,
  readValue,
  ScalarNode,
  select,
  view,
} from '@hydra-zen/omegaconf/nodes'
import { HydraException } from '../errors.ts'

/**
 * The `hydra` node of a whole config.
 *
 * @throws HydraException `HYDRA_CONFIG_NOT_SET` where it has none
 */
export function hydraNode(config: MapNode): MapNode {
  const node = childOf(config, 'hydra')
  if (node instanceof MapNode) return node
  throw new HydraException('The composed config has no `hydra` node.', { code: 'HYDRA_CONFIG_NOT_SET' })
}

/** A value of the config, interpolations followed; `undefined` where there is none or it is `???`. */
export function readAt(config: MapNode, path: readonly Key[]): unknown {
  const node = select(config, path)
  return node === undefined ? undefined : readValue(node)
}

/** A text of the config, such as a directory. `null` is told as the reference does: as `None`. */
export function textAt(config: MapNode, path: readonly Key[]): string {
  const node = select(config, path, { throwOnMissing: true })
  const value = node === undefined ? null : readValue(node)
  return value === null ? 'None' : String(value)
}

/** A list of texts of the config, as they were written: an override may be about an interpolation. */
export function textsAt(config: MapNode, path: readonly Key[]): string[] {
  const list = select(config, path)
  if (!(list instanceof ListNode)) return []
  return list.items.map((item) => (item instanceof ScalarNode ? (item.text ?? String(item.value)) : ''))
}

/** Sets a leaf below `node`, whatever flags and types say: for what Hydra itself knows of a job. */
export function putScalar(node: MapNode, key: string, leaf: ConfigNode): void {
  const before = childOf(node, key)
  if (before !== undefined) leaf.type = before.type
  adopt(node, key, leaf)
}

/** A mapping of its own with some of another's children, which stay where they are. For showing, not for changing. */
export function shellOf(config: MapNode, keep: (key: Key) => boolean): MapNode {
  const shell = new MapNode(config.origin)
  shell.type = config.type
  shell.schema = config.schema
  shell.keyType = config.keyType
  shell.elementType = config.elementType
  shell.flags = config.flags
  shell.lazy = false
  for (const [key, child] of config.entries) if (keep(key)) shell.cells.set(key, child)
  return shell
}

/** The view of a mapping. */
export function asView(node: MapNode): DictConfig {
  return view<DictConfig>(node)
}
