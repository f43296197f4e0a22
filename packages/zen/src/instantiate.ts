import { existsSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import {
  currentTargets,
  type DisposalScope,
  type InstantiateOptions as EngineOptions,
  importOnce,
  instantiate as instantiateNode,
  instantiateSync as instantiateNodeSync,
  type TargetEnvironment,
  withTargets,
} from '@hydra-zen/hydra'
import { type ZenTargets, zenTargets } from './funcs/environment.ts'
import type { Wrap } from './funcs/helpers.ts'
import { sharedRegistry, type TargetRegistry } from './targets/registry.ts'
import type { Instance, WrapTarget } from './types.ts'

/** How a config is instantiated. */
export interface InstantiateOptions {
  /** Positional arguments of the outermost target. */
  readonly args?: readonly unknown[] | undefined
  /** Wraps every target that is called; for partial ones, when they are called. */
  readonly wrapTarget?: WrapTarget | undefined
  /** Addresses allowed beyond the app's own: `@scope/pkg:*`. */
  readonly allow?: readonly string[] | undefined
  /** What addresses stand for, where it is not to be the app's own environment. */
  readonly targets?: TargetEnvironment | undefined
  /** Takes what was made and can be disposed of. */
  readonly scope?: DisposalScope | undefined
}

/**
 * What a config describes, made: targets called, containers as plain objects and arrays.
 *
 * @param overrides - Values for the outermost config; they stand above its own.
 * @throws InstantiationException with the key, the place in the source and what the target takes
 * @example
 * const point = await instantiate(builds(Point, { x: 1 }), { y: 2 })
 */
export function instantiate<X>(config: X, overrides?: object, options: InstantiateOptions = {}): Promise<Instance<X>> {
  const run = () => instantiateNode(config, engineOptions(overrides, options))
  return allowing(options, run) as Promise<Instance<X>>
}

/**
 * As `instantiate`, with nothing awaited: for targets of this process.
 *
 * @throws InstantiationException `TARGET_ASYNC` where a module would have to be loaded or a target returned a promise
 */
export function instantiateSync<X>(config: X, overrides?: object, options: InstantiateOptions = {}): Instance<X> {
  const run = () => instantiateNodeSync(config, engineOptions(overrides, options))
  return allowing(options, run) as Instance<X>
}

/** The environment of the app around the caller; outside of one: modules beside the entry file. */
export function defaultTargets(): TargetEnvironment {
  return currentTargets(outside)
}

/** The environment of a registry, as long as its importer is the same. */
const environments = new WeakMap<TargetRegistry, { readonly importer: unknown; readonly targets: ZenTargets }>()

function outside(): ZenTargets {
  const registry = sharedRegistry()
  const known = environments.get(registry)
  const { importer } = registry
  if (known !== undefined && known.importer === importer) return known.targets
  const [, entry] = process.argv
  const own = entry !== undefined && existsSync(entry) ? importOnce(realpathSync(entry)) : undefined
  const targets = zenTargets({ roots: defaultRoots(), importer: importer ?? own, registry })
  environments.set(registry, { importer, targets })
  return targets
}

/** What the engine is told, with `wrapTarget` kept away from our own helpers. */
export function engineOptions(overrides: object | undefined, options: InstantiateOptions): EngineOptions {
  const targets = options.targets ?? defaultTargets()
  const wrap = options.wrapTarget as Wrap | undefined
  const around = wrap && ('wrapper' in targets ? (targets as ZenTargets).wrapper(wrap) : wrap)
  return {
    targets,
    args: options.args,
    kwargs: overrides && new Map(Object.entries(overrides)),
    scope: options.scope,
    wrapTarget: around && ((target) => around(target)),
  }
}

function allowing<T>({ allow }: InstantiateOptions, run: () => T): T {
  return allow ? withTargets(allow, run) : run()
}

function defaultRoots(): string[] {
  const [, entry] = process.argv
  if (entry !== undefined && !/[\\/]node_modules[\\/]/.test(entry) && existsSync(entry)) {
    return [dirname(realpathSync(entry))]
  }
  const sources = join(process.cwd(), 'src')
  return existsSync(sources) ? [sources, process.cwd()] : [process.cwd()]
}
