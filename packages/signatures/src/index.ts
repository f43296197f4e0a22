import type { Callable, Declaration, FileEntry, Manifest, Property, Signature, SignatureHint } from './model.ts'

export { type SignatureCode, SignatureError } from './errors.ts'
export type {
  Callable,
  Declaration,
  DefaultValue,
  Dependency,
  FileEntry,
  ImportedName,
  Json,
  Manifest,
  Param,
  Property,
  Signature,
  SignatureHint,
  SignatureSource,
  SimpleKind,
  TypeModel,
} from './model.ts'

// Contract: the bodies follow in their own files.

/**
 * What `callable` accepts, or nothing where nobody can tell (native code, bound functions without a given signature).
 *
 * In this order: given by hand (`registerSignature`); the source of the file in `hint` (through the cache, or the
 * manifest in production); a `.d.ts`; the text of the function itself. Never loads a compiler, costs microseconds once
 * a file is known. Without a hint only the first and the last are asked.
 */
export declare function signatureOf(callable: Callable, hint?: SignatureHint): Signature | undefined

/** All exports, locals and imports of a file (of the `.ts` behind it, if there is one); nothing if it cannot be read. */
export declare function fileEntry(file: string): FileEntry | undefined

/**
 * Where `callable` may be declared, seen from `file`: its own declarations, what it imports by that name, members of
 * what it imports as a whole. More than one only where names and parameter lists are equal; none if nothing fits.
 */
export declare function declarationsOf(callable: Callable, file: string): readonly Declaration[]

/**
 * The public fields of a class, inherited ones first, with types and literal initialisers: `class Config { x!: number; y = 2 }`.
 * `x!` and `declare x` have no default. Nothing where nobody can tell.
 */
export declare function fieldsOf(callable: Callable, hint?: SignatureHint): readonly Property[] | undefined

/**
 * Says by hand what `callable` accepts: a whole signature, or the names in order (types and defaults are then still read
 * from the source or the text).
 */
export declare function registerSignature(callable: Callable, given: Signature | readonly string[]): void

/** What the text of the function itself tells: names, kinds and literal defaults; no types. Microseconds. */
export declare function runtimeSignature(callable: Callable): Signature | undefined

/** The `.ts` behind a loaded `.js` (by its source map, or `dist` → `src`), or the file itself. */
export declare function sourceFileOf(loadedFile: string): string

export interface CallerOptions {
  /** Frames above and including this function's do not count. Makes the call several times cheaper. */
  readonly above?: Callable
}

/** The file of the nearest caller outside this project's packages, absolute; nothing where there is none. About 5–20 µs. */
export declare function callerFile(options?: CallerOptions): string | undefined

export interface ScanOptions {
  readonly root: string
  /** Absolute or relative to `root`; every source file below `root` unless given. */
  readonly files?: readonly string[]
  /** `deep` asks the type checker (seconds); `auto` only for files with types that syntax does not tell. */
  readonly engine?: 'auto' | 'fast' | 'deep'
  /** Where to write the manifest, if anywhere. */
  readonly out?: string
}

/** Reads every file and gives the manifest, for production or for `declareSignatures`. */
export declare function scan(options: ScanOptions): Promise<Manifest>

export interface CheckReport {
  readonly upToDate: boolean
  /** One line for each difference. */
  readonly problems: readonly string[]
}

/** Whether a written manifest still says what the sources say. */
export declare function check(options: {
  readonly manifest: string
  readonly engine?: 'auto' | 'fast' | 'deep'
}): Promise<CheckReport>

export interface DeclareOptions {
  /** The module whose `ByMember` and `ByShape` are augmented; `hydra-zen` unless given. */
  readonly module?: string
}

/** Writes `signatures.d.ts`: the parameter names of targets with positional parameters, for the type checker. */
export declare function declareSignatures(manifest: Manifest, outFile: string, options?: DeclareOptions): Promise<void>

export interface CommandIo {
  readonly cwd: string
  readonly stdout: { write(text: string): unknown }
  readonly stderr: { write(text: string): unknown }
}

/** `hydra-zen signatures scan|check|declare …`: gives the exit code. */
export declare function signaturesCli(argv: readonly string[], io: CommandIo): Promise<number>
