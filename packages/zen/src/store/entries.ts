import type { CallSite } from '../targets/call-site.ts'
import type { StoreEntry } from './store-types.ts'

/** One stored thing: kept as given, turned into a config when that is asked for. */
export class Entry implements StoreEntry {
  readonly name: string
  readonly group: string | null
  readonly package: string | null
  readonly provider: string | null
  readonly site: CallSite
  readonly #make: MakeNode
  readonly #target: unknown
  readonly #given: object | undefined
  readonly #options: object | undefined
  #node: { readonly made: unknown } | undefined

  constructor(place: EntryPlace, what: EntryContent, site: CallSite) {
    this.name = place.name
    this.group = place.group
    this.package = place.package
    this.provider = place.provider
    this.site = site
    this.#target = what.target
    this.#given = what.given
    this.#options = what.options
    this.#make = what.make
    this.#node = undefined
  }

  get node(): unknown {
    this.#node ??= { made: this.#make(this.#target, this.#given, this.#options, this.site) }
    return this.#node.made
  }

  /** The same content elsewhere; its config is made once for each. */
  at(place: EntryPlace): Entry {
    const content = { target: this.#target, given: this.#given, options: this.#options, make: this.#make }
    return new Entry(place, content, this.site)
  }
}

/** Where an entry stands. */
export interface EntryPlace {
  readonly name: string
  readonly group: string | null
  readonly package: string | null
  readonly provider: string | null
}

/** What an entry is made of. */
export interface EntryContent {
  readonly target: unknown
  readonly given: object | undefined
  readonly options: object | undefined
  readonly make: MakeNode
}

/** Makes an entry's config when it is first asked for. */
export type MakeNode = (
  target: unknown,
  given: object | undefined,
  options: object | undefined,
  site: CallSite,
) => unknown

/** The entries of a store and of all stores that came from it by `with`. */
export class Repository {
  readonly #groups = new Map<string | null, Map<string, Entry>>()
  /** Entries that wait to be moved to the config store. */
  readonly queue = new Set<Entry>()
  #size = 0

  get size(): number {
    return this.#size
  }

  get(group: string | null, name: string): Entry | undefined {
    return this.#groups.get(group)?.get(name)
  }

  /** Puts the entry in its place, and gives the one it replaced. */
  set(entry: Entry): Entry | undefined {
    let entries = this.#groups.get(entry.group)
    if (!entries) {
      entries = new Map()
      this.#groups.set(entry.group, entries)
    }
    const replaced = entries.get(entry.name)
    entries.set(entry.name, entry)
    if (replaced) this.queue.delete(replaced)
    else this.#size++
    this.queue.add(entry)
    return replaced
  }

  delete(group: string | null, name: string): boolean {
    const entries = this.#groups.get(group)
    const entry = entries?.get(name)
    if (!entries || !entry) return false
    entries.delete(name)
    this.queue.delete(entry)
    this.#size--
    if (entries.size === 0) this.#groups.delete(group)
    return true
  }

  /** Groups that have entries: none first, then by name. */
  groups(): (string | null)[] {
    return [...this.#groups.keys()].sort((a, b) => (a === b ? 0 : a === null ? -1 : b === null || a > b ? 1 : -1))
  }

  *entries(): Generator<Entry> {
    for (const entries of this.#groups.values()) yield* entries.values()
  }

  /** The entries of a group; with `deep`, those of the groups below it too. */
  *inGroup(group: string | null, { deep }: { readonly deep: boolean }): Generator<Entry> {
    for (const [at, entries] of this.#groups) {
      if (at === group || (deep && group !== null && at?.startsWith(`${group}/`))) yield* entries.values()
    }
  }
}
