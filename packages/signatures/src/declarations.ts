import { agreement, sameDefaults } from './agreement.ts'
import type { Callable, Declaration, FileEntry, ImportedName, Signature } from './model.ts'
import { runtimeSignature } from './runtime/runtime-signature.ts'

/** Gives the entry of a file, or nothing. */
export type EntryOf = (file: string) => FileEntry | undefined

const indexes = new WeakMap<FileEntry, ReadonlyMap<string, readonly Declaration[]>>()

/** The declarations in `entry` that fit `callable`, best agreement only, seen from inside (`own`) or by importers. */
export function fitting(callable: Callable, candidates: readonly Declaration[]): Declaration[] {
  if (candidates.length === 0) return []
  const running = runtimeSignature(callable)
  const strong: Declaration[] = []
  const weak: Declaration[] = []
  for (const candidate of candidates) {
    const fits = sameDefaults(candidate.signature, running) ? agreement(candidate.signature, running) : 0
    if (fits === 2) strong.push(candidate)
    else if (fits === 1) weak.push(candidate)
  }
  return strong.length > 0 ? strong : weak
}

/** Where `callable` is declared, seen from the file of `entry`: by its name first, then through whole modules. */
export function fittingFrom(entry: FileEntry, callable: Callable, entryOf: EntryOf): Declaration[] {
  const { byName, byModule } = candidatesFrom(entry, callable.name, entryOf)
  const found = fitting(callable, byName)
  return found.length > 0 ? found : fitting(callable, byModule())
}

/** Where a callable called `name` may be declared, seen from the file of `entry`; nearest first, doubles gone. */
function candidatesFrom(
  entry: FileEntry,
  name: string,
  entryOf: EntryOf,
): { byName: Declaration[]; byModule: () => Declaration[] } {
  const found = new Map<string, Declaration>()
  const take = (declarations: readonly Declaration[]): void => {
    for (const each of declarations) {
      const canonical = atDeclaration(each, entryOf)
      found.set(`${canonical.file}:${canonical.signature.line}:${canonical.export ?? ''}`, canonical)
    }
  }
  take(declaredIn(entry).get(name) ?? [])
  const byName = entry.imports.filter((each) => each.name === name || each.local === name)
  for (const each of byName) take(imported(each, name, entryOf))
  return {
    byName: [...found.values()],
    // Not by that name: a whole module, a default, a renamed export, a static method.
    byModule: () => {
      found.clear()
      for (const each of entry.imports) if (!byName.includes(each)) take(imported(each, name, entryOf))
      return [...found.values()]
    },
  }
}

function imported(name: ImportedName, wanted: string, entryOf: EntryOf): Declaration[] {
  const entry = name.file === undefined ? undefined : entryOf(name.file)
  const specifier = name.from.startsWith('.') ? {} : { specifier: name.from }
  if (entry === undefined) return []
  const all = declaredIn(entry).get(wanted) ?? []
  const visible = all.filter(({ export: exported }) => {
    if (exported === undefined) return false
    if (name.name === '*' || exported === name.name || exported.startsWith(`${name.name}.`)) return true
    // the default import of a CommonJS module is the module
    return name.name === 'default' && !entry.exports.has('default')
  })
  return visible.map((declaration) => ({ ...declaration, ...specifier }))
}

/** Everything in a file by the name it has when it runs; exported, local, nested, static. */
function declaredIn(entry: FileEntry): ReadonlyMap<string, readonly Declaration[]> {
  const known = indexes.get(entry)
  if (known !== undefined) return known
  const index = new Map<string, Declaration[]>()
  const add = (declaration: Declaration): void => {
    const { runsAs, name: declared } = declaration.signature
    const name = runsAs ?? declared
    const list = index.get(name)
    if (list === undefined) index.set(name, [declaration])
    else list.push(declaration)
  }
  const { file } = entry
  for (const [exported, signature] of entry.exports) {
    add({ file, export: exported, signature })
    for (const each of signature.statics ?? []) add({ file, export: `${exported}.${each.name}`, signature: each })
  }
  for (const signature of entry.locals.values()) {
    add({ file, signature })
    for (const each of signature.statics ?? []) add({ file, signature: each })
  }
  for (const signature of entry.nested) add({ file, nested: true, signature })
  indexes.set(entry, index)
  return index
}

/** A re-export traced to the file that declares it, if that file exports it too. Packages keep their entry point. */
function atDeclaration(declaration: Declaration, entryOf: EntryOf): Declaration {
  const { file, signature, specifier } = declaration
  if (signature.file === undefined || signature.file === file || specifier !== undefined) return declaration
  const home = entryOf(signature.file)
  if (home === undefined) return declaration
  const same = (each: Signature): boolean => each.line === signature.line && each.name === signature.name
  const own = declaredIn(home)
    .get(signature.name)
    ?.find((each) => each.export !== undefined && same(each.signature))
  return own ?? declaration
}
