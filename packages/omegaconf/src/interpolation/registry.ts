import { listed } from '@hydra-zen/diagnostics'
import { ConfigValueError } from '../errors.ts'
import type { RegisteredResolver, RegisterOptions, Resolver, ResolverRegistry } from '../nodes/context.ts'
import type { ConfigNode } from '../nodes/node.ts'
import { builtinResolvers } from './builtin-resolvers.ts'

/** A registry that knows the built-in resolvers, and those of `parent` where one is given. */
export function createResolverRegistry(parent?: ResolverRegistry): ResolverRegistry {
  const own = new Map<string, RegisteredResolver>()
  const caches = new WeakMap<ConfigNode, Map<string, unknown>>()
  const inherited = (name: string) => parent?.get(name) ?? builtinResolvers.get(name)
  return {
    register(name: string, resolve: Resolver, options: RegisterOptions = {}): void {
      if (name === '') throw new ConfigValueError('A resolver needs a name.', { code: 'CONFIG_BAD_ARGUMENT' })
      if (!options.replace && (own.has(name) || inherited(name))) {
        throw new ConfigValueError(`There is a resolver \`${name}\` already.`, {
          code: 'RESOLVER_REGISTERED',
          hint: 'pass `replace: true` to put another in its place',
        })
      }
      own.set(name, { resolve, useCache: options.useCache ?? false, pure: options.pure ?? false })
    },
    get: (name) => own.get(name) ?? inherited(name),
    has: (name) => own.has(name) || inherited(name) !== undefined,
    remove(name) {
      if (builtinResolvers.has(name) && !own.has(name)) {
        throw new ConfigValueError(`\`${name}\` is built in and stays: ${listed([...builtinResolvers.keys()])}.`, {
          code: 'CONFIG_BAD_ARGUMENT',
        })
      }
      return own.delete(name)
    },
    clear: () => own.clear(),
    names: () => [...new Set([...builtinResolvers.keys(), ...(parent?.names() ?? []), ...own.keys()])],
    cacheOf(root) {
      let cache = caches.get(root)
      if (cache === undefined) {
        cache = new Map()
        caches.set(root, cache)
      }
      return cache
    },
    clearCache: (root) => {
      caches.delete(root)
    },
  }
}

/** The registry that trees use unless they are given another. */
export const defaultResolvers: ResolverRegistry = createResolverRegistry()
