// Writes files that are made from the sources; with `--check` it says which of them are stale and exits 1.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * Keeps generated files as `files` (path → text) says.
 *
 * @param folder - Holds nothing but generated files: whatever else lies there is stale.
 */
export function keepGenerated(files, folder) {
  const check = process.argv.includes('--check')
  const stale = [...files].filter(([path, text]) => !existsSync(path) || readFileSync(path, 'utf8') !== text)
  const left = folder && existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : []
  const gone = left.filter((path) => !files.has(path))
  for (const path of gone) if (!check) rmSync(path)
  for (const [path, text] of check ? [] : stale) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
  for (const path of [...stale.map(([path]) => path), ...gone]) {
    console.log(`${path}: ${check ? 'stale, run `npm run generate`' : 'written'}`)
  }
  if (check && stale.length + gone.length > 0) process.exitCode = 1
}
