import { MapNode, select, toContainer } from '@hydra-zen/omegaconf/nodes'

const PARAMS = ['hydra', 'sweeper', 'params']
const NONE: ReadonlyMap<string, unknown> = new Map()

/** What stands under `hydra.sweeper.params`. */
export function paramsOf(config: MapNode): ReadonlyMap<string, unknown> {
  const node = select(config, PARAMS)
  if (!(node instanceof MapNode) || node.state !== 'value' || node.entries.size === 0) return NONE
  const plain = toContainer(node, { resolve: true, mappings: 'map', boxFloats: true }) as Map<unknown, unknown>
  return new Map(Array.from(plain, ([key, value]) => [String(key), value]))
}
