import { targetAddress } from './builds/inspect.ts'
import { ConfigObject, valueAt } from './config/config-object.ts'
import { defaultTargets } from './instantiate.ts'

/**
 * What `config` builds: the class or function itself; imports it where it must.
 *
 * @throws ZenError `ZEN_OPTION` where the config has no target
 * @throws InstantiationException where the address leads nowhere, or is not allowed
 */
export async function getTarget(config: unknown): Promise<unknown> {
  const target = ConfigObject.factsOf(config)?.target
  const isDict = target !== undefined && valueAt(config as object, '_target_') === 'zen:dict'
  return target === undefined || isDict ? await defaultTargets().locate(targetAddress(config)) : target
}
