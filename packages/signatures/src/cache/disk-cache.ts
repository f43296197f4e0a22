import { existsSync, mkdirSync, readFileSync, renameSync, statSync, unlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { hashOf, randomName, shortName } from '../hash.ts'
import { ABSENT, type Dependency, type FileEntry } from '../model.ts'
import { type EntryJson, entryFromJson, entryToJson, SCHEMA_VERSION } from './entry-text.ts'

/** Where entries are kept between runs. */
export interface EntryCache {
  /** A stored entry that still says what its files say. */
  read(file: string): FileEntry | undefined
  write(file: string, entry: FileEntry): void
}

export interface CacheOptions {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
}

/**
 * Entries on disk, one file each: in `HYDRA_ZEN_CACHE`, or `node_modules/.cache/hydra-zen` of the project that the
 * source belongs to. Written whole or not at all; where that is not possible, quietly not.
 *
 * `HYDRA_ZEN_CACHE=off` keeps nothing.
 */
export function createDiskCache({ env, cwd }: CacheOptions): EntryCache {
  const chosen = env['HYDRA_ZEN_CACHE']
  const homes = new Map<string, string | undefined>()
  let writable = chosen !== 'off'

  const placeOf = (file: string): string | undefined => {
    if (chosen === 'off') return undefined
    const directory = chosen ? path.resolve(cwd, chosen) : projectCache(path.dirname(file), homes)
    const name = shortName(file) // an entry says whose it is
    return directory && path.join(directory, 'signatures', `${name}.v${SCHEMA_VERSION}.json`)
  }

  return {
    read(file) {
      const place = placeOf(file)
      if (place === undefined) return undefined
      try {
        const json = JSON.parse(readFileSync(place, 'utf8')) as EntryJson
        if (json.file !== file || !Array.isArray(json.dependencies) || json.dependencies.length === 0) return undefined
        const fresh = freshness(json.dependencies)
        if (fresh === undefined) return undefined
        const entry = entryFromJson({ ...json, dependencies: fresh.dependencies }, cwd)
        if (fresh.touched) this.write(file, entry)
        return entry
      } catch {
        return undefined // absent, half a file of another program, or JSON of another shape: read the source again
      }
    },
    write(file, entry) {
      const place = writable ? placeOf(file) : undefined
      if (place === undefined) return
      const temporary = `${place}.${process.pid}.${randomName()}`
      try {
        mkdirSync(path.dirname(place), { recursive: true })
        writeFileSync(temporary, JSON.stringify(entryToJson(entry)))
        renameSync(temporary, place)
      } catch {
        writable = false // a read-only image, say: memory has to do
        try {
          unlinkSync(temporary)
        } catch {
          // it was never made
        }
      }
    },
  }
}

/** The dependencies with their present sizes and times if all texts are still the same; nothing if one is not. */
function freshness(dependencies: readonly Dependency[]): { dependencies: Dependency[]; touched: boolean } | undefined {
  let touched = false
  const present: Dependency[] = []
  for (const dependency of dependencies) {
    const stat = statSync(dependency.file, { throwIfNoEntry: false })
    if (dependency.size === ABSENT) {
      if (stat !== undefined) return undefined
      present.push(dependency)
      continue
    }
    if (stat === undefined || stat.size !== dependency.size) return undefined
    if (stat.mtimeMs === dependency.mtime) {
      present.push(dependency)
      continue
    }
    if (hashOf(readFileSync(dependency.file, 'utf8')) !== dependency.hash) return undefined
    touched = true
    present.push({ ...dependency, mtime: stat.mtimeMs })
  }
  return { dependencies: present, touched }
}

/** `node_modules/.cache/hydra-zen` in the nearest directory that has a `node_modules`. */
function projectCache(directory: string, homes: Map<string, string | undefined>): string | undefined {
  if (homes.has(directory)) return homes.get(directory)
  let found: string | undefined
  // A dependency's entry is kept with the project that uses it.
  const outside = directory.split(`${path.sep}node_modules`, 1)[0] ?? directory
  for (let at = outside; found === undefined; at = path.dirname(at)) {
    const modules = path.join(at, 'node_modules')
    if (existsSync(modules)) found = path.join(modules, '.cache', 'hydra-zen')
    if (path.dirname(at) === at) break
  }
  homes.set(directory, found)
  return found
}
