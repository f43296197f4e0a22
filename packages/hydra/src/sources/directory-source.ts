import { readdirSync } from 'node:fs'
import { isAbsolute, join, relative, resolve } from 'node:path'
import type { TreeMemory } from '@hydra-zen/omegaconf/nodes'
import type { ConfigSource, LoadedConfig, ObjectKind, SearchPathItem } from './config-source.ts'
import { type SourceCache, sharedSourceCache, statFile } from './source-cache.ts'

export interface DirectorySourceOptions {
  /** What a relative path is relative to, and what places in messages are told from. */
  readonly cwd: string
  /** The directory of the app, whose packages come before those of `cwd`. */
  readonly home?: string | undefined
  readonly cache?: SourceCache | undefined
  /** For texts that take long to read; none are kept unless given. */
  readonly texts?: TreeMemory | undefined
}

/** Configs in a directory: `conf` or `file:///app/conf`. Its sub-directories are the groups. */
export class DirectorySource implements ConfigSource {
  readonly scheme: string = 'file'
  readonly path: string
  readonly provider: string
  readonly #directory: string | undefined
  readonly #cwd: string
  readonly #cache: SourceCache
  readonly #texts: TreeMemory | undefined
  readonly #loaded = new Map<string, { parsed: object; config: LoadedConfig }>()

  /** @param directory - Where the configs really are, if not at the item's own path; `null`: nowhere. */
  constructor(item: SearchPathItem, options: DirectorySourceOptions, directory?: string | null) {
    this.path = withoutScheme(item.path)
    this.provider = item.provider
    this.#directory = directory === null ? undefined : resolve(options.cwd, directory ?? this.path)
    this.#cwd = options.cwd
    this.#cache = options.cache ?? sharedSourceCache
    this.#texts = options.texts
  }

  available(): boolean {
    return this.isGroup('')
  }

  isGroup(path: string): boolean {
    if (this.#directory === undefined) return false
    return statFile(join(this.#directory, path))?.isDirectory() ?? false
  }

  isConfig(path: string): boolean {
    if (this.#directory === undefined) return false
    return statFile(join(this.#directory, fileName(path)))?.isFile() ?? false
  }

  load(path: string): LoadedConfig | undefined {
    if (this.#directory === undefined) return undefined
    const file = join(this.#directory, fileName(path))
    const parsed = this.#cache.read(file, this.#placeName(file), this.#texts)
    if (!parsed) return undefined
    const known = this.#loaded.get(path)
    if (known?.parsed === parsed) return known.config
    const config: LoadedConfig = {
      path,
      provider: this.provider,
      from: `${this.scheme}://${this.path}`,
      config: parsed.config,
      defaults: parsed.defaults,
      header: parsed.header,
      text: parsed.source,
    }
    this.#loaded.set(path, { parsed, config })
    return config
  }

  list(group: string, kind?: ObjectKind): string[] {
    if (!this.isGroup(group)) return []
    const { configs, groups } = this.members(group)
    if (kind !== undefined) return kind === 'config' ? configs : groups
    return [...new Set([...configs, ...groups])].sort()
  }

  members(group: string): { configs: string[]; groups: string[] } {
    const configs: string[] = []
    const groups: string[] = []
    for (const entry of readdirSync(join(this.#directory as string, group), { withFileTypes: true })) {
      const { name } = entry
      const path = group === '' ? name : `${group}/${name}`
      const directory = entry.isDirectory() || (entry.isSymbolicLink() && this.isGroup(path))
      if (directory) {
        groups.push(name)
      } else if (name.endsWith('.yaml')) {
        configs.push(name.slice(0, -5))
      }
    }
    return { configs: configs.sort(), groups: groups.sort() }
  }

  /** What a user would call the file: relative to the working directory where that is not further away. */
  #placeName(file: string): string {
    const near = relative(this.#cwd, file)
    return near.startsWith('..') || isAbsolute(near) ? file : near
  }
}

/** `db/mysql` → `db/mysql.yaml` */
function fileName(path: string): string {
  return path.endsWith('.yaml') || path.endsWith('.yml') ? path : `${path}.yaml`
}

function withoutScheme(path: string): string {
  return path.startsWith('file://') ? path.slice('file://'.length) : path
}
