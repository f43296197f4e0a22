import { copyNode, type MapNode, readValue, select, setContext, toContainer } from '@hydra-zen/omegaconf/nodes'
import { spanOf } from '../defaults/default-spec.ts'
import { inputSpan } from '../defaults/group-choices.ts'
import { ConfigCompositionException, SearchPathException } from '../errors.ts'
import type { Override } from '../overrides/ast.ts'
import { toNodeData } from '../overrides/node-data.ts'
import type { SearchPathItem } from '../sources/config-source.ts'
import type { ConfigRepository } from '../sources/repository.ts'

/**
 * The repository with the places that `hydra.searchpath` adds, by an override or else by the primary config. They
 * come before the store and after all others.
 *
 * @throws ConfigCompositionException `SEARCH_PATH` where it is no list of texts, `CONFIG_NOT_A_MAPPING` where the
 * primary config is none.
 */
export function withHydraSearchPath(
  repository: ConfigRepository,
  configName: string | null | undefined,
  overrides: readonly Override[],
  env?: Readonly<Record<string, string | undefined>>,
): ConfigRepository {
  const config = configName ? repository.loadConfig(configName)?.config : undefined
  if (config && config.kind !== 'map') {
    throw new ConfigCompositionException(`The primary config \`${configName}\` must be a mapping.`, {
      code: 'CONFIG_NOT_A_MAPPING',
      at: spanOf(config),
    })
  }
  const override = overrides.find(
    ({ kind, key, package: at }) => kind === 'change' && key === 'hydra.searchpath' && at === undefined,
  )
  let places: unknown
  let at = override && inputSpan(override)
  if (override?.value) places = toNodeData(override.value)
  else if (config?.cells.has('hydra')) {
    const node = select(env ? inEnvironment(config, env) : config, 'hydra.searchpath')
    at = node && spanOf(node)
    places = node && (node.kind === 'scalar' ? readValue(node) : toContainer(node, { resolve: true }))
  }
  if (places === undefined || places === null) return repository
  if (!Array.isArray(places) || !places.every((place) => typeof place === 'string')) {
    throw new ConfigCompositionException('hydra.searchpath must be a list of texts.', {
      code: 'SEARCH_PATH',
      at,
      hint: 'such as hydra.searchpath=[pkg://my-package/conf,file:///etc/app]',
    })
  }
  const provider = override ? 'hydra.searchpath in command-line' : 'hydra.searchpath in main'
  const added = places.map((path: string): SearchPathItem => ({ provider, path }))
  const items = repository.searchPath
  const last = items.findLastIndex((item) => item.provider === 'schema')
  const end = last === -1 ? items.length : last
  try {
    return repository.withSearchPath([...items.slice(0, end), ...added, ...items.slice(end)])
  } catch (cause) {
    if (!(cause instanceof SearchPathException)) throw cause
    throw new SearchPathException(cause.summary, { ...cause.details, at: cause.details.at ?? at, cause: cause.cause })
  }
}

/** The config is shared by all who compose from it, and their environments may differ. */
function inEnvironment(config: MapNode, env: Readonly<Record<string, string | undefined>>): MapNode {
  const copy = copyNode(config)
  setContext(copy, { env })
  return copy
}
