import { resolve } from 'node:path'
import { SearchPathException } from '../errors.ts'
import { BuiltinSource } from './builtin-source.ts'
import type {
  ConfigSource,
  GroupMembers,
  LoadedConfig,
  ObjectKind,
  SearchPathItem,
  SourceFactory,
} from './config-source.ts'
import { type ConfigStore, globalConfigStore } from './config-store.ts'
import { DirectorySource } from './directory-source.ts'
import { PackageSource } from './package-source.ts'
import { type SourceCache, sharedSourceCache } from './source-cache.ts'
import { StoreSource } from './store-source.ts'
import { createTextCache } from './text-cache.ts'
import { withLegacyHeader } from './version-base.ts'

/** What a repository is made from. */
export interface RepositoryOptions {
  /** See `createSearchPath`. */
  readonly searchPath: Iterable<SearchPathItem>
  /** What `structured://` reads; the shared store where it is not given. */
  readonly store?: ConfigStore | undefined
  /** Sources of further schemes. */
  readonly schemes?: ReadonlyMap<string, SourceFactory> | undefined
  /** What relative places of the search path are relative to, and where packages are looked up. */
  readonly cwd?: string | undefined
  /** The directory of the app: packages are looked up from there first. */
  readonly home?: string | undefined
  /** Parsed files to share; those of the process unless given. */
  readonly cache?: SourceCache | undefined
  /** Configs mean what they meant to Hydra 1.1; see `isLegacy`. */
  readonly legacy?: boolean | undefined
  /** Where texts that take long to read may be kept between runs, asked when one comes. See `cacheDirectory`. */
  readonly keepIn?: (() => string | undefined) | undefined
}

/**
 * Everything that can be composed: the sources of a search path, asked in order, each config read once.
 *
 * A repository may live as long as the process: files are looked at again only after `refresh`.
 */
export interface ConfigRepository {
  readonly searchPath: readonly SearchPathItem[]
  readonly sources: readonly ConfigSource[]
  readonly store: ConfigStore
  /** Configs mean what they meant to Hydra 1.1. */
  readonly legacy: boolean
  /** The first source's config of that path, or `undefined`. */
  loadConfig(path: string): LoadedConfig | undefined
  groupExists(path: string): boolean
  configExists(path: string): boolean
  /** The options of a group in all sources, sorted; or its sub-groups. */
  groupOptions(group: string, kind?: ObjectKind): readonly string[]
  /** The options of a group and its sub-groups in all sources, both sorted. */
  groupMembers(group: string): GroupMembers
  /** The config of that path in the store, where another source comes first: what validates a file of that name. */
  schemaFor(loaded: LoadedConfig): LoadedConfig | undefined
  /** The same texts along another search path. */
  withSearchPath(searchPath: Iterable<SearchPathItem>): ConfigRepository
  /** From here on, files that changed are read again. */
  refresh(): void
}

/**
 * A repository along a search path.
 *
 * @throws SearchPathException `SEARCH_PATH_SCHEME` where no source knows a scheme.
 */
export function createRepository(options: RepositoryOptions): ConfigRepository {
  return new Repository(options)
}

class Repository implements ConfigRepository {
  readonly searchPath: readonly SearchPathItem[]
  readonly sources: readonly ConfigSource[]
  readonly store: ConfigStore
  readonly legacy: boolean
  readonly #options: RepositoryOptions
  readonly #schema: ConfigSource | undefined
  readonly #configs = new Map<string, { config: LoadedConfig | undefined; source: ConfigSource | undefined }>()
  readonly #groups = new Map<string, boolean>()
  #storeVersion: number

  constructor(options: RepositoryOptions) {
    this.#options = options
    this.searchPath = [...options.searchPath]
    this.store = options.store ?? globalConfigStore
    this.legacy = options.legacy ?? false
    this.sources = this.searchPath.map((item) => createSource(item, options, this.store))
    this.#schema = this.sources.findLast((source) => source.provider === 'schema' && source.scheme === 'structured')
    this.#storeVersion = this.store.version
  }

  loadConfig(path: string): LoadedConfig | undefined {
    return this.#find(path).config
  }

  groupExists(path: string): boolean {
    this.#followStore()
    let exists = this.#groups.get(path)
    if (exists === undefined) {
      exists = this.sources.some((source) => source.isGroup(path))
      this.#groups.set(path, exists)
    }
    return exists
  }

  configExists(path: string): boolean {
    return this.#configs.has(path)
      ? this.#find(path).config !== undefined
      : this.sources.some((source) => source.isConfig(path))
  }

  groupOptions(group: string, kind: ObjectKind = 'config'): readonly string[] {
    const names = new Set<string>()
    for (const source of this.sources) {
      if (source.isGroup(group)) for (const name of source.list(group, kind)) names.add(name)
    }
    return [...names].sort()
  }

  groupMembers(group: string): GroupMembers {
    const configs = new Set<string>()
    const groups = new Set<string>()
    for (const source of this.sources) {
      if (!source.isGroup(group)) continue
      const members = source.members?.(group)
      for (const name of members?.configs ?? source.list(group, 'config')) configs.add(name)
      for (const name of members?.groups ?? source.list(group, 'group')) groups.add(name)
    }
    return { configs: [...configs].sort(), groups: [...groups].sort() }
  }

  schemaFor(loaded: LoadedConfig): LoadedConfig | undefined {
    if (!this.#schema || this.#find(loaded.path).source === this.#schema) return undefined
    return this.#schema.load(loaded.path)
  }

  withSearchPath(searchPath: Iterable<SearchPathItem>): ConfigRepository {
    return new Repository({ ...this.#options, searchPath })
  }

  refresh(): void {
    this.#configs.clear()
    this.#groups.clear()
  }

  #followStore(): void {
    if (this.#storeVersion === this.store.version) return
    this.#storeVersion = this.store.version
    this.refresh()
  }

  #find(path: string): { config: LoadedConfig | undefined; source: ConfigSource | undefined } {
    this.#followStore()
    const known = this.#configs.get(path)
    if (known) return known
    let found: { config: LoadedConfig | undefined; source: ConfigSource | undefined } = nothing
    for (const source of this.sources) {
      const config = source.load(path)
      if (config) {
        found = { config: this.legacy ? withLegacyHeader(config) : config, source }
        break
      }
    }
    this.#configs.set(path, found)
    return found
  }
}

const nothing = { config: undefined, source: undefined }

function createSource(item: SearchPathItem, options: RepositoryOptions, store: ConfigStore): ConfigSource {
  const colon = item.path.indexOf('://')
  const scheme = colon === -1 ? 'file' : item.path.slice(0, colon)
  const own = options.schemes?.get(scheme)
  if (own) return own(item)
  const cwd = resolve(options.cwd ?? '.')
  const { home, cache = sharedSourceCache } = options
  const texts = options.keepIn && createTextCache(options.keepIn)
  switch (scheme) {
    case 'file':
      return new DirectorySource(item, { cwd, cache, texts })
    case 'pkg':
      return item.path === 'pkg://hydra.conf'
        ? new BuiltinSource(item)
        : new PackageSource(item, { cwd, home, cache, texts })
    case 'structured':
      return new StoreSource(item, store)
    default:
      throw new SearchPathException(`No config source knows the scheme \`${scheme}\` of ${item.path}.`, {
        code: 'SEARCH_PATH_SCHEME',
        hint: `known are file, pkg, structured${[...(options.schemes?.keys() ?? [])].map((name) => `, ${name}`).join('')}.`,
      })
  }
}
