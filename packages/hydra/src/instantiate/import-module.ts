import { pathToFileURL } from 'node:url'
import type { Importer } from './target-environment.ts'
import { targetError } from './target-error.ts'

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
    return (await importedSoon(specifier)) ?? import(`${specifier}?${AGAIN}`)
  }
}

/** The module, if it has been evaluated or is about to be; nothing where it waits, perhaps for us. */
async function importedSoon(specifier: string): Promise<unknown> {
  const patience = new AbortController()
  const { setTimeout } = await import('node:timers/promises')
  const waited = setTimeout(PATIENCE, undefined, { signal: patience.signal }).catch(() => undefined)
  try {
    return await Promise.race([import(specifier), waited])
  } finally {
    patience.abort()
  }
}

/**
 * `import()` for a program that is no app: its file, `entry`, is not run twice. Where it still waits at its top level
 * for what would import it, that is an error instead of a wait without end.
 */
export function importOnce(entry: string): Importer {
  const own = pathToFileURL(entry).href
  return async (specifier) => {
    const module = specifier === own ? await importedSoon(specifier) : await import(specifier)
    if (module !== undefined) return module
    throw targetError('It waits for itself: it is still in its top-level await.', {
      code: 'TARGET_MODULE_FAILED',
      hint: 'move the target to another file, or register it first: register(import.meta, { … }) of hydra-zen',
    })
  }
}

/** Whether this is the second copy of an app's file. */
export function isSecondCopy(url: string | URL): boolean {
  return String(url).endsWith(`?${AGAIN}`)
}
