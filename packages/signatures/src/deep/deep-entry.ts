import { readFileSync, statSync } from 'node:fs'
import { hashOf } from '../hash.ts'
import type { Dependency, FileEntry, Signature } from '../model.ts'
import { CheckedSignatures } from './checked-signatures.ts'
import { checkedProgram } from './compiler.ts'

/** The entries with everything that the type checker knows in place of what syntax told. Seconds for the first file. */
export function deepEntries(entries: readonly FileEntry[]): FileEntry[] {
  if (entries.length === 0) return []
  const { compiler, program } = checkedProgram(entries.map(({ file }) => file))
  const checked = new CheckedSignatures(compiler, program)
  return entries.map((entry) => {
    const { exports, locals } = checked.ofFile(entry.file)
    return {
      ...entry,
      exports: overlaid(entry.exports, exports),
      locals: overlaid(entry.locals, locals),
      dependencies: withDependencies(entry),
    }
  })
}

/** What both see: the checker's types and parameters, the fast engine's documentation. */
function overlaid(fast: ReadonlyMap<string, Signature>, deep: ReadonlyMap<string, Signature>): Map<string, Signature> {
  return new Map(
    [...fast].map(([name, signature]) => {
      const better = deep.get(name)
      if (better === undefined) return [name, signature]
      const { doc, members, constant } = signature
      const kept = { ...(doc !== undefined && { doc }), ...(members && { members }), ...(constant && { constant }) }
      return [name, { ...better, ...kept, name: signature.name }]
    }),
  )
}

function withDependencies(entry: FileEntry): readonly Dependency[] {
  if (entry.dependencies.length > 0) return entry.dependencies
  const { size, mtimeMs } = statSync(entry.file)
  return [{ file: entry.file, size, mtime: mtimeMs, hash: hashOf(readFileSync(entry.file, 'utf8')) }]
}
