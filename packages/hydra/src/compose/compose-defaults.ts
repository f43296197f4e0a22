import { createDefaultsList, type DefaultsList } from '../defaults/defaults-list.ts'
import { parseOverrides } from '../overrides/parse.ts'
import type { ConfigRepository } from '../sources/repository.ts'
import type { ComposeRequest } from './composition.ts'
import { withHydraSearchPath } from './hydra-search-path.ts'

/** A defaults list with the sources it was made from, `hydra.searchpath` included. */
export interface ComposedDefaults {
  readonly list: DefaultsList
  readonly repository: ConfigRepository
}

/**
 * Only the first half of a composition: which configs would be merged, and the choices that lead there. Sweeps among
 * the overrides are passed over.
 *
 * @throws as `createDefaultsList` and `parseOverrides` do.
 */
export function composeDefaults(
  request: ComposeRequest & { readonly prependHydra?: boolean | undefined },
): ComposedDefaults {
  const parsed = parseOverrides(request.overrides ?? [])
  const repository = withHydraSearchPath(request.repository, request.configName, parsed, request.env)
  const list = createDefaultsList({
    repository,
    configName: request.configName,
    overrides: parsed,
    prependHydra: request.prependHydra ?? true,
    skipMissing: request.skipMissing ?? request.mode === 'multirun',
    env: request.env,
  })
  return { list, repository }
}
