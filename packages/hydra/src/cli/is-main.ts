import { realpathSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** The path of an app's file, given as a path or as `import.meta.url`. */
export function entryPath(entry: string | URL): string {
  return typeof entry === 'string' && !entry.startsWith('file:') ? entry : fileURLToPath(entry)
}

/**
 * Whether the process was started with this file; `false` where another program imported it.
 *
 * `node dist/app`, `node dist` (its index) and links to the file count as well. `script` is `process.argv[1]`.
 */
export function isMain(entry: string | URL, script: string | undefined): boolean {
  if (script === undefined) return false
  const file = entryPath(entry)
  if (file === script) return true
  const real = realPath(file)
  if (real === undefined) return false
  const endings = ['', '.js', '.mjs', '.ts', '.mts', '.cjs', '.cts', '/index.js', '/index.mjs', '/index.ts']
  return endings.some((ending) => realPath(script + ending) === real)
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path)
  } catch {
    return undefined
  }
}
