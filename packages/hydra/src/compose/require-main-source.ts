import { MissingConfigException } from '../errors.ts'
import type { ConfigRepository } from '../sources/repository.ts'

/**
 * Refuses to compose where the app's own configs are not where it says.
 *
 * @throws MissingConfigException `MAIN_CONFIG_DIR_MISSING`
 */
export function requireMainSource({ sources }: ConfigRepository): void {
  for (const source of sources) {
    if (source.provider !== 'main' || source.available()) continue
    const { scheme, path } = source
    throw new MissingConfigException(
      scheme === 'pkg'
        ? `The package of configs \`${path}\` is not found.`
        : `The directory of configs \`${path}\` is not found.`,
      {
        code: 'MAIN_CONFIG_DIR_MISSING',
        hint:
          scheme === 'pkg'
            ? 'install the package, and check that its `exports` lead to that directory.'
            : 'check that the directory exists and can be read.',
      },
    )
  }
}

/** What to tell of places on the search path that are not there. */
export function unavailableSources({ sources }: ConfigRepository): readonly string[] {
  const warnings: string[] = []
  for (const source of sources) {
    if (source.provider.startsWith('hydra.searchpath') && !source.available()) {
      warnings.push(`provider=${source.provider}, path=${source.scheme}://${source.path} is not available.`)
    }
  }
  return warnings
}
