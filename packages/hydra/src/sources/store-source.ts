import { builtinSchemas } from '../builtin-config/builtin-configs.ts'
import { listBuiltin, loadBuiltin } from './builtin-source.ts'
import type { ConfigSource, LoadedConfig, ObjectKind, SearchPathItem } from './config-source.ts'
import type { ConfigStore, StoredConfig } from './config-store.ts'
import { withoutDefaults } from './loaded-config.ts'

/** The configs of a store, and behind them those that Hydra itself keeps in one: `structured://`. */
export class StoreSource implements ConfigSource {
  readonly scheme = 'structured'
  readonly path: string
  readonly provider: string
  readonly #store: ConfigStore
  readonly #loaded = new Map<string, { entry: StoredConfig | undefined; config: LoadedConfig }>()

  constructor(item: SearchPathItem, store: ConfigStore) {
    this.path = item.path.slice(item.path.indexOf('://') + 3)
    this.provider = item.provider
    this.#store = store
  }

  available(): boolean {
    return true
  }

  isGroup(path: string): boolean {
    const name = clean(path)
    return this.#store.isGroup(name) || /^hydra(\/launcher|\/sweeper(\/sampler)?)?$/.test(name)
  }

  isConfig(path: string): boolean {
    const name = withoutExtension(clean(path))
    return this.#store.isConfig(name) || builtinSchemas.has(name)
  }

  load(path: string): LoadedConfig | undefined {
    const name = withoutExtension(clean(path))
    const entry = this.#store.load(name)
    const known = this.#loaded.get(name)
    if (known && known.entry === entry) return known.config
    const config = entry ? this.#fromStore(path, entry) : this.#fromBuiltin(name)
    if (config) this.#loaded.set(name, { entry, config })
    return config
  }

  list(group: string, kind?: ObjectKind): string[] {
    const name = clean(group)
    return [...new Set([...this.#store.list(name, kind), ...listBuiltin(builtinSchemas, name, kind)])].sort()
  }

  #fromStore(path: string, entry: StoredConfig): LoadedConfig {
    const { config, defaults } = withoutDefaults(entry.node)
    return {
      path,
      provider: entry.provider ?? this.provider,
      from: `${this.scheme}://${this.path}`,
      config,
      defaults,
      header: { package: entry.package },
      text: undefined,
    }
  }

  #fromBuiltin(name: string): LoadedConfig | undefined {
    const found = builtinSchemas.get(name)
    return found && loadBuiltin(name, found, this)
  }
}

function clean(path: string): string {
  return path.endsWith('/') ? path.replace(/\/+$/, '') : path
}

function withoutExtension(path: string): string {
  return path.endsWith('.yaml') ? path.slice(0, -5) : path
}
