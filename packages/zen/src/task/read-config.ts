import { createNode, isView, loadYamlNode, MapNode, nodeOf } from '@hydra-zen/omegaconf/nodes'
import { engineValue } from '../config/to-node.ts'
import { ZenError } from '../errors.ts'

/**
 * The tree a task reads: of a config, plain data, a view, or YAML text. What the caller still holds is not changed later.
 *
 * @throws ZenError `ZEN_OPTION` for anything that is no mapping
 */
export function readConfig(config: unknown): MapNode {
  const node = nodeFor(config)
  if (node instanceof MapNode && node.state === 'value') return node
  throw new ZenError('The config of a task is a mapping: a config, plain data, or YAML text.', {
    code: 'ZEN_OPTION',
    hint: 'its keys are the parameters of the task',
  })
}

function nodeFor(config: unknown): unknown {
  if (typeof config === 'string') return loadYamlNode({ name: 'config', text: config })
  if (isView(config)) return nodeOf(config)
  return typeof config === 'object' && config !== null ? createNode(engineValue(config)) : undefined
}
