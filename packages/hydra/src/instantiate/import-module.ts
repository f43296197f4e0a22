import { pathToFileURL } from 'node:url'
import type { Importer } from './target-environment.ts'

/** Marks the second copy of an app's file, in which its own `main` does nothing. */
export const AGAIN = 'again'

/** How long an evaluated module may take to be handed over, loaders in other threads included. In milliseconds. */
const PATIENCE = 50

/**
 * `import()`, but for the app's own file, `entry`, which may be in the middle of `await main(…)`: importing it would
 * wait for that, and that for the import. Such a module is loaded once more instead, under another URL.
 *
 * Reference: Python knows the file that was started as `__main__`, and imports it a second time under its own name.
 */
export function importModule(entry: string | undefined): Importer {
  if (entry === undefined) return (specifier) => import(specifier)
  const own = pathToFileURL(entry).href
  return async (specifier) => {
    if (specifier !== own) return import(specifier)
    const patience = new AbortController()
    const { setTimeout } = await import('node:timers/promises')
    const waited = setTimeout(PATIENCE, undefined, { signal: patience.signal }).catch(() => undefined)
    try {
      return (await Promise.race([import(specifier), waited])) ?? import(`${specifier}?${AGAIN}`)
    } finally {
      patience.abort()
    }
  }
}

/** Whether this is the second copy of an app's file. */
export function isSecondCopy(url: string | URL): boolean {
  return String(url).endsWith(`?${AGAIN}`)
}
