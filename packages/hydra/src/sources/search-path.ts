import type { SearchPathItem } from './config-source.ts'

/** Which entry of a search path is meant: by provider, by path, or by both. */
export interface SearchPathQuery {
  readonly provider?: string
  readonly path?: string
}

/** Where configs are looked for, first match first; plugins may put their own places anywhere in it. */
export class ConfigSearchPath {
  readonly #items: SearchPathItem[]

  constructor(items: Iterable<SearchPathItem> = []) {
    this.#items = [...items]
  }

  get items(): readonly SearchPathItem[] {
    return this.#items
  }

  /** Adds a place after the last entry that matches `anchor`, or at the end. */
  append(provider: string, path: string, anchor?: string | SearchPathQuery): void {
    const at = anchor === undefined ? -1 : this.#items.findLastIndex((item) => matches(item, anchor))
    this.#items.splice(at === -1 ? this.#items.length : at + 1, 0, { provider, path })
  }

  /** Adds a place before the first entry that matches `anchor`, or at the front. */
  prepend(provider: string, path: string, anchor?: string | SearchPathQuery): void {
    const at = anchor === undefined ? -1 : this.#items.findIndex((item) => matches(item, anchor))
    this.#items.splice(at === -1 ? 0 : at, 0, { provider, path })
  }

  copy(): ConfigSearchPath {
    return new ConfigSearchPath(this.#items)
  }
}

/** What an app's search path is made of, in this order. */
export interface SearchPathParts {
  /** The app's own configs: a directory, `file://…` or `pkg://…`. */
  readonly main?: string | undefined
  /** `--config-dir`. */
  readonly configDir?: string | undefined
  /** Plugins' places, in the order of the plugins. */
  readonly extend?: readonly ((path: ConfigSearchPath) => void)[] | undefined
}

/** The search path of an app: Hydra's own configs, the app's, `--config-dir`, the plugins' places, the store. */
export function createSearchPath({ main, configDir, extend = [] }: SearchPathParts): ConfigSearchPath {
  const path = new ConfigSearchPath()
  path.append('hydra', 'pkg://hydra.conf')
  if (main !== undefined) path.append('main', main)
  if (configDir !== undefined) path.append('command-line', configDir)
  for (const manipulate of extend) manipulate(path)
  path.append('schema', 'structured://')
  return path
}

function matches(item: SearchPathItem, wanted: string | SearchPathQuery): boolean {
  const query = typeof wanted === 'string' ? { provider: wanted } : wanted
  return (
    (query.provider === undefined || query.provider === item.provider) &&
    (query.path === undefined || query.path === item.path)
  )
}
