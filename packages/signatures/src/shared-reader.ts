import type { Callable, Declaration, FileEntry, Property, Signature, SignatureHint } from './model.ts'
import { createSignatureReader, type SignatureReader } from './reader.ts'

/** The reader of this process: everybody profits from what it remembers. */
const shared: SignatureReader = createSignatureReader()

/**
 * What `callable` accepts, or nothing where nobody can tell (native code, bound functions without a given signature).
 *
 * In this order: given by hand (`registerSignature`); the source of the file in `hint` (through the cache, or the
 * manifest in production); a `.d.ts`; the text of the function itself. Loads no compiler, and costs microseconds once
 * a file is known. Without a hint only the first and the last are asked.
 */
export function signatureOf(callable: Callable, hint?: SignatureHint): Signature | undefined {
  return shared.signatureOf(callable, hint)
}

/** All exports, locals and imports of a file (of the `.ts` behind it, if any); nothing if it cannot be read. */
export function fileEntry(file: string): FileEntry | undefined {
  return shared.fileEntry(file)
}

/**
 * Where `callable` may be declared, seen from `file`: its own declarations, what it imports by that name, members of
 * what it imports as a whole. More than one only where names and parameter lists are equal; none if nothing fits.
 */
export function declarationsOf(callable: Callable, file: string): readonly Declaration[] {
  return shared.declarationsOf(callable, file)
}

/**
 * The public fields of a class, inherited ones first, with types and literal initialisers, as in
 * `class Config { x!: number; y = 2 }`. `x!` and `declare x` have no default. Nothing where nobody can tell.
 */
export function fieldsOf(callable: Callable, hint?: SignatureHint): readonly Property[] | undefined {
  return shared.fieldsOf(callable, hint)
}
