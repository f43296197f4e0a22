import { type ConfigNode, fullKey, MapNode, resolved } from '@hydra-zen/omegaconf/nodes'
import { spanOf } from '../defaults/default-spec.ts'
import { HydraException } from '../errors.ts'

/** Does `work`; a mistake of a logging config that comes out is told with its place: the key, and where it was written. */
export function placed<T>(config: ConfigNode | undefined, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (config === undefined || !(error instanceof HydraException) || error.code !== 'LOGGING_CONFIG') throw error
    const { path } = error.details
    if (path === undefined) throw error
    const at = spanOf(nodeAt(config, path))
    throw new HydraException(error.summary, {
      ...error.details,
      code: error.code,
      path: `${fullKey(config)}.${path}`,
      at,
    })
  }
}

/** The node at a path in which names of loggers may have dots; the last one on the way where it ends before. */
function nodeAt(node: ConfigNode, path: string): ConfigNode {
  const map = resolved(node)
  if (!(map instanceof MapNode)) return node
  for (const [key, child] of map.entries) {
    if (path === String(key)) return child
    if (path.startsWith(`${String(key)}.`)) return nodeAt(child, path.slice(String(key).length + 1))
  }
  return node
}
