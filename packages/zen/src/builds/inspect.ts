import { isView, nodeOf, toContainer } from '@hydra-zen/omegaconf/nodes'
import { ConfigObject, valueAt } from '../config/config-object.ts'
import { ZenError } from '../errors.ts'
import type { Builds, PartialBuilds } from '../types.ts'

/** Whether `config` has a target: made by `builds` or `just`, or data with `_target_`. */
export function isBuilds(config: unknown): config is Builds<unknown> {
  return typeof read(config, '_target_') === 'string'
}

/** Whether `config` stands for a value, as `just` makes it: nothing is called. */
export function isJust(config: unknown): config is Builds<unknown> {
  return justAddresses.has(read(config, '_target_') as string)
}

/** Whether `config` builds a function that still takes what is missing. */
export function isPartial(config: unknown): config is PartialBuilds<unknown, unknown> {
  if (read(config, '_partial_') === true) return true
  return usesZenProcessing(config) && read(config, '_zen_partial') === true
}

/** Whether `config` is called through `zen:process`: it has wrappers or meta fields. */
export function usesZenProcessing(config: unknown): config is Builds<unknown> {
  return processAddresses.has(read(config, '_target_') as string)
}

/**
 * The address of what `config` builds, or stands for; sees through `zen:process` and `zen:getObject`.
 *
 * @throws ZenError `ZEN_OPTION` where it has none
 */
export function targetAddress(config: unknown): string {
  const key = usesZenProcessing(config) ? '_zen_target' : isJust(config) ? 'path' : '_target_'
  const address = read(config, key)
  if (typeof address === 'string') return address
  throw new ZenError('The config has no target.', { code: 'ZEN_OPTION', hint: 'make it with builds(…) or just(…)' })
}

/** The value of a key, without following interpolations. */
function read(config: unknown, key: string): unknown {
  if (ConfigObject.factsOf(config)) return valueAt(config as object, key)
  if (typeof config !== 'object' || config === null) return undefined
  const node = isView(config) ? nodeOf(config) : undefined
  const data = node ? toContainer(node) : config
  return valueAt(data as object, key)
}

const processAddresses = new Set(['zen:process', 'hydra_zen.funcs.zen_processing'])
const justAddresses = new Set(['zen:getObject', 'hydra_zen.funcs.get_obj'])
