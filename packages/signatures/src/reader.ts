import { existsSync, readFileSync } from 'node:fs'
import { merged } from './agreement.ts'
import { createDiskCache, type EntryCache } from './cache/disk-cache.ts'
import { withPlaces } from './cache/entry-text.ts'
import { findManifest, isCurrent, readManifest } from './cache/manifest.ts'
import { fitting, fittingFrom } from './declarations.ts'
import { deepEntries } from './deep/deep-entry.ts'
import { hasOpaqueTypes } from './deep/opaque.ts'
import { ModuleGraph } from './fast/module-graph.ts'
import { readEntry } from './fast/read-entry.ts'
import { type GivenSignatures, renamed, sharedGiven } from './given.ts'
import { hashOf } from './hash.ts'
import type { Callable, Declaration, FileEntry, Manifest, Property, Signature, SignatureHint } from './model.ts'
import { declarationsOfFile } from './package-declarations.ts'
import { withReflectedTypes } from './runtime/reflected-types.ts'
import { runtimeFields, runtimeSignature } from './runtime/runtime-signature.ts'
import { asPath, possibleSourcesOf, sourceFileOf } from './source-file.ts'

/** Finds signatures, and remembers what it read. */
export interface SignatureReader {
  /**
   * What `callable` accepts, or nothing where nobody can tell (native code, bound functions without a given signature).
   *
   * In this order: given by hand (`registerSignature`); the source of the file in `hint` (through the cache, or the
   * manifest in production); a `.d.ts`; the text of the function itself. Loads no compiler, and costs microseconds once
   * a file is known. Without a hint only the first and the last are asked.
   */
  signatureOf(callable: Callable, hint?: SignatureHint): Signature | undefined
  /** All exports, locals and imports of a file (of the `.ts` behind it, if any); nothing if it cannot be read. */
  fileEntry(file: string): FileEntry | undefined
  /**
   * Where `callable` may be declared, seen from `file`: its own declarations, what it imports by that name, members of
   * what it imports as a whole. More than one only where names and parameter lists are equal; none if nothing fits.
   */
  declarationsOf(callable: Callable, file: string): readonly Declaration[]
  /**
   * The public fields of a class, inherited ones first, with types and literal initialisers, as in
   * `class Config { x!: number; y = 2 }`. `x!` and `declare x` have no default. Nothing where nobody can tell.
   */
  fieldsOf(callable: Callable, hint?: SignatureHint): readonly Property[] | undefined
}

/** What a reader looks at, and where it keeps what it read. */
export interface ReaderOptions {
  /** `HYDRA_ZEN_CACHE`: a directory, or `off`. `HYDRA_SIGNATURES`: `deep`, or `runtime` to read no sources. */
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly cwd?: string
  readonly given?: GivenSignatures
}

interface Remembered {
  readonly byHand: readonly string[] | undefined
  readonly file: string | undefined
  readonly export: string | undefined
  readonly signature: Signature | undefined
}

/** A reader with a memory of its own. What it read from a file it does not read again. */
export function createSignatureReader(options: ReaderOptions = {}): SignatureReader {
  const env = options.env ?? process.env
  const given = options.given ?? sharedGiven()
  const graph = new ModuleGraph()
  const entries = new Map<string, FileEntry | undefined>()
  const behind = new Map<string, FileEntry | undefined>()
  const manifests = new Map<string, Manifest>()
  const paths = new Map<string, string>()
  const importers = new Map<string, string>()
  const remembered = new WeakMap<Callable, Remembered>()
  let cache: EntryCache | undefined

  const pathOf = (location: string): string => {
    const known = paths.get(location)
    if (known !== undefined) return known
    const file = asPath(location)
    paths.set(location, file)
    return file
  }

  const cwd = (): string => options.cwd ?? process.cwd()

  /** The entry of exactly this file: from memory, from disk, or read. */
  const entryOfSource = (source: string): FileEntry | undefined => {
    if (entries.has(source)) return entries.get(source)
    cache ??= createDiskCache({ env, cwd: cwd() })
    const deep = env['HYDRA_SIGNATURES'] === 'deep'
    let entry = deep ? undefined : cache.read(source)
    if (entry === undefined) {
      const read = readEntry(source, graph)
      const seen = read && deep && hasOpaqueTypes(read) ? deepEntries([read])[0] : read
      entry = seen && withPlaces(seen, cwd())
      if (entry !== undefined && !deep) cache.write(source, entry)
    }
    // What a manifest's files import is gone in production too, and listed beside them.
    for (const { files } of manifests.values()) entry ??= files.get(source)
    entries.set(source, entry)
    return entry
  }

  /** The entry that knows types: of a source, of a manifest, of declarations. Nothing for mere JavaScript. */
  const typedEntry = (file: string): FileEntry | undefined => {
    if (behind.has(file)) return behind.get(file)
    const entry = readTyped(file)
    behind.set(file, entry)
    return entry
  }

  const readTyped = (file: string): FileEntry | undefined => {
    if (!/\.[mc]?jsx?$/.test(file)) return entryOfSource(file)
    const listed = inManifest(file)
    if (listed !== undefined) return listed
    const source = sourceFileOf(file)
    if (source !== file) return entryOfSource(source)
    const declarations = declarationsOfFile(file)
    return declarations === undefined ? undefined : entryOfSource(declarations)
  }

  const inManifest = (file: string): FileEntry | undefined => {
    const place = findManifest(file)
    if (place === undefined) return undefined
    const { files } = manifests.get(place) ?? readManifest(place, cwd())
    if (!manifests.has(place)) manifests.set(place, { root: place, files })
    const source = possibleSourcesOf(file).find((each) => files.has(each))
    const entry = source === undefined ? undefined : files.get(source)
    return entry && isCurrent(entry, hashOfFile) ? entry : undefined
  }

  const anyEntry = (file: string): FileEntry | undefined => typedEntry(file) ?? entryOfSource(file)

  const declarationsOf = (callable: Callable, location: string): Declaration[] => {
    const file = pathOf(location)
    const { name } = callable
    const typed = typedEntry(file)
    if (name === '') return []
    const found = typed ? fittingFrom(typed, callable, anyEntry) : []
    if (found.length > 0 || (typed !== undefined && !/\.d\.[mc]?ts$/.test(typed.file))) return found
    // Declarations say nothing of what a file imports.
    const plain = entryOfSource(file)
    return plain ? fittingFrom(plain, callable, anyEntry) : []
  }

  /** The signature that the source behind a hint gives, if it can be told for sure. */
  const fromSource = (
    callable: Callable,
    { file: location, export: exported }: SignatureHint,
  ): Signature | undefined => {
    if (location === undefined || env['HYDRA_SIGNATURES'] === 'runtime') return undefined
    const file = pathOf(location)
    const typed = typedEntry(file)
    if (exported !== undefined) {
      if (typed === undefined) return undefined // mere JavaScript: its text says as much as the running one
      const declared = exportedSignature(typed, exported)
      const [fit] = declared ? fitting(callable, [{ file: typed.file, signature: declared }]) : []
      if (fit !== undefined) return fit.signature
    }
    const seen = typed ? fittingFrom(typed, callable, typedEntry) : throughImports(callable, file)
    const [first, ...others] = seen
    if (first === undefined) return undefined
    const text = essence(first.signature)
    return others.every(({ signature }) => essence(signature) === text) ? first.signature : undefined
  }

  /** A plain JavaScript caller may import what has types; it is parsed only where its text could be doing so. */
  const throughImports = (callable: Callable, file: string): Declaration[] => {
    const text = importers.get(file) ?? importingText(file)
    importers.set(file, text)
    if (callable.name === '' || !text.includes(callable.name)) return []
    const entry = entryOfSource(file)
    return entry ? fittingFrom(entry, callable, typedEntry) : []
  }

  const read = (callable: Callable, hint: SignatureHint): Signature | undefined => {
    const source = fromSource(callable, hint)
    const running = runtimeSignature(callable)
    if (source !== undefined) return withReflectedTypes(callable, merged(source, running))
    return running && withReflectedTypes(callable, running)
  }

  const signatureOf = (callable: Callable, hint: SignatureHint = {}): Signature | undefined => {
    const byHand = given.get(callable)
    if (byHand !== undefined && !isNames(byHand)) return byHand
    const known = remembered.get(callable)
    const { file, export: exported } = hint
    if (known && known.byHand === byHand && known.file === file && known.export === exported) return known.signature
    const own = read(callable, hint)
    const signature = byHand === undefined ? own : renamed(callable, byHand, own)
    // The running text is read again in a microsecond; remembering it would cost the garbage collector more.
    if (signature?.source !== 'runtime') remembered.set(callable, { byHand, file, export: exported, signature })
    return signature
  }

  return {
    signatureOf,
    fileEntry: (file) => anyEntry(asPath(file)),
    declarationsOf,
    fieldsOf(callable, hint = {}) {
      const source = fromSource(callable, hint)
      return source?.kind === 'class' ? (source.fields ?? []) : runtimeFields(callable)
    },
  }
}

function isNames(given: Signature | readonly string[]): given is readonly string[] {
  return Array.isArray(given)
}

/** `Point`, `shapes.Point`, or `Point.polar`: an export, a member of one, a static method. */
function exportedSignature(entry: FileEntry, name: string): Signature | undefined {
  const whole = entry.exports.get(name)
  if (whole !== undefined) return whole
  const dot = name.lastIndexOf('.')
  if (dot === -1) return undefined
  return entry.exports.get(name.slice(0, dot))?.statics?.find((each) => each.name === name.slice(dot + 1))
}

/** What makes two signatures the same to a caller. */
function essence({ kind, params, fields }: Signature): string {
  return JSON.stringify([kind, params, fields])
}

/** The text of a file that imports something; empty for any other. */
function importingText(file: string): string {
  try {
    const text = readFileSync(file, 'utf8')
    return /\b(?:import|require)\b/.test(text) ? text : ''
  } catch {
    return ''
  }
}

function hashOfFile(file: string): string | undefined {
  return existsSync(file) ? hashOf(readFileSync(file, 'utf8')) : undefined
}
