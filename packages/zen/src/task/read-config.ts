import { createNode, isView, loadYamlNode, MapNode, nodeOf, UnsupportedValueType } from '@hydra-zen/omegaconf/nodes'
import { engineValue } from '../config/to-node.ts'
import { ConfigValueError, ZenError } from '../errors.ts'

/**
 * The tree a task reads: of a config, plain data, a view, or YAML text. What the caller still holds is not changed later.
 *
 * @throws ZenError `ZEN_OPTION` for anything that is no mapping
 * @throws ConfigValueError `ZEN_UNSUPPORTED_VALUE` for data that holds what no config can
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
  return typeof config === 'object' && config !== null ? fromData(config) : undefined
}

/** Data may hold what no config can: the objects themselves where configs of them are wanted. */
function fromData(config: object): unknown {
  try {
    return createNode(engineValue(config))
  } catch (error) {
    if (!(error instanceof UnsupportedValueType)) throw error
    const { summary, details } = error
    throw new ConfigValueError(`The config of a task: ${summary}`, {
      code: 'ZEN_UNSUPPORTED_VALUE',
      path: details.path,
      hint: 'hand over how it is made: builds(…), or just(…) for functions, dates and the like',
      cause: error,
    })
  }
}
