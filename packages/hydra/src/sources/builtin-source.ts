import { type ConfigNode, createNode } from '@hydra-zen/omegaconf/nodes'
import { type BuiltinConfig, builtinConfigs } from '../builtin-config/builtin-configs.ts'
import type { ConfigSource, LoadedConfig, ObjectKind, SearchPathItem } from './config-source.ts'

/** Hydra's own configs, as data: `pkg://hydra.conf`. */
export class BuiltinSource implements ConfigSource {
  readonly scheme = 'pkg'
  readonly path: string
  readonly provider: string
  readonly #configs: ReadonlyMap<string, BuiltinConfig>
  readonly #loaded = new Map<string, LoadedConfig>()
  #groups: ReadonlySet<string> | undefined

  constructor(item: SearchPathItem, configs: ReadonlyMap<string, BuiltinConfig> = builtinConfigs) {
    this.path = item.path.slice(item.path.indexOf('://') + 3)
    this.provider = item.provider
    this.#configs = configs
  }

  available(): boolean {
    return true
  }

  isGroup(path: string): boolean {
    if (path === '' || path === 'hydra') return true
    this.#groups ??= groupsOf(this.#configs)
    return this.#groups.has(path)
  }

  isConfig(path: string): boolean {
    return this.#configs.has(withoutExtension(path))
  }

  load(path: string): LoadedConfig | undefined {
    const name = withoutExtension(path)
    const known = this.#loaded.get(name)
    if (known) return known
    const found = this.#configs.get(name)
    if (!found) return undefined
    const loaded = loadBuiltin(name, found, this)
    this.#loaded.set(name, loaded)
    return loaded
  }

  list(group: string, kind?: ObjectKind): string[] {
    return listBuiltin(this.#configs, group, kind)
  }
}

/** Everything that some path lies under. */
function groupsOf(configs: ReadonlyMap<string, unknown>): ReadonlySet<string> {
  const groups = new Set<string>()
  for (const path of configs.keys()) {
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) groups.add(path.slice(0, at))
  }
  return groups
}

/** A built-in config as a source gives it. Its nodes are made when first asked for. */
export function loadBuiltin(
  path: string,
  found: BuiltinConfig,
  source: { scheme: string; path: string },
): LoadedConfig {
  return new LoadedBuiltin(path, found, `${source.scheme}://${source.path}`)
}

/** Whether a config is one of Hydra's own. */
export function isBuiltin(loaded: LoadedConfig): boolean {
  return loaded instanceof LoadedBuiltin
}

/** The defaults list of one of Hydra's own configs, as the data it is; `undefined` for other configs. */
export function builtinDefaults(loaded: LoadedConfig): BuiltinConfig['defaults'] {
  return LoadedBuiltin.defaultsOf(loaded)
}

class LoadedBuiltin implements LoadedConfig {
  readonly path: string
  readonly provider = 'hydra'
  readonly from: string
  readonly header: LoadedConfig['header']
  readonly text = undefined
  readonly #builtin: BuiltinConfig

  constructor(path: string, builtin: BuiltinConfig, from: string) {
    this.path = path
    this.from = from
    this.header = { package: builtin.package }
    this.#builtin = builtin
  }

  get config(): ConfigNode {
    return once(configs, this.#builtin, () => createNode(this.#builtin.data))
  }

  get defaults(): ConfigNode | undefined {
    const { defaults } = this.#builtin
    return (
      defaults && once(lists, this.#builtin, () => createNode(defaults.map(([group, option]) => ({ [group]: option }))))
    )
  }

  static defaultsOf(loaded: LoadedConfig): BuiltinConfig['defaults'] {
    return loaded instanceof LoadedBuiltin ? loaded.#builtin.defaults : undefined
  }
}

/** Made when first needed and shared from then on: they are constants that cost something to make. */
const configs = new WeakMap<BuiltinConfig, ConfigNode>()
const lists = new WeakMap<BuiltinConfig, ConfigNode>()

function once(made: WeakMap<BuiltinConfig, ConfigNode>, builtin: BuiltinConfig, create: () => ConfigNode): ConfigNode {
  let node = made.get(builtin)
  if (!node) {
    node = create()
    made.set(builtin, node)
  }
  return node
}

/** Names directly under a group of built-in configs. */
export function listBuiltin(
  configs: ReadonlyMap<string, BuiltinConfig>,
  group: string,
  kind: ObjectKind | undefined,
): string[] {
  const names = new Set<string>()
  const prefix = group === '' ? '' : `${group}/`
  for (const [path, { listed }] of configs) {
    if (!listed || !path.startsWith(prefix)) continue
    const rest = path.slice(prefix.length)
    const slash = rest.indexOf('/')
    if (slash === -1 ? kind !== 'group' : kind !== 'config') names.add(slash === -1 ? rest : rest.slice(0, slash))
  }
  return [...names].sort()
}

function withoutExtension(path: string): string {
  return path.endsWith('.yaml') ? path.slice(0, -5) : path
}
