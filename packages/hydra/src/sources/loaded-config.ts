import { type ConfigNode, copyNode } from '@hydra-zen/omegaconf/nodes'

/**
 * A config and the defaults list it carried, apart. The list stands for what to compose, not for content.
 *
 * The node is changed: hand over a copy where others use it.
 */
export function takeDefaults(config: ConfigNode): { config: ConfigNode; defaults: ConfigNode | undefined } {
  if (config.kind !== 'map' || config.state !== 'value' || !config.cells.has('defaults')) {
    return { config, defaults: undefined }
  }
  const child = config.entries.get('defaults')
  config.cells.delete('defaults') // the list still knows its parent: it may be an interpolation
  return { config, defaults: child }
}

/** As `takeDefaults`, for a node that others use: it is copied, but only where it has a defaults list. */
export function withoutDefaults(config: ConfigNode): { config: ConfigNode; defaults: ConfigNode | undefined } {
  if (config.kind !== 'map' || !config.cells.has('defaults')) return { config, defaults: undefined }
  return takeDefaults(copyNode(config))
}
