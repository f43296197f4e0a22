import { statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** What decides where things are kept between runs. */
export interface CachePlace {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
}

/**
 * Where things may be kept between runs: `HYDRA_ZEN_CACHE`, or `node_modules/.cache/hydra-zen` of the project that
 * `near` is in. `HYDRA_ZEN_CACHE=off` keeps nothing.
 */
export function cacheDirectory(near: string, { env, cwd }: CachePlace): string | undefined {
  const chosen = env.HYDRA_ZEN_CACHE
  if (chosen === 'off') return undefined
  return chosen ? resolve(cwd, chosen) : projectCache(near)
}

function projectCache(directory: string): string | undefined {
  for (let at = directory; ; at = dirname(at)) {
    const modules = join(at, 'node_modules')
    if (statSync(modules, { throwIfNoEntry: false })) return join(modules, '.cache', 'hydra-zen')
    if (dirname(at) === at) return undefined
  }
}
