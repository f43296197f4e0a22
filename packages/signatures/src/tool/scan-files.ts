import { mkdirSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { withPlaces } from '../cache/entry-text.ts'
import { writeManifest } from '../cache/manifest.ts'
import type { ScanOptions } from '../command-options.ts'
import { deepEntries } from '../deep/deep-entry.ts'
import { hasOpaqueTypes } from '../deep/opaque.ts'
import { SignatureError } from '../errors.ts'
import { ModuleGraph } from '../fast/module-graph.ts'
import { readEntry } from '../fast/read-entry.ts'
import type { FileEntry, Manifest } from '../model.ts'

/**
 * Reads files into a manifest.
 *
 * @param unread - Told of each source that has syntax errors: it is left out.
 * @throws SignatureError `SIGNATURE_UNKNOWN_FILE` where a file that was asked for, or the root, cannot be read
 */
export function scanFiles(
  { root, files, engine = 'fast', out }: ScanOptions,
  unread: (file: string) => void = () => {},
): Manifest {
  const top = path.resolve(root)
  if (!statSync(top, { throwIfNoEntry: false })?.isDirectory()) {
    throw new SignatureError(`There is no directory ${top}.`, { code: 'SIGNATURE_UNKNOWN_FILE' })
  }
  const asked = new Set(files?.map((file) => path.resolve(top, file)))
  const wanted = files === undefined ? sourceFilesIn(top) : [...asked].flatMap(sourcesAt)
  const graph = new ModuleGraph()
  const read: FileEntry[] = []
  for (const file of wanted) {
    const entry = readEntry(file, graph)
    if (entry !== undefined) read.push(entry)
    else if (!asked.has(file)) unread(file)
    else {
      throw new SignatureError(`${file} cannot be read as TypeScript or JavaScript.`, {
        code: 'SIGNATURE_UNKNOWN_FILE',
      })
    }
  }
  const doubtful = engine === 'fast' ? [] : engine === 'deep' ? read : read.filter(hasOpaqueTypes)
  const deep = new Map(deepEntries(doubtful).map((entry) => [entry.file, entry]))
  const entries = read.map((entry) => withPlaces(deep.get(entry.file) ?? entry, process.cwd()))
  const manifest = { root: top, files: new Map(entries.map((entry) => [entry.file, entry])) }
  if (out !== undefined) {
    const file = path.resolve(top, out)
    mkdirSync(path.dirname(file), { recursive: true })
    writeManifest(manifest, file)
  }
  return manifest
}

const skipped = new Set(['node_modules', 'dist', 'build', 'out', 'coverage', 'outputs', 'multirun'])

/** A file itself; of a directory, the sources in it. */
function sourcesAt(place: string): string[] {
  return statSync(place, { throwIfNoEntry: false })?.isDirectory() ? sourceFilesIn(place) : [place]
}

/** The source files below a directory, in order of their paths; no declarations, no tests, nothing hidden or built. */
function sourceFilesIn(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const full = path.join(directory, entry.name)
      if (entry.isDirectory()) return skipped.has(entry.name) || entry.name.startsWith('.') ? [] : sourceFilesIn(full)
      const isSource = /\.(?:[mc]?ts|tsx)$/.test(entry.name) && !/\.d\.|\.(?:test|spec|test-d)\./.test(entry.name)
      return isSource ? [full] : []
    })
}
