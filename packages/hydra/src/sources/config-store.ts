import { type ConfigNode, createNode } from '@hydra-zen/omegaconf/nodes'
import { ValueError } from '../errors.ts'

/** What is put in a store. */
export interface StoreRequest {
  /** The option's name: `mysql`. */
  readonly name: string
  /**
   * The config: plain data, a config object, a node, or a function that returns one of these and is called when
   * the config is first needed.
   */
  readonly node: unknown
  /** The group it is an option of, such as `db` or `hydra/launcher`; without it the config is at the top. */
  readonly group?: string | null | undefined
  /** Where in the composed config it goes; without it: where its group says. */
  readonly package?: string | null | undefined
  /** Who puts it there, for `--info`. */
  readonly provider?: string | null | undefined
  /** `false`: an error where the name is taken. Otherwise the new entry takes the old one's place. */
  readonly replace?: boolean | undefined
}

/** One entry of a store. */
export interface StoredConfig {
  readonly name: string
  readonly group: string | undefined
  readonly package: string | undefined
  readonly provider: string | undefined
  /** The config as a node. Shared: copy it before changing it. */
  readonly node: ConfigNode
}

/** Configs made by code, in groups: a value to hand around, not a global (though there is a shared one). */
export class ConfigStore {
  readonly #root: Group = { groups: new Map(), configs: new Map() }
  #version = 0

  /** Counts the changes, so that who keeps something derived from the store knows when to make it anew. */
  get version(): number {
    return this.#version
  }

  /**
   * Adds a config.
   *
   * @throws ValueError `STORE_DUPLICATE` with `replace: false`, where the group has an option of that name.
   * @example
   * store.store({ group: 'db', name: 'mysql', node: { driver: 'mysql', port: 3306 } })
   */
  store(request: StoreRequest): void {
    const path = joinPath(request.group ?? '', withoutExtension(request.name))
    const slash = path.lastIndexOf('/')
    const group = path.slice(0, Math.max(slash, 0))
    const name = path.slice(slash + 1)
    const holder = this.#group(group, { create: true })
    if (request.replace === false && holder?.configs.has(name)) {
      throw new ValueError(`The config store already has \`${path}\`.`, {
        code: 'STORE_DUPLICATE',
        hint: 'choose another name, or store it with `replace: true`.',
      })
    }
    holder?.configs.set(name, new Entry(name, group, request))
    this.#version++
  }

  /** The config at `path` (`db/mysql`, with or without extension), or `undefined`. */
  load(path: string): StoredConfig | undefined {
    const clean = withoutExtension(joinPath(path))
    const slash = clean.lastIndexOf('/')
    return this.#group(clean.slice(0, Math.max(slash, 0)))?.configs.get(clean.slice(slash + 1))
  }

  isGroup(path: string): boolean {
    return this.#group(joinPath(path)) !== undefined
  }

  isConfig(path: string): boolean {
    return this.load(path) !== undefined
  }

  /** Names directly under a group, sorted: those of configs, those of groups, or both. */
  list(path: string, kind?: 'group' | 'config'): string[] {
    const group = this.#group(joinPath(path))
    const names = new Set<string>()
    if (group && kind !== 'config') for (const name of group.groups.keys()) names.add(name)
    if (group && kind !== 'group') for (const name of group.configs.keys()) names.add(name)
    return [...names].sort()
  }

  /** Every entry, group by group, in the order stored. */
  *entries(): Iterable<StoredConfig> {
    yield* entriesOf(this.#root)
  }

  /** A store with the same entries; later changes of one do not touch the other. */
  copy(): ConfigStore {
    const copy = new ConfigStore()
    copyInto(copy.#root, this.#root)
    return copy
  }

  #group(path: string, { create = false } = {}): Group | undefined {
    let at: Group | undefined = this.#root
    if (path === '') return at
    for (const part of path.split('/')) {
      let next: Group | undefined = at.groups.get(part)
      if (!next) {
        if (!create) return undefined
        next = { groups: new Map(), configs: new Map() }
        at.groups.set(part, next)
      }
      at = next
    }
    return at
  }
}

/** The store that an app uses unless it brings its own. */
export const globalConfigStore = new ConfigStore()

interface Group {
  readonly groups: Map<string, Group>
  readonly configs: Map<string, Entry>
}

class Entry implements StoredConfig {
  readonly name: string
  readonly group: string | undefined
  readonly package: string | undefined
  readonly provider: string | undefined
  #made: ConfigNode | undefined
  #given: unknown

  constructor(name: string, group: string, request: StoreRequest) {
    this.name = name
    this.group = group === '' ? undefined : group
    this.package = request.package ?? undefined
    this.provider = request.provider ?? undefined
    this.#given = request.node
  }

  get node(): ConfigNode {
    if (!this.#made) {
      const given = this.#given
      this.#made = createNode(typeof given === 'function' ? given() : given)
      this.#given = undefined
    }
    return this.#made
  }
}

function* entriesOf(group: Group): Iterable<StoredConfig> {
  yield* group.configs.values()
  for (const inner of group.groups.values()) yield* entriesOf(inner)
}

function copyInto(to: Group, from: Group): void {
  for (const [name, entry] of from.configs) to.configs.set(name, entry)
  for (const [name, group] of from.groups) {
    const made: Group = { groups: new Map(), configs: new Map() }
    copyInto(made, group)
    to.groups.set(name, made)
  }
}

/** Joined with single slashes, none at the ends. */
function joinPath(...parts: readonly string[]): string {
  const path = parts.join('/')
  if (!path.includes('//') && !path.startsWith('/') && !path.endsWith('/')) return path
  return path
    .split('/')
    .filter((part) => part !== '')
    .join('/')
}

function withoutExtension(name: string): string {
  return name.endsWith('.yaml') ? name.slice(0, -5) : name
}
