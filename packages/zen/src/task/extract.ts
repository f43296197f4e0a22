import type { DisposalScope, TargetEnvironment } from '@hydra-zen/hydra'
import { createInstantiation, type Instantiation } from '@hydra-zen/hydra'

import {
  type ConfigNode,
  childOf,
  isView,
  type MapNode,
  MissingMandatoryValue,
  nodeOf,
  readValue,
  resolved,
  toContainer,
} from '@hydra-zen/omegaconf/nodes'
import type { TypeModel } from '@hydra-zen/signatures'
import { listNames, type Parameter, type ParameterList } from '../config/parameters.ts'
import { SignatureError } from '../errors.ts'
import { engineOptions } from '../instantiate.ts'
import type { WrapTarget } from '../types.ts'

/** How a task's parameters are read. */
export interface ExtractOptions {
  readonly exclude: ReadonlySet<string>
  /** The parameter that receives the whole config. */
  readonly cfgNames: readonly string[]
  readonly unpackRest: boolean
  readonly wrapTarget: WrapTarget | undefined
  readonly targets: TargetEnvironment
  readonly scope: DisposalScope | undefined
}

/** The parameters of a task that are read from its config. */
export function readParams({ params }: ParameterList, { exclude, cfgNames }: ExtractOptions): readonly Parameter[] {
  return params.filter(({ name }) => !exclude.has(name) && !cfgNames.includes(name))
}

/** The names of parameters for which the config has no value, though they need one. */
export function missingParams(config: MapNode, params: readonly Parameter[]): string[] {
  const byPosition = positionsOf(config)
  return params
    .filter(({ name, required, position }) => {
      if (position !== undefined && position < byPosition) return false
      const node = childOf(config, name)
      return node === undefined ? required : node.state === 'missing'
    })
    .map(({ name }) => name)
}

/** How many values the config gives by position. */
export function positionsOf(config: MapNode): number {
  const args = childOf(config, '_args_')
  const list = args && resolved(args)
  return list?.kind === 'list' ? list.cells.length : 0
}

/**
 * Refuses a config that lacks values, naming all of them and how to set them.
 *
 * Reference: the first missing one is named.
 *
 * @throws MissingMandatoryValue `CONFIG_MISSING_VALUE`
 */
export function refuseMissing(config: MapNode, params: readonly Parameter[], task: string): void {
  const missing = missingParams(config, params)
  const [first] = missing
  if (first === undefined) return
  const what = missing.length === 1 ? 'Missing mandatory value' : 'Missing mandatory values'
  const example = missing.map((name) => (childOf(config, name) ? `${name}=…` : `+${name}=…`)).join(' ')
  throw new MissingMandatoryValue(`${what}: ${missing.join(', ')}, which ${task} needs.`, {
    code: 'CONFIG_MISSING_VALUE',
    path: first,
    key: first,
    hint: `give ${missing.length === 1 ? 'it' : 'them'} on the command line: ${example}`,
  })
}

/** @throws SignatureError `SIGNATURE_TOO_MANY` where the config gives more values by position than the task takes */
export function refuseTooMany(config: MapNode, list: ParameterList, task: string): void {
  const given = positionsOf(config)
  if (given <= list.positions) return
  throw new SignatureError(`_args_ has ${given} values; ${task || 'the task'} takes ${list.positions} by position.`, {
    code: 'SIGNATURE_TOO_MANY',
    path: '_args_',
    hint: `it takes: ${listNames(list)}`,
  })
}

/** The values a task is called with, instantiated one after another in the order of its parameters. */
export async function extractArguments(
  config: MapNode,
  list: ParameterList,
  options: ExtractOptions,
): Promise<{ readonly args: readonly unknown[]; readonly kwargs: Map<string, unknown> }> {
  const kwargs = new Map<string, unknown>()
  const { targets, wrapTarget, scope } = options
  const making = createInstantiation(engineOptions(undefined, { targets, wrapTarget, scope }))
  const positions = childOf(config, '_args_')
  const args = positions ? ((await valueAt(positions, making)) as unknown[]) : []
  for (const { name, type, required } of readParams(list, options)) {
    const node = childOf(config, name)
    if (node === undefined) continue
    const value = await valueAt(node, making)
    const isAbsent = value === null && !required && !takesNull(type)
    kwargs.set(name, isAbsent ? undefined : typeof value === 'string' ? enumValue(type, value) : value)
  }
  const rest = list.rest === undefined ? undefined : childOf(config, list.rest)
  if (rest && args.length === 0) kwargs.set(list.rest as string, await valueAt(rest, making))
  if (options.unpackRest && list.open) {
    for (const [key, node] of config.entries) {
      if (typeof key !== 'string' || kwargs.has(key) || key === '_args_' || options.exclude.has(key)) continue
      kwargs.set(key, await valueAt(node, making))
    }
  }
  return { args, kwargs }
}

async function valueAt(node: ConfigNode, making: Instantiation): Promise<unknown> {
  const target = resolved(node)
  if (target.kind === 'scalar') return readValue(target)
  if (target.state !== 'value') return readValue(target)
  return plain(await making.make(target))
}

/** Tasks get plain data where nothing is built. */
function plain(value: unknown): unknown {
  const node = isView(value) ? nodeOf(value) : undefined
  return node ? toContainer(node, { resolve: true }) : value
}

/** The value of the member that `text` names, where `type` is an enumeration; else the text. */
function enumValue(type: TypeModel, text: string): string | number {
  if (type.k === 'union') {
    for (const member of type.of) {
      const value = enumValue(member, text)
      if (value !== text) return value
    }
  }
  if (type.k !== 'enum' || type.members.some(([, value]) => value === text)) return text
  return type.members.find(([name]) => name === text)?.[1] ?? text
}

function takesNull(type: TypeModel): boolean {
  if (type.k === 'union') return type.of.some(takesNull)
  return type.k === 'null' || type.k === 'any' || type.k === 'unknown' || type.k === 'other'
}
