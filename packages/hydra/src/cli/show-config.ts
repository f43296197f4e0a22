import {
  type ConfigNode,
  childOf,
  copyNode,
  fullKey,
  MapNode,
  printScalar,
  remove,
  resolveInPlace,
  ScalarNode,
  select,
  setFlag,
  toYaml,
} from '@hydra-zen/omegaconf/nodes'
import { blame } from '../compose/blame.ts'
import type { Composition } from '../compose/composition.ts'
import { CompactHydraException } from '../errors.ts'
import { shellOf } from '../run/config-access.ts'
import { annotatedYaml } from './annotated-yaml.ts'

/** What of a composed config is to be shown. */
export interface ShowConfigRequest {
  readonly part: 'job' | 'hydra' | 'all'
  /** Only what is under this key; `_global_` is the whole. */
  readonly package: string | undefined
  readonly resolve: boolean
  /** Says beside each line where its value was written. */
  readonly blame: boolean
}

/**
 * The config as `--cfg` prints it.
 *
 * A part under a key is headed by `# @package KEY`; a plain value is printed bare. Reference: `Hydra.show_cfg`.
 *
 * @throws CompactHydraException `CONFIG_PACKAGE` where there is nothing under the key
 */
export function showConfig(composition: Composition, request: ShowConfigRequest): string {
  const whole = composition.config
  const path = request.package === '_global_' ? undefined : request.package
  // a value that refers to what is left out must not find it: where values are read, the part is a copy
  const printedOnly = !request.resolve && path === undefined
  const part = request.part === 'job' && printedOnly ? jobPart(whole) : configPart(whole, request.part)
  if (path === undefined) return textOf(composition, part, request)
  const found = select(part, path)
  if (found === undefined || found.state === 'null') {
    throw new CompactHydraException(`package '${path}' not found in config`, {
      code: 'CONFIG_PACKAGE',
      hint: found ? `\`${path}\` is null` : `--cfg ${request.part} shows every key there is`,
    })
  }
  if (found instanceof ScalarNode)
    return `${found.value === undefined ? (found.text ?? '') : printScalar(found.value)}\n`
  return `# @package ${path}\n${textOf(composition, found, request)}`
}

function textOf(composition: Composition, node: ConfigNode, { resolve, blame: blamed }: ShowConfigRequest): string {
  if (resolve) resolveInPlace(node)
  if (!blamed) return toYaml(node)
  const notes = new Map(blame(composition, { part: 'all' }).map((line) => [line.key, line]))
  return annotatedYaml(node, (leaf) => {
    const line = notes.get(fullKey(leaf))
    if (line === undefined || line.place === undefined) return undefined
    // why a config is there is worth saying only where somebody chose it
    const chosen = line.kind === 'override' || line.because?.startsWith('chosen') === true
    return chosen ? `${line.place}  ${line.because}` : line.place
  })
}

/** A composed config without its `hydra` node, for printing: what is in it stays where it is. */
export function jobPart(config: MapNode): MapNode {
  return shellOf(config, (key) => key !== 'hydra')
}

/**
 * A copy of a composed config without what the part leaves out: `job` has no `hydra` node, `hydra` has nothing else and
 * not the texts of the help.
 */
export function configPart(config: MapNode, part: 'job' | 'hydra' | 'all'): MapNode {
  const copy = copyNode(config)
  setFlag(copy, 'struct', false)
  setFlag(copy, 'readonly', false)
  const hydra = childOf(copy, 'hydra')
  if (hydra !== undefined) setFlag(hydra, 'readonly', undefined)
  if (part === 'job') remove(copy, 'hydra')
  if (part !== 'hydra') return copy
  for (const key of [...copy.entries.keys()]) if (key !== 'hydra') remove(copy, key)
  if (hydra instanceof MapNode) {
    setFlag(hydra, 'struct', false)
    for (const key of ['help', 'hydra_help']) if (hydra.entries.has(key)) remove(hydra, key)
  }
  return copy
}
