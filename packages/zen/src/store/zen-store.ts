// Over the usual length: one class, whose methods are the store's whole public face and mostly one line each.
import { relative } from 'node:path'
import { inspect } from 'node:util'
import { nearest } from '@hydra-zen/diagnostics'
import { globalConfigStore } from '@hydra-zen/hydra'
import type { BuilderParts, ConfigOptions } from '../builds/builder.ts'
import { ConfigObject } from '../config/config-object.ts'
import { engineValue } from '../config/to-node.ts'
import { StoreEntryExistsError, StoreError, ZenError } from '../errors.ts'
import { checkKinds, type OptionKinds } from '../option-kinds.ts'
import { CallSite } from '../targets/call-site.ts'
import { defaultToConfigWith } from './default-to-config.ts'
import { Entry, type EntryPlace, type MakeNode, Repository } from './entries.ts'
import { isHydraConf } from './hydra-conf.ts'
import type {
  AnyStore,
  ConfigClassOptions,
  ConfigStoreLike,
  EntryDecorator,
  Naming,
  StoreDefaults,
  StoreEntry,
  StoreOptions,
  ToConfig,
  ZenStoreOptions,
  ZenStore as ZenStoreType,
} from './store-types.ts'

/** What makes stores: `new ZenStore(name?, options?)`. */
export interface ZenStoreConstructor {
  new (name?: string, options?: ZenStoreOptions): ZenStoreType
  readonly prototype: ZenStoreType
}

/** The class of stores whose entries become configs through `builder`. */
export function zenStoreWith(builder: BuilderParts): ZenStoreConstructor {
  class ZenStore extends CallableStore {
    constructor(name?: string, options?: ZenStoreOptions) {
      if (name !== undefined && typeof name !== 'string') {
        throw new ZenError('new ZenStore: the name is a text.', { code: 'ZEN_OPTION', hint: 'options come second' })
      }
      if (options !== undefined) checkKinds(options, storeKinds, 'new ZenStore')
      super({ builder, name: name ?? 'custom_store', options: options ?? {} })
    }
  }
  return ZenStore as unknown as ZenStoreConstructor
}

interface StoreState {
  readonly builder: BuilderParts
  readonly name: string
  readonly options: ZenStoreOptions
  readonly defaults?: StoreDefaults
  readonly repository?: Repository
}

type Where = { readonly group?: string | null } | undefined

/** A function with the methods of a class: what the constructor gives is called as `store(…)`. */
class CallableObject {
  constructor() {
    const self = function store(this: unknown, target: unknown, options?: object): unknown {
      return (self as unknown as CallableStore).put(target, options, new CallSite(self))
    }
    // biome-ignore lint/correctness/noConstructorReturn: the object is to be a function, and to keep the class's methods
    return Object.setPrototypeOf(self, new.target.prototype)
  }
}

class CallableStore extends CallableObject {
  readonly #builder: BuilderParts
  readonly #options: ZenStoreOptions
  readonly #defaults: StoreDefaults
  readonly #repository: Repository

  constructor({ builder, name, options, defaults = {}, repository = new Repository() }: StoreState) {
    super()
    Object.defineProperty(this, 'name', { value: name })
    this.#builder = builder
    this.#options = options
    this.#defaults = defaults
    this.#repository = repository
  }

  get size(): number {
    return this.#repository.size
  }

  get groups(): readonly (string | null)[] {
    return this.#repository.groups()
  }

  get hasEnqueued(): boolean {
    return this.#repository.queue.size > 0
  }

  put(target: unknown, options: StoreOptions<unknown> = {}, site: CallSite, make?: MakeNode): unknown {
    checkKinds(options, make ? configKinds : entryKinds, 'store')
    const defaults = this.#defaults
    const toConfig = (options.toConfig ?? defaults.toConfig) as ToConfig | undefined
    const given = merged(defaults.given, options.given)
    const build = merged(defaults.options, options.options as object | undefined)
    const builder = this.#builder
    this.#set(
      new Entry(
        placeOf(target, { ...defaults, ...options } as StoreOptions<unknown>),
        {
          target,
          given,
          options: build,
          make:
            make ??
            (toConfig
              ? (...args) => toConfig(...(args.slice(0, 3) as Parameters<ToConfig>))
              : (...args) => makeDefault(builder, ...args)),
        },
        site,
      ),
    )
    return target
  }

  add(target: unknown, options: StoreOptions<unknown>, given?: object): this {
    this.put(target, given ? { ...options, given } : options, new CallSite(this.add))
    return this
  }

  config(declared: new () => object, options: ConfigClassOptions<object> = {}): unknown {
    const site = new CallSite(this.config)
    const { configFrom } = this.#builder
    const how: ConfigOptions = { defaults: options.defaults, values: options.values }
    this.put(declared, options as StoreOptions<unknown>, site, () => configFrom(declared, how, site))
    return declared
  }

  entry(options: StoreOptions<unknown> = {}): EntryDecorator {
    const site = new CallSite(this.entry)
    const put = (target: unknown): void => void this.put(target, options, site)
    return (decorated: unknown, context?: unknown, descriptor?: unknown) => {
      if (typeof context !== 'object' || context === null) {
        put(context === undefined ? decorated : (descriptor as PropertyDescriptor).value)
      } else if ((context as DecoratorContext).kind === 'class') {
        put(decorated)
      } else {
        ;(context as ClassMethodDecoratorContext).addInitializer(() => put(decorated))
      }
    }
  }

  with(defaults: StoreDefaults): unknown {
    checkKinds(defaults, entryKinds, 'store.with')
    const all = {
      ...this.#defaults,
      ...defaults,
      given: merged(this.#defaults.given, defaults.given),
      options: merged(this.#defaults.options, defaults.options),
    }
    return this.#make({ defaults: all, repository: this.#repository })
  }

  get(key: string, where?: Where): unknown {
    return this.entryOf(key, where).node
  }

  entryOf(key: string, where?: Where): StoreEntry {
    const entry = this.#find(key, where)
    if (entry) return entry
    const keys = [...this.#repository.entries()].map(keyOf)
    const wanted = where?.group ? `${where.group}/${key}` : key
    const near = nearest(wanted, keys)
    throw new StoreError(`The store has no \`${wanted}\`.`, {
      code: 'STORE_ENTRY_MISSING',
      hint: near ? `did you mean \`${near}\`?` : keys.length > 0 ? `it has: ${keys.join(', ')}` : 'it is empty',
    })
  }

  group(group: string | null): Map<string, unknown> {
    const found = this.#repository.inGroup(group, { deep: true })
    return new Map(Array.from(found, (entry) => [keyOf(entry), entry.node]))
  }

  has(key: string, where?: Where): boolean {
    return this.#find(key, where) !== undefined
  }

  hasGroup(group: string | null): boolean {
    return !this.#repository.inGroup(group, { deep: true }).next().done
  }

  delete(key: string, where?: Where): void {
    const { group, name } = this.entryOf(key, where)
    this.#repository.delete(group, name)
  }

  *[Symbol.iterator](): Generator<StoreEntry> {
    yield* this.#repository.entries()
  }

  copy(name?: string): unknown {
    const copy = this.#make({ name: name ?? `${this.name}_copy` })
    copy.#takeOver(this.#repository, { overwriteOk: true })
    return copy
  }

  mapGroups(map: unknown, options: { readonly name?: string; readonly overwriteOk?: boolean } = {}): unknown {
    const overwriteOk = options.overwriteOk ?? this.#options.overwriteOk ?? false
    const copy = this.#make({ name: options.name ?? `${this.name}_copy` })
    const rename = groupMapper(map)
    for (const entry of this.#repository.entries()) {
      copy.#set(entry.at({ ...placeIn(entry), group: rename(entry.group) }), { overwriteOk })
    }
    return copy
  }

  update(other: AnyStore): this {
    this.#takeOver((other as unknown as CallableStore).#repository, { overwriteOk: this.#options.overwriteOk })
    return this
  }

  merge(other: AnyStore, name?: string): unknown {
    const both = this.copy(name ?? `${this.name}_${other.name}`) as CallableStore
    return both.update(other)
  }

  sharesWith(other: AnyStore): boolean {
    return this.#repository === (other as unknown as CallableStore).#repository
  }

  enqueueAll(): void {
    for (const entry of this.#repository.entries()) this.#repository.queue.add(entry)
  }

  addToHydraStore({
    overwriteOk = this.#options.overwriteOk,
    configStore = globalConfigStore,
  }: MoveOptions = {}): void {
    const { queue } = this.#repository
    for (const entry of queue) {
      const { name, group, package: packagePath, provider } = entry
      configStore.store({
        name,
        node: () => engineValue(entry.node),
        group,
        package: packagePath,
        provider,
        replace: overwriteOk ?? false,
      })
      queue.delete(entry)
    }
  }

  addToConfigStore(options?: MoveOptions): void {
    this.addToHydraStore(options)
  }

  [inspect.custom](): string {
    const groups = this.groups.map((group) => {
      const names = Array.from(this.#repository.inGroup(group, { deep: false }), ({ name }) => name)
      return `  ${group ?? '(no group)'}: [${names.join(', ')}]`
    })
    return groups.length === 0 ? `${this.name} {}` : `${this.name} {\n${groups.join('\n')}\n}`
  }

  declare readonly name: string

  #make(state: Partial<StoreState>): CallableStore {
    const fresh = new CallableStore({
      builder: this.#builder,
      name: this.name,
      options: this.#options,
      defaults: this.#defaults,
      ...state,
    })
    return Object.setPrototypeOf(fresh, Object.getPrototypeOf(this))
  }

  #find(key: string, where: Where): Entry | undefined {
    if (where !== undefined) return this.#repository.get(where.group ?? null, key)
    const slash = key.lastIndexOf('/')
    return this.#repository.get(slash < 0 ? null : key.slice(0, slash), key.slice(slash + 1))
  }

  #set(entry: Entry, { overwriteOk = this.#options.overwriteOk }: { overwriteOk?: boolean | undefined } = {}): void {
    const taken = overwriteOk ? undefined : this.#repository.get(entry.group, entry.name)
    if (taken) {
      // the first copy's classes are those that the running task knows
      if (entry.site.inSecondCopy) return
      throw alreadyThere(taken, entry)
    }
    this.#repository.set(entry)
    if (this.#options.deferToConfig === false) void entry.node
    if (this.#options.deferHydraStore === false) this.addToHydraStore()
  }

  #takeOver(repository: Repository, options: { readonly overwriteOk: boolean | undefined }): void {
    for (const entry of repository.entries()) {
      const copy = entry.at(placeIn(entry))
      this.#set(copy, options)
      if (!repository.queue.has(entry)) this.#repository.queue.delete(copy)
    }
  }
}

interface MoveOptions {
  readonly overwriteOk?: boolean | undefined
  readonly configStore?: ConfigStoreLike
}

function makeDefault(builder: BuilderParts, ...[target, given, options, site]: Parameters<MakeNode>): unknown {
  return defaultToConfigWith(builder, site)(target as never, given, options)
}

function merged(first: object | undefined, second: object | undefined): object | undefined {
  return first && second ? { ...first, ...second } : (second ?? first)
}

const placeKinds = { name: 'any', group: 'any', package: 'any', provider: 'any' } as const
const entryKinds: OptionKinds = { ...placeKinds, toConfig: 'any', given: 'mapping', options: 'mapping' }
const configKinds: OptionKinds = { ...placeKinds, defaults: 'list', values: 'mapping' }
const storeKinds: OptionKinds = { overwriteOk: 'boolean', deferToConfig: 'boolean', deferHydraStore: 'boolean' }

/** Settings of Hydra itself go where Hydra looks for them. */
const hydraPlace = { name: 'config', group: 'hydra', provider: 'hydra_zen' }

function placeOf(target: unknown, options: StoreOptions<unknown>): EntryPlace {
  const { name, group, package: packagePath, provider } = isHydraConf(target) ? { ...options, ...hydraPlace } : options
  const own = resolve(name, target) ?? defaultName(target)
  if (typeof own !== 'string' || own === '' || own.includes('/')) throw noName(own)
  return {
    name: own,
    group: resolve(group, target) ?? null,
    package: resolve(packagePath, target) ?? null,
    provider: provider ?? null,
  }
}

function resolve<S extends string | null>(naming: Naming<unknown, S> | undefined, target: unknown): S | undefined {
  return typeof naming === 'function' ? (naming as (target: unknown) => S)(target) : naming
}

function defaultName(target: unknown): string {
  const facts = ConfigObject.factsOf(target)
  const name = typeof target === 'function' ? target.name : facts?.kind === 'builds' ? facts.name : ''
  if (name !== '') return name
  throw new StoreError('What is stored has no name of its own.', {
    code: 'STORE_NAME',
    hint: "give it one: store(…, { name: '…' })",
  })
}

function noName(name: unknown): StoreError {
  const slash = typeof name === 'string' ? name.lastIndexOf('/') : -1
  const hint =
    slash < 0
      ? undefined
      : `write { group: '${String(name).slice(0, slash)}', name: '${String(name).slice(slash + 1)}' }`
  return new StoreError(`\`${String(name)}\` is no name of an entry: a text without slashes is.`, {
    code: 'STORE_NAME',
    hint,
  })
}

function groupMapper(map: unknown): (group: string | null) => string | null {
  if (typeof map === 'function') return map as (group: string | null) => string | null
  const known = map instanceof Map ? map : new Map(Object.entries(map as object))
  return (group) => (known.has(group) ? known.get(group) : group)
}

function placeIn({ name, group, package: packagePath, provider }: Entry): EntryPlace {
  return { name, group, package: packagePath, provider }
}

function keyOf({ group, name }: StoreEntry): string {
  return group === null ? name : `${group}/${name}`
}

function alreadyThere(taken: Entry, now: Entry): StoreEntryExistsError {
  return new StoreEntryExistsError(
    `\`${keyOf(now)}\` is already stored (${shown(taken.site)}, now ${shown(now.site)}).`,
    { code: 'STORE_ENTRY_EXISTS', hint: 'use another name, or new ZenStore(…, { overwriteOk: true })' },
  )
}

function shown({ text }: CallSite): string {
  const path = relative(process.cwd(), text)
  return path.startsWith('..') ? text : path
}
