import type { Source } from '@hydra-zen/diagnostics'
import type { ConfigNode } from '@hydra-zen/omegaconf/nodes'

/** What a path in a source can lead to: `db` is a group, `db/mysql` a config. */
export type ObjectKind = 'group' | 'config'

/** The `# @key value` lines at the top of a config file. */
export interface ConfigHeader {
  /** The package named by `# @package …`, as written; `undefined` where there is none. */
  readonly package: string | undefined
}

/** One config as a source gives it. It is shared: whoever wants to change it copies it first. */
export interface LoadedConfig {
  /** The path it was asked by, without extension: `db/mysql`. */
  readonly path: string
  /** Who provides it: `main`, `hydra`, the provider given to the store. */
  readonly provider: string
  /** Where it comes from, as `--info` shows it: `file:///app/conf`, `structured://`. */
  readonly from: string
  readonly config: ConfigNode
  /** The defaults list as written; it is no part of `config`. */
  readonly defaults: ConfigNode | undefined
  readonly header: ConfigHeader
  /** The text it was written in, for frames; configs made by code have none. */
  readonly text: Source | undefined
}

/**
 * A place where configs are found: a directory, a package, the config store, or what a plugin offers.
 *
 * All answers are given at once (composition is synchronous). `testing/source-contract.ts` holds the promises.
 */
export interface ConfigSource {
  /** `file`, `pkg`, `structured`, or a plugin's own. */
  readonly scheme: string
  /** What follows `scheme://`. */
  readonly path: string
  /** Who put it on the search path: `main`, `hydra`, `schema`, `hydra.searchpath in main`. */
  readonly provider: string
  /** Whether the place exists at all. */
  available(): boolean
  isGroup(path: string): boolean
  isConfig(path: string): boolean
  /** The config at `path` (extension optional), or `undefined` where there is none. */
  load(path: string): LoadedConfig | undefined
  /** Names directly under `group` (`''` is the top), sorted, without extension and without duplicates. */
  list(group: string, kind?: ObjectKind): string[]
  /** Both kinds of names at once, where that costs one look. */
  members?(group: string): GroupMembers
}

/** What is directly under a group: names, sorted. */
export interface GroupMembers {
  readonly configs: readonly string[]
  readonly groups: readonly string[]
}

/** One entry of the search path, before it becomes a source. */
export interface SearchPathItem {
  readonly provider: string
  /** `conf`, `file:///app/conf`, `pkg://my-package/conf`, `structured://`. */
  readonly path: string
}

/** Makes sources of one scheme. */
export type SourceFactory = (item: SearchPathItem) => ConfigSource
