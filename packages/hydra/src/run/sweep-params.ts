import { childOf, MapNode, select, toContainer } from '@hydra-zen/omegaconf/nodes'
import { hydraNode } from './config-access.ts'

const PARAMS = ['hydra', 'sweeper', 'params']
const NONE: ReadonlyMap<string, unknown> = new Map()

/** Whether a config says nothing there, itself: what refers to something else may say something in the next job. */
export function hasNoParams(config: MapNode): boolean {
  const sweeper = childOf(hydraNode(config), 'sweeper')
  if (sweeper?.kind !== 'map' || sweeper.state !== 'value') return false
  const params = childOf(sweeper, 'params')
  if (params === undefined || params.state === 'null') return true
  return params.kind === 'map' && params.state === 'value' && params.cells.size === 0
}

/** What stands under `hydra.sweeper.params`. */
export function paramsOf(config: MapNode): ReadonlyMap<string, unknown> {
  const node = select(config, PARAMS)
  if (!(node instanceof MapNode) || node.state !== 'value' || node.entries.size === 0) return NONE
  const plain = toContainer(node, { resolve: true, mappings: 'map', boxFloats: true }) as Map<unknown, unknown>
  return new Map(Array.from(plain, ([key, value]) => [String(key), value]))
}
