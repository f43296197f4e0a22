import { create, isStandardSchema } from '@hydra-zen/omegaconf'
import { isView, ListNode, MapNode } from '@hydra-zen/omegaconf/nodes'
import type { BuilderParts } from '../builds/builder.ts'
import { ConfigObject, isConfigObject } from '../config/config-object.ts'
import { StoreError } from '../errors.ts'
import type { CallSite } from '../targets/call-site.ts'
import type { BuildsOptions } from '../types.ts'
import type { ToConfig } from './store-types.ts'

/**
 * The config of what is stored, where the user does not say how it is made:
 *
 * - a class declared as a config: its fields, with `given` above them;
 * - another class or a function: `fbuilds`;
 * - a config: itself, or with `given` on top;
 * - a Standard Schema (zod, valibot, arktype): what it describes, with `given` above its defaults;
 * - plain data: `just`; trees of the engine: as they are.
 */
export function defaultToConfigWith({ buildFrom, justFrom, workshop }: BuilderParts, site: CallSite): ToConfig {
  return (target: unknown, given, options) => {
    if (isStandardSchema(target) && !hasKeys(options)) return create(target, given ?? {})
    const at = { site, verb: 'store' }
    const config = typeof target === 'function' ? (workshop.configOfClass(target as never) ?? target) : target
    const extra = hasKeys(given) || hasKeys(options)
    if (isConfigObject(config)) {
      if (!extra) return config
      if (ConfigObject.factsOf(config)?.kind !== 'config') {
        return buildFrom(config, given, (options ?? {}) as BuildsOptions, at)
      }
      if (!hasKeys(options)) return config.with(given ?? {})
    }
    if (typeof config === 'function' && 'toConfig' in config && !extra) return justFrom(config, at)
    if (typeof config === 'function') {
      return buildFrom(config, given, { fullSignature: true, ...(options as BuildsOptions) }, at)
    }
    if (extra) {
      throw new StoreError('Values and options are for classes, functions and configs that build something.', {
        code: 'ZEN_OPTION',
        hint: 'put the values into the data itself',
      })
    }
    if (isView(config) || config instanceof MapNode || config instanceof ListNode) return config
    return justFrom(config, at)
  }
}

function hasKeys(value: object | undefined): boolean {
  return value !== undefined && Object.keys(value).length > 0
}
