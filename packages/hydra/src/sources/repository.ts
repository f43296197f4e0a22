import type { ConfigSource, LoadedConfig, ObjectKind, SearchPathItem, SourceFactory } from './config-source.ts'
import type { ConfigStore } from './config-store.ts'

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
  /** Where parsed texts may be kept between processes; `undefined`: nowhere. */
  readonly cacheDir?: string | undefined
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
  /** The first source's config of that path, or `undefined`. */
  loadConfig(path: string): LoadedConfig | undefined
  groupExists(path: string): boolean
  configExists(path: string): boolean
  /** The options of a group in all sources, sorted; or its sub-groups. */
  groupOptions(group: string, kind?: ObjectKind): readonly string[]
  /** The config of that path in the store, whatever source comes first: what validates a file of the same name. */
  schemaFor(path: string): LoadedConfig | undefined
  /** The same texts along another search path. */
  withSearchPath(searchPath: Iterable<SearchPathItem>): ConfigRepository
  /** From here on, files that changed are read again. */
  refresh(): void
}
