/**
 * `@hydra-zen/omegaconf/nodes`: the engine-level interface, for packages that build on configuration trees.
 * (Contract: the `declare`d functions move to their own files as they are written; their signatures stay.)
 */
import type { ConfigNode, ContainerNode, Flags, MapNode } from './nodes/node.ts'
import type { Origin } from './nodes/origin.ts'
import type { Key, Scalar } from './types/scalar.ts'
import type { TypeRef } from './types/type-ref.ts'

export { escapePlain } from './grammar/escape.ts'
export {
  BACKSLASH,
  BRACE_CLOSE,
  BRACE_OPEN,
  CHAR_DIGIT,
  CHAR_ESCAPABLE,
  CHAR_ID_PART,
  CHAR_ID_START,
  CHAR_KEY_PART,
  CHAR_KEY_START,
  CHAR_PLAIN,
  CHAR_SPACE,
  charFlags,
  DOLLAR,
  flagsAt,
  makeFloat,
  makeInt,
  readNumber,
  scanId,
  skipSpace,
  typedText,
} from './grammar/lexical.ts'
export {
  adopt,
  type Cell,
  type ConfigNode,
  type ContainerNode,
  childNode,
  type Flags,
  ListNode,
  MapNode,
  ScalarNode,
  type State,
  scalarNode,
  textNode,
} from './nodes/node.ts'
export type { CodePlace, Origin } from './nodes/origin.ts'
export { printFloat, printScalar } from './nodes/print-scalar.ts'
export { type EnumMember, type Key, type Scalar, WholeFloat } from './types/scalar.ts'
export * from './types/type-ref.ts'

export interface CreateOptions {
  readonly origin?: Origin | undefined
  readonly flags?: Flags | undefined
  /** The declared type; the data is converted to it or refused. */
  readonly type?: TypeRef | undefined
}

/** A tree from plain data, `Map`s, views, nodes (copied) or schema types (their default instance). No parent. */
export declare function createNode(data: unknown, options?: CreateOptions): ConfigNode
export declare function emptyMap(options?: CreateOptions): MapNode
/** A deep copy with types, flags, origins and history; without parent. */
export declare function copyNode<N extends ConfigNode>(node: N): N

export interface SelectOptions {
  /** `???` at the end throws `MissingMandatoryValue` instead of giving `undefined`. */
  readonly throwOnMissing?: boolean
  /** Default true. */
  readonly throwOnResolutionFailure?: boolean
  /** Follow an interpolation that stands at the end of the path. Default true; those on the way always are. */
  readonly resolve?: boolean
}
/** The node at a path (`a.b[0].c`), or `undefined` where there is none or it is missing. `''` is the root. */
export declare function select(
  root: ContainerNode,
  path: string | readonly Key[],
  options?: SelectOptions,
): ConfigNode | undefined
/** A container's own child; nothing is resolved or checked. Text keys find int and bool keys of typed mappings no. */
export declare function childOf(container: ContainerNode, key: Key): ConfigNode | undefined
/** The node an interpolation leads to, or a fresh node with the same parent for a result of text or resolvers. */
export declare function resolved(node: ConfigNode): ConfigNode
/** A scalar as a JS value (whole floats unboxed), a container as a view, interpolations followed; `???` throws. */
export declare function readValue(node: ConfigNode): unknown

export interface UpdateOptions {
  /** Merge mappings and replace the rest (default true), or replace all. */
  readonly merge?: boolean
  /** Set even what struct mode refuses. */
  readonly forceAdd?: boolean
  readonly origin?: Origin | undefined
}
/** Sets the value at a path, making mappings on the way. */
export declare function update(
  root: ContainerNode,
  path: string | readonly Key[],
  value: unknown,
  options?: UpdateOptions,
): void
export declare function remove(container: ContainerNode, key: Key): void

/** Merges into a fresh tree; later ones win. */
export declare function merge(...nodes: readonly ConfigNode[]): ConfigNode
/** Merges into `target`; with `own`, the sources' nodes may be moved over instead of copied. */
export declare function mergeInto(
  target: ContainerNode,
  sources: readonly ConfigNode[],
  options?: { readonly own?: boolean },
): void

/** The flag as it applies to `node`: the nearest setting, from the node upwards. */
export declare function flag(node: ConfigNode, name: keyof Flags): boolean
/** `undefined` takes the node's own setting away. */
export declare function setFlag(node: ConfigNode, name: keyof Flags, value: boolean | undefined): void
/** Runs `action` with flags set on `node`, and puts the old ones back whatever happens. */
export declare function withFlags<R>(node: ConfigNode, flags: Flags, action: () => R): R

export interface ToContainerOptions {
  readonly resolve?: boolean
  readonly throwOnMissing?: boolean
  /** Enum members become their names. */
  readonly enumToStr?: boolean
  /** How mappings come out: `object` (default), `map`, or `auto`: a `Map` only where a key is no string. */
  readonly mappings?: 'object' | 'map' | 'auto'
  /** Keep whole floats in their box, so that `1.0` survives a round trip. */
  readonly boxFloats?: boolean
}
/** Plain data: objects (own keys only, `__proto__` included), arrays, scalars; `???` and `${…}` as text. */
export declare function toContainer(node: ConfigNode, options?: ToContainerOptions): unknown
export declare function toYaml(
  node: ConfigNode,
  options?: { readonly resolve?: boolean; readonly sortKeys?: boolean },
): string
/** Replaces every interpolation by what it leads to, in place. */
export declare function resolveInPlace(root: ConfigNode): void
/** The paths of all missing values: `['a.b', 'l[0]']`. */
export declare function missingKeys(root: ContainerNode): string[]
/** `a.b[0].c`, from the root; `''` for the root. */
export declare function fullKey(node: ConfigNode, key?: Key): string
/** `a.b[0].c` → `['a', 'b', '0', 'c']`. */
export declare function splitKey(path: string): string[]

/** What users hold: a proxy on a container. The same node gives the same view. */
export declare function view<T = unknown>(node: ContainerNode): T
export declare function nodeOf(view: unknown): ContainerNode | undefined
export declare function isView(value: unknown): boolean

/** What a resolver is told besides its arguments. */
export interface ResolverCall {
  /** The node whose text calls the resolver. */
  readonly node: ConfigNode
  /** The container that holds it. */
  readonly parent: ContainerNode | undefined
  readonly root: ConfigNode
  /** The arguments as they were written. */
  readonly texts: readonly string[]
}
/** Gets plain values or views; gives plain data, a view or a node. */
export type Resolver = (args: readonly unknown[], call: ResolverCall) => unknown
export interface RegisterOptions {
  /** Replace one of the same name; without it, that is an error. */
  readonly replace?: boolean
  /** Call it once for the same arguments in one tree. */
  readonly useCache?: boolean
}
/** The resolvers a tree may call. A value: two registries share nothing. */
export interface ResolverRegistry {
  register(name: string, resolver: Resolver, options?: RegisterOptions): void
  has(name: string): boolean
  /** Takes one away; whether it was there. */
  remove(name: string): boolean
  /** Takes all but the built-in ones away. */
  clear(): void
  names(): string[]
}
/** The built-in resolvers (`oc.env` …) and what is registered. */
export declare function createResolverRegistry(parent?: ResolverRegistry): ResolverRegistry
/** The registry that trees use unless they are given another. */
export declare const defaultResolvers: ResolverRegistry
/** Gives a whole tree its own registry (and optionally another environment for `oc.env`). Copies keep it. */
export declare function setContext(
  root: ConfigNode,
  context: { readonly resolvers?: ResolverRegistry; readonly env?: Readonly<Record<string, string | undefined>> },
): void
export declare function contextOf(node: ConfigNode): {
  readonly resolvers: ResolverRegistry
  readonly env: Readonly<Record<string, string | undefined>>
}

/** `Optional[int]`, `Dict[str, Db]`. */
export declare function typeName(type: TypeRef): string

/** One thing that stood at a key: the newest last. */
export interface HistoryEntry {
  /** The value as text: `3306`, `???`, `${x}`, `{…}`. */
  readonly value: string
  readonly origin: Origin | undefined
  /** `conf/db/mysql.yaml:2:7`, `override 1`, `main.ts:3:1`; `undefined` where nothing is known. */
  readonly place: string | undefined
}
/** Everything that ever stood at a path, oldest first. */
export declare function history(root: ContainerNode, path: string): HistoryEntry[]
