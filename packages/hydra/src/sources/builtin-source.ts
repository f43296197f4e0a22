import { createNode } from '@hydra-zen/omegaconf/nodes'
import { type BuiltinConfig, builtinConfigs } from '../builtin-config/builtin-configs.ts'
import type { ConfigSource, LoadedConfig, ObjectKind, SearchPathItem } from './config-source.ts'

/** Hydra's own configs, as data: `pkg://hydra.conf`. */
export class BuiltinSource implements ConfigSource {
  readonly scheme = 'pkg'
  readonly path: string
  readonly provider: string
  readonly #configs: ReadonlyMap<string, BuiltinConfig>
  readonly #loaded = new Map<string, LoadedConfig>()

  constructor(item: SearchPathItem, configs: ReadonlyMap<string, BuiltinConfig> = builtinConfigs) {
    this.path = item.path.replace(/^\w+:\/\//, '')
    this.provider = item.provider
    this.#configs = configs
  }

  available(): boolean {
    return true
  }

  isGroup(path: string): boolean {
    return path === '' || path === 'hydra' || this.#hasUnder(`${path}/`)
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

  #hasUnder(prefix: string): boolean {
    for (const name of this.#configs.keys()) if (name.startsWith(prefix)) return true
    return false
  }
}

/** A built-in config as a source gives it. */
export function loadBuiltin(
  path: string,
  found: BuiltinConfig,
  source: { scheme: string; path: string },
): LoadedConfig {
  return {
    path,
    provider: 'hydra',
    from: `${source.scheme}://${source.path}`,
    ...nodesOf(found),
    header: { package: found.package },
    text: undefined,
  }
}

/** Made when first needed and shared from then on: they are constants that cost something to make. */
const made = new WeakMap<BuiltinConfig, Pick<LoadedConfig, 'config' | 'defaults'>>()

function nodesOf(builtin: BuiltinConfig): Pick<LoadedConfig, 'config' | 'defaults'> {
  let nodes = made.get(builtin)
  if (!nodes) {
    nodes = { config: createNode(builtin.data), defaults: builtin.defaults && createNode(builtin.defaults) }
    made.set(builtin, nodes)
  }
  return nodes
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
