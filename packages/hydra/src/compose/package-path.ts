import {
  adopt,
  type ConfigNode,
  copyNode,
  emptyMap,
  type MapNode,
  mergeInto,
  splitKey,
  update,
} from '@hydra-zen/omegaconf/nodes'

/**
 * Merges a config into the tree at a package (`''` is the root). The config is left as it is.
 *
 * As if the config were wrapped in mappings down from the root and merged there; where the way down is plain
 * mappings, no wrapping is needed.
 */
export function mergeAt(root: MapNode, packagePath: string, config: ConfigNode): void {
  if (packagePath === '') {
    mergeInto(root, [config])
    return
  }
  const keys = packagePath.includes('.') || packagePath.includes('[') ? splitKey(packagePath) : [packagePath]
  let target = root
  for (let at = 0; at < keys.length; at++) {
    const key = keys[at] as string
    const child = target.cells.has(key) ? target.entries.get(key) : undefined
    if (!child && isFree(target) && keys.length < LONG) {
      adoptBelow(target, keys.slice(at), config)
      return
    }
    if (child?.kind !== 'map' || child.state !== 'value') {
      mergeInto(root, [wrapped(packagePath, config)])
      return
    }
    target = child
  }
  if (config.kind === 'map' && config.state === 'value') mergeInto(target, [config])
  else mergeInto(root, [wrapped(packagePath, config)])
}

/** Packages of more parts go the long way, which refuses what is too deep. */
const LONG = 100

/** Whether any key and value may be added without a check. */
function isFree(map: MapNode): boolean {
  return map.schema === undefined && map.elementType.kind === 'any' && map.keyType.kind === 'any' && !map.flags
}

function adoptBelow(target: MapNode, keys: readonly string[], config: ConfigNode): void {
  let at = target
  for (const key of keys.slice(0, -1)) {
    const next = emptyMap()
    adopt(at, key, next)
    at = next
  }
  adopt(at, keys.at(-1) as string, copyNode(config))
}

function wrapped(packagePath: string, config: ConfigNode): MapNode {
  const wrapper = emptyMap()
  update(wrapper, packagePath, config, { merge: false })
  return wrapper
}
