import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { SignatureError } from '../errors.ts'
import type { Dependency, FileEntry, ImportedName, Manifest, Param, Property, Signature, TypeModel } from '../model.ts'
import { type EntryJson, entryFromJson, entryToJson, SCHEMA_VERSION } from './entry-text.ts'

/** The file name looked for beside a running file and above it. */
export const MANIFEST_NAME = 'signatures.json'

interface ManifestJson {
  readonly version: number
  /** The root, relative to the manifest. */
  readonly root: string
  readonly files: readonly EntryJson[]
}

/** Writes a manifest in which every path is relative: it may be moved together with its root. */
export function writeManifest({ root, files }: Manifest, outFile: string): void {
  const move = (file: string): string => slashed(path.relative(root, file))
  const json: ManifestJson = {
    version: SCHEMA_VERSION,
    root: slashed(path.relative(path.dirname(outFile), root)) || '.',
    files: [...files.values()].map((entry) => {
      const moved = movedEntry(entryToJson(entry), move)
      // Times differ on the machine that it is made for; texts do not.
      return { ...moved, dependencies: moved.dependencies.map((each) => ({ ...each, mtime: 0 })) }
    }),
  }
  writeFileSync(outFile, `${JSON.stringify(json)}\n`)
}

/**
 * The manifest written at `file`, with absolute paths.
 *
 * @throws SignatureError `MANIFEST_UNREADABLE` where the file is none, or of another version
 */
export function readManifest(file: string, cwd: string): Manifest {
  let json: ManifestJson
  try {
    json = JSON.parse(readFileSync(file, 'utf8')) as ManifestJson
  } catch (cause) {
    throw new SignatureError(`${file} is not a manifest of signatures.`, { code: 'MANIFEST_UNREADABLE', cause, hint })
  }
  if (json?.version !== SCHEMA_VERSION || !Array.isArray(json.files)) {
    throw new SignatureError(`${file} was written by another version.`, { code: 'MANIFEST_UNREADABLE', hint })
  }
  const root = path.resolve(path.dirname(file), json.root)
  const move = (each: string): string => path.resolve(root, each)
  const entries = json.files.map((entry) => entryFromJson(movedEntry(entry, move), cwd))
  return { root, files: new Map(entries.map((entry) => [entry.file, entry])) }
}

const hint = 'write it anew with `npx hydra-zen signatures scan --out <file>`.'

/** The manifest that covers `file`: `signatures.json` beside it or above, or what `package.json#signatures` names. */
export function findManifest(file: string): string | undefined {
  for (let at = path.dirname(file); ; at = path.dirname(at)) {
    const beside = path.join(at, MANIFEST_NAME)
    if (existsSync(beside)) return beside
    const packageFile = path.join(at, 'package.json')
    if (existsSync(packageFile)) {
      const named = namedIn(packageFile)
      if (named === undefined) return undefined
      const target = path.resolve(at, named)
      return existsSync(target) ? target : undefined
    }
    if (path.dirname(at) === at) return undefined
  }
}

function namedIn(packageFile: string): string | undefined {
  try {
    const { signatures } = JSON.parse(readFileSync(packageFile, 'utf8')) as { signatures?: unknown }
    return typeof signatures === 'string' ? signatures : undefined
  } catch {
    return undefined
  }
}

type Move = (file: string) => string

function movedEntry(entry: EntryJson, move: Move): EntryJson {
  const signature = (each: Signature): Signature => movedSignature(each, move)
  return {
    file: move(entry.file),
    exports: entry.exports.map(([name, each]) => [name, signature(each)]),
    locals: entry.locals.map(([name, each]) => [name, signature(each)]),
    nested: entry.nested.map(signature),
    imports: entry.imports.map(
      (each): ImportedName => (each.file === undefined ? each : { ...each, file: move(each.file) }),
    ),
    dependencies: entry.dependencies.map((each): Dependency => ({ ...each, file: move(each.file) })),
  }
}

function movedSignature(signature: Signature, move: Move): Signature {
  const { file, statics, fields } = signature
  return {
    ...signature,
    ...(file === undefined ? {} : { file: move(file) }),
    params: signature.params.map((param) => movedProperty(param, move)),
    ...(statics === undefined ? {} : { statics: statics.map((each) => movedSignature(each, move)) }),
    ...(fields === undefined ? {} : { fields: fields.map((field) => movedProperty(field, move)) }),
  }
}

function movedProperty<P extends Param | Property>(property: P, move: Move): P {
  const { default: byDefault } = property
  const moved = { ...property, type: movedType(property.type, move) }
  if (byDefault === undefined || !('ref' in byDefault)) return moved
  return { ...moved, default: { ...byDefault, file: move(byDefault.file) } }
}

function movedType(type: TypeModel, move: Move): TypeModel {
  switch (type.k) {
    case 'class':
      return type.file === 'lib' ? type : { ...type, file: move(type.file) }
    case 'array':
    case 'record':
      return { ...type, of: movedType(type.of, move) }
    case 'tuple': {
      const of = type.of.map((each) => movedType(each, move))
      return type.rest === undefined ? { ...type, of } : { ...type, of, rest: movedType(type.rest, move) }
    }
    case 'union':
      return { ...type, of: type.of.map((each) => movedType(each, move)) }
    case 'object':
      return { ...type, props: type.props.map((each) => movedProperty(each, move)) }
    default:
      return type
  }
}

function slashed(file: string): string {
  return path.sep === '\\' ? file.replaceAll('\\', '/') : file
}

/** Whether an entry's own file and dependencies still have the texts it was read from. Absent files say nothing. */
export function isCurrent(entry: FileEntry, hashOfFile: (file: string) => string | undefined): boolean {
  return entry.dependencies.every(({ file, hash }) => {
    const present = hashOfFile(file)
    return present === undefined || present === hash
  })
}
