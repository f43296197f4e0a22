import { mkdirSync, readdirSync, readFileSync, realpathSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { digest } from '../ledger/digest.ts'
import { cacheDirectory } from '../sources/cache-directory.ts'

/** What completion needs to know of an app, so that the app itself need not be started. */
export interface CompletionIndex {
  /** Of this package: another version reads nothing. */
  readonly version: string
  /** The newest change of a source file beside the app's, in milliseconds. */
  readonly newest: number
  /** How many source files there are. */
  readonly files: number
  /** The directory of the configs as an entry of the search path. */
  readonly main: string | undefined
  readonly configName: string | null
  readonly jobName: string
  /** What the app's store holds. */
  readonly stored: readonly StoredText[]
}

/** One config of a store, as text. */
export interface StoredText {
  readonly group: string | undefined
  readonly name: string
  readonly package: string | undefined
  readonly provider: string | undefined
  readonly yaml: string
}

/** Where indexes are kept. */
export interface IndexPlace {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
}

/** More source files than this are not looked through at every Tab. */
const MOST_FILES = 400
const sourceFile = /\.[cm]?[jt]sx?$/

/** The index of an app; `undefined` where there is none, or where a source file of the app changed since. */
export function readIndex(app: string, place: IndexPlace, version: string): CompletionIndex | undefined {
  try {
    const entry = realpathSync(app)
    const path = indexPath(entry, place)
    if (path === undefined) return undefined
    const index = JSON.parse(readFileSync(path, 'utf8')) as CompletionIndex
    const state = sourceState(entry)
    return index.version === version && state?.newest === index.newest && state.files === index.files
      ? index
      : undefined
  } catch {
    return undefined // an index is a convenience: whatever is wrong with it, the app itself has the answer
  }
}

/** Keeps what completion needs to know of an app; where that is not possible, quietly not. */
export function writeIndex(app: string, place: IndexPlace, about: Omit<CompletionIndex, 'newest' | 'files'>): void {
  try {
    const entry = realpathSync(app)
    const path = indexPath(entry, place)
    const state = sourceState(entry)
    if (path === undefined || state === undefined) return
    mkdirSync(dirname(path), { recursive: true })
    const draft = `${path}.${process.pid}`
    writeFileSync(draft, JSON.stringify({ ...about, ...state } satisfies CompletionIndex))
    renameSync(draft, path)
  } catch {
    // not writable: the next Tab starts the app again
  }
}

function indexPath(entry: string, place: IndexPlace): string | undefined {
  const directory = cacheDirectory(dirname(entry), place)
  if (directory === undefined) return undefined
  return join(directory, 'completion', `${digest(entry)}.json`)
}

/** The newest of the source files beside and below the app's, and their number; `undefined` where they are too many. */
function sourceState(entry: string): { newest: number; files: number } | undefined {
  let newest = 0
  let files = 0
  const directories = [dirname(entry)]
  for (let directory = directories.pop(); directory !== undefined; directory = directories.pop()) {
    for (const found of readdirSync(directory, { withFileTypes: true })) {
      const { name } = found
      if (found.isDirectory() && name !== 'node_modules' && !name.startsWith('.'))
        directories.push(join(directory, name))
      if (!found.isFile() || !sourceFile.test(name)) continue
      newest = Math.max(newest, statSync(join(directory, name)).mtimeMs)
      files++
    }
    if (files > MOST_FILES || directories.length > MOST_FILES) return undefined
  }
  return { newest, files }
}
