import type { ConfigNode, ContainerNode } from './node.ts'

/** What a resolver is told besides its arguments. */
export interface ResolverCallSite {
  /** The node whose text calls the resolver. */
  readonly node: ConfigNode
  /** The container that holds it. */
  readonly parent: ContainerNode | undefined
  readonly root: ConfigNode
  /** The arguments as they were written. */
  readonly texts: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  /**
   * What stands at a path (dots in front count from `parent`), followed to its value: a node, or a scalar that an
   * interpolation gave. `undefined` where there is nothing, or `???`.
   */
  select(path: string): unknown
  /** The node at such a path as it stands: an interpolation is not followed, `???` is found. */
  find(path: string): ConfigNode | undefined
  /** The value of a text in the grammar of a single element: `oc.decode`. */
  decode(text: string): unknown
}

/**
 * Answers `${name:args}`. Scalars come as trees keep them (whole floats boxed), containers as nodes, lists and
 * mappings written in the call as arrays and `Map`s. May give plain data, a view or a node.
 */
export type Resolver = (args: readonly unknown[], call: ResolverCallSite) => unknown

/** How a resolver is kept: over another one, with its results remembered. */
export interface RegisterOptions {
  /** Replace one of the same name; without it, that is an error. */
  readonly replace?: boolean | undefined
  /** Call it once for the same arguments in one tree. */
  readonly useCache?: boolean | undefined
  /** It answers the same as long as the tree and the environment stay: one pass over a tree may remember it. */
  readonly pure?: boolean | undefined
}

/** A resolver with how it wants to be called. */
export interface RegisteredResolver {
  readonly resolve: Resolver
  readonly useCache: boolean
  readonly pure: boolean
}

/** The resolvers a tree may call. A value: two registries share nothing. */
export interface ResolverRegistry {
  register(name: string, resolver: Resolver, options?: RegisterOptions): void
  get(name: string): RegisteredResolver | undefined
  has(name: string): boolean
  /** Takes one away; whether it was there. */
  remove(name: string): boolean
  /** Takes all but the built-in ones away. */
  clear(): void
  names(): string[]
  /** What cached resolvers answered in a tree, by its root. */
  cacheOf(root: ConfigNode): Map<string, unknown>
  clearCache(root: ConfigNode): void
}

/** What a whole tree knows of the world. */
export interface TreeContext {
  readonly resolvers: ResolverRegistry
  readonly env: Readonly<Record<string, string | undefined>>
}
