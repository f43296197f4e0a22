import { defaultResolvers } from '../interpolation/registry.ts'
import type { RegisterOptions, ResolverCallSite, ResolverRegistry } from '../nodes/context.ts'
import { rootOf } from '../nodes/key-path.ts'
import type { ContainerNode } from '../nodes/node.ts'
import { isConfigNode } from '../nodes/shape.ts'
import { nodeOf } from '../nodes/view-link.ts'
import { WholeFloat } from '../types/scalar.ts'
import { readValue, view } from './view.ts'

/** What a resolver may ask about the place it is called from. */
export interface ResolverContext {
  /** The container that holds the interpolation. */
  readonly parent: unknown
  readonly root: unknown
  /** The arguments as they were written. */
  readonly texts: readonly string[]
  /** A value seen from there: `select('.sibling')`. */
  select(path: string): unknown
}

/** What `${name:a,b}` calls. Arguments come from texts, so their types are the resolver's own affair. */
// biome-ignore lint/suspicious/noExplicitAny: a parameter list of any kind is taken
export type ResolverFunction = (...args: any[]) => unknown
/** A resolver that is told where it is called from. */
// biome-ignore lint/suspicious/noExplicitAny: as above
export type ContextualResolver = (context: ResolverContext, ...args: any[]) => unknown

/** How a resolver is registered. */
export interface RegisterResolverOptions extends RegisterOptions {
  /** Where it is known; trees use the shared one unless told otherwise. */
  readonly registry?: ResolverRegistry | undefined
}

/**
 * Makes `${name:a,b}` call a function with the arguments; scalars come as JS values, containers as configurations.
 *
 * With `context: true` the first argument is where the call stands: parent, root.
 * @throws ConfigValueError `RESOLVER_REGISTERED` where the name is taken and `replace` is not set
 * @example
 * registerResolver('add', (a: number, b: number) => a + b)
 * create({ sum: '${add:1,2}' }).sum // 3
 */
export function registerResolver(
  name: string,
  resolver: ContextualResolver,
  options: RegisterResolverOptions & { readonly context: true },
): void
export function registerResolver(name: string, resolver: ResolverFunction, options?: RegisterResolverOptions): void
export function registerResolver(
  name: string,
  resolver: ResolverFunction,
  {
    registry = defaultResolvers,
    context = false,
    ...options
  }: RegisterResolverOptions & { readonly context?: boolean } = {},
): void {
  registry.register(
    name,
    (args, call) => {
      const given = args.map(argumentOf)
      return resultOf(context ? resolver(contextFrom(call), ...given) : resolver(...given))
    },
    options,
  )
}

/** The reference's present name of `registerResolver`. */
export const registerNewResolver: typeof registerResolver = registerResolver

/** Registers several at once: `{ add: (a, b) => a + b }`. */
export function registerResolvers(
  resolvers: Readonly<Record<string, ResolverFunction>>,
  options: RegisterResolverOptions = {},
): void {
  for (const [name, resolver] of Object.entries(resolvers)) registerResolver(name, resolver, options)
}

/** Whether a resolver is known. */
export function hasResolver(name: string, registry: ResolverRegistry = defaultResolvers): boolean {
  return registry.has(name)
}

/** Takes a resolver away; whether it was there. */
export function clearResolver(name: string, registry: ResolverRegistry = defaultResolvers): boolean {
  return registry.remove(name)
}

/** Takes all resolvers away but the built-in ones. */
export function clearResolvers(registry: ResolverRegistry = defaultResolvers): void {
  registry.clear()
}

/** Forgets what cached resolvers answered in a configuration. */
export function clearCache(config: object, registry: ResolverRegistry = defaultResolvers): void {
  registry.clearCache(rootOf(nodeOf(config) as ContainerNode))
}

function contextFrom(call: ResolverCallSite): ResolverContext {
  return {
    parent: call.parent && view(call.parent),
    root: view(call.root as ContainerNode),
    texts: call.texts,
    select: (path) => argumentOf(call.select(path)),
  }
}

function argumentOf(value: unknown): unknown {
  if (isConfigNode(value)) return readValue(value)
  if (value instanceof WholeFloat) return value.value
  if (Array.isArray(value)) return value.map(argumentOf)
  if (!(value instanceof Map)) return value
  return Object.fromEntries([...value].map(([key, item]) => [key, argumentOf(item)]))
}

function resultOf(value: unknown): unknown {
  return nodeOf(value) ?? value
}
