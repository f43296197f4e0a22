import type {
  AnyConfig,
  Builds,
  ConfigNode,
  DefaultsItem,
  FieldsOf,
  Given,
  Nothing,
  OptionsFor,
  ParamsOf,
  ResultOf,
  Target,
} from '../types.ts'

/** A text, or how to get it from what is stored. */
export type Naming<C, S extends string | null = string> = S | ((target: C) => S)

/** How something is stored. */
export interface StoreOptions<C, N extends string = string, G extends string | null = string | null> {
  /** The entry's name; the name of the class or function unless told. */
  readonly name?: Naming<C, N> | undefined
  /** The config group, such as `db` or `hydra/callbacks`. */
  readonly group?: Naming<C, G> | undefined
  /** Where the config goes when it is composed. */
  readonly package?: Naming<C, string | null> | undefined
  /** Who stored it: shown by `--info`. */
  readonly provider?: string | null | undefined
  /** Makes the config of what is stored; {@link defaultToConfig} unless told. */
  readonly toConfig?: ToConfig<C> | undefined
  /** Values for the target's parameters. */
  readonly given?: C extends Target ? Given<C> : C extends Builds<unknown, infer F> ? Partial<F> : object
  /** How the config is built. */
  readonly options?: C extends Target ? OptionsFor<C> : object
}

/** Makes a config of what was stored, the given values and the options. */
export type ToConfig<C = unknown> = (target: C, given: object | undefined, options: object | undefined) => unknown

/** What `store.with` presets for all entries added through the result. */
export interface StoreDefaults {
  readonly name?: Naming<never> | undefined
  readonly group?: Naming<never, string | null> | undefined
  readonly package?: Naming<never, string | null> | undefined
  readonly provider?: string | null | undefined
  readonly toConfig?: ToConfig<never> | undefined
  readonly given?: object | undefined
  readonly options?: object | undefined
}

/** One entry of a store. */
export interface StoreEntry<N = unknown> {
  readonly name: string
  readonly group: string | null
  readonly package: string | null
  readonly provider: string | null
  /** The config: made when it is first read. */
  readonly node: N
}

/** What the entry of `C` is typed as. */
export type NodeFor<C> = C extends AnyConfig
  ? C
  : C extends Target
    ? Builds<ResultOf<C>, FieldsOf<ParamsOf<C>, Nothing>>
    : C

/** The key of an entry: `callbacks/upload`, or the bare name outside of groups. */
export type EntryKey<G, N extends string> = G extends string ? `${G}/${N}` : N

/** How a store behaves. */
export interface ZenStoreOptions {
  /** Let a later entry replace an earlier one of the same group and name. */
  readonly overwriteOk?: boolean | undefined
  /** Make configs when they are first read, not when they are stored; true unless told. */
  readonly deferToConfig?: boolean | undefined
  /** Keep entries until `addToHydraStore`; true unless told. */
  readonly deferHydraStore?: boolean | undefined
}

/** How a class whose fields are a config is stored. */
export interface ConfigClassOptions<C, N extends string = string, G extends string | null = null> {
  readonly name?: N | undefined
  readonly group?: G | undefined
  readonly package?: string | null | undefined
  readonly provider?: string | null | undefined
  readonly defaults?: readonly DefaultsItem[] | undefined
  /** Values that stand above those of the class. */
  readonly values?: { readonly [K in keyof C]?: unknown } | undefined
}

/** The config of a class whose fields are a config. */
export type ConfigOfClass<C> = ConfigNode<{
  [K in keyof C as C[K] extends (...args: never) => unknown ? never : K]: C[K]
}>

/** Any store, whatever it holds. */
// biome-ignore lint/suspicious/noExplicitAny: the entries' types differ by store; `unknown` would not accept them
export type AnyStore = ZenStore<any>

/** Configs by group and name, on their way to the config store. Call it to add an entry. */
export interface ZenStore<M = Nothing> extends Iterable<StoreEntry> {
  /** Adds an entry and gives `target` back as it is. */
  <const C>(target: C, options?: StoreOptions<C>): C
  readonly name: string
  /** How many entries there are. */
  readonly size: number
  /** The groups that have entries, sorted; `null` (no group) first. */
  readonly groups: readonly (string | null)[]
  /** Whether there are entries that `addToHydraStore` has not moved yet. */
  readonly hasEnqueued: boolean
  /** Adds an entry and gives the store back, with the entry in its type. */
  add<C, const N extends string, const G extends string | null = null>(
    target: C,
    options: StoreOptions<C, N, G> & { readonly name: N },
    given?: C extends Target ? Given<C> : object,
  ): ZenStore<M & { readonly [K in EntryKey<G, N>]: NodeFor<C> }>
  /** Stores a class whose fields are the config: names, types and defaults. Gives the class back. */
  config<C extends object, const N extends string = string, const G extends string | null = null>(
    target: new () => C,
    options?: ConfigClassOptions<C, N, G>,
  ): new () => C
  /** A decorator that stores the class or static method under it. */
  entry(options?: StoreOptions<unknown>): EntryDecorator
  /** The same entries behind other presets; what is added through either is in both. */
  with(defaults: StoreDefaults): ZenStore<M>
  /** The config stored under `callbacks/upload`. */
  get<K extends keyof M & string>(key: K): M[K]
  /** The config stored under `name` in a group. */
  get(name: string, where: { readonly group: string | null }): unknown
  /** The entry: name, group, package, provider and config. */
  entryOf(name: string, where?: { readonly group?: string | null }): StoreEntry
  /** The configs of a group and of those below it, by `group/name`. */
  group(group: string | null): Map<string, unknown>
  has(name: string, where?: { readonly group?: string | null }): boolean
  /** Whether `group`, or a group below it, has entries. */
  hasGroup(group: string | null): boolean
  delete(name: string, where?: { readonly group?: string | null }): void
  /** A store of its own with the same entries. */
  copy(name?: string): ZenStore<M>
  /** A copy whose groups are renamed. */
  mapGroups(
    map:
      | ReadonlyMap<string | null, string | null>
      | Readonly<Record<string, string>>
      | ((group: string | null) => string | null),
    options?: { readonly name?: string; readonly overwriteOk?: boolean },
  ): ZenStore
  /** Takes over the entries of `other`. */
  update(other: AnyStore): this
  /** A new store with the entries of both. */
  merge<O>(other: ZenStore<O>, name?: string): ZenStore<M & O>
  /** Whether both stores show the same entries (one came from the other by `with`). */
  sharesWith(other: AnyStore): boolean
  /** Marks all entries to be moved by the next `addToHydraStore`, also those that were. */
  enqueueAll(): void
  /** Moves the entries that wait to the config store. */
  addToHydraStore(options?: { readonly overwriteOk?: boolean; readonly configStore?: ConfigStoreLike }): void
  /** Alias of `addToHydraStore`. */
  addToConfigStore(options?: { readonly overwriteOk?: boolean; readonly configStore?: ConfigStoreLike }): void
}

/** A decorator for both protocols: TC39's and TypeScript's `experimentalDecorators`. */
export type EntryDecorator = (target: object, context?: unknown, descriptor?: PropertyDescriptor) => void

/** As much of a config store as entries need. */
export interface ConfigStoreLike {
  store(entry: {
    readonly name: string
    readonly node: unknown
    readonly group?: string | null
    readonly package?: string | null
    readonly provider?: string | null
    readonly replace?: boolean
  }): void
}
