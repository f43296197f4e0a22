import path from 'node:path'
import type { Dependency, FileEntry, ImportedName, Signature } from '../model.ts'

/** Moves with every change of the model or of what an engine sees: entries of other versions are not found. */
export const SCHEMA_VERSION = 2

/** A file entry as JSON holds it. Names are pairs, not keys: `constructor` is a name like any other. */
export interface EntryJson {
  readonly file: string
  readonly exports: readonly (readonly [string, Signature])[]
  readonly locals: readonly (readonly [string, Signature])[]
  readonly nested: readonly Signature[]
  readonly imports: readonly ImportedName[]
  readonly dependencies: readonly Dependency[]
}

/** The entry as JSON holds it. `file` fields equal to the entry's own are left out. */
export function entryToJson(entry: FileEntry): EntryJson {
  const slim = (signature: Signature): Signature => withoutFile(signature, entry.file)
  return {
    file: entry.file,
    exports: [...entry.exports].map(([name, signature]) => [name, slim(signature)]),
    locals: [...entry.locals].map(([name, signature]) => [name, slim(signature)]),
    nested: entry.nested.map(slim),
    imports: entry.imports,
    dependencies: entry.dependencies,
  }
}

/** The entry that JSON held. */
export function entryFromJson(json: EntryJson, cwd: string): FileEntry {
  const full = (signature: Signature): Signature => located(signature, json.file, cwd)
  return {
    file: json.file,
    exports: new Map(json.exports.map(([name, signature]) => [name, full(signature)])),
    locals: new Map(json.locals.map(([name, signature]) => [name, full(signature)])),
    nested: json.nested.map(full),
    imports: json.imports,
    dependencies: json.dependencies,
  }
}

/** The entry with `at` in every signature. */
export function withPlaces(entry: FileEntry, cwd: string): FileEntry {
  return entryFromJson(entryToJson(entry), cwd)
}

function withoutFile(signature: Signature, own: string): Signature {
  const { at: _at, file, statics, ...rest } = signature
  return {
    ...rest,
    ...(file === undefined || file === own ? {} : { file }),
    ...(statics === undefined ? {} : { statics: statics.map((each) => withoutFile(each, own)) }),
  }
}

function located(signature: Signature, own: string, cwd: string): Signature {
  const file = signature.file ?? own
  const shown = file.startsWith(cwd + path.sep) ? file.slice(cwd.length + 1).replaceAll('\\', '/') : file
  const at = signature.line === undefined ? shown : `${shown}:${signature.line}`
  if (signature.statics === undefined) return { ...signature, file, at }
  return { ...signature, file, at, statics: signature.statics.map((each) => located(each, own, cwd)) }
}
