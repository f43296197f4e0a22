/// <reference lib="esnext.disposable" preserve="true" />
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { DictConfig } from '@hydra-zen/omegaconf'
import { childOf, copyNode, MapNode, setContext, setFlag, view } from '@hydra-zen/omegaconf/nodes'
import { composeConfig } from '../compose/compose-config.ts'
import type { Composition } from '../compose/composition.ts'
import type { SourceFactory } from '../sources/config-source.ts'
import type { ConfigStore } from '../sources/config-store.ts'
import { type ConfigRepository, createRepository } from '../sources/repository.ts'
import { type ConfigSearchPath, createSearchPath } from '../sources/search-path.ts'
import { isLegacy } from '../sources/version-base.ts'
import { createRunResolvers, type RunResolvers } from './run-resolvers.ts'

/** What all ways to begin have in common. */
export interface SessionOptions {
  /** `hydra.job.name`; `app` unless given. */
  readonly jobName?: string | undefined
  /** `1.1` for configs that Hydra 1.0 or 1.1 was the last to take as they are; else there is one behaviour, of `1.3`. */
  readonly versionBase?: string | null | undefined
  /** The configs made by code; the shared store unless given. */
  readonly store?: ConfigStore | undefined
  /** Has the last word on the search path. */
  readonly searchPath?: ((path: ConfigSearchPath) => void) | undefined
  /** Config sources of further schemes. */
  readonly schemes?: ReadonlyMap<string, SourceFactory> | undefined
  /** For `oc.env` and `hydra.job.env_copy`; the process' own unless given. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined
}

/** `initialize` */
export interface InitializeOptions extends SessionOptions {
  /** The directory of the configs, relative to the file of `from`; without one there is the store alone. */
  readonly configPath?: string | null | undefined
  /** The file that calls: `import.meta.url`. */
  readonly from: string | URL
}

/** `initializeConfigDir` */
export interface InitializeDirOptions extends SessionOptions {
  /** An absolute path. */
  readonly configDir: string
}

/** `initializeConfigModule` */
export interface InitializeModuleOptions extends SessionOptions {
  /** A package's directory: `my-package/conf`. */
  readonly configModule: string
  /** Where packages are looked for, if not from the working directory. */
  readonly from?: string | URL | undefined
}

/** What to compose in a session. */
export interface SessionRequest {
  readonly configName?: string | null | undefined
  readonly overrides?: readonly string[] | undefined
  /** Keep the `hydra` node. */
  readonly returnHydraConfig?: boolean | undefined
}

/**
 * A place to compose from: a search path and a store, with every config read once.
 *
 * It is a value: any number can be in use at the same time, and none has to be put away. (`using` works all the same.)
 */
export class ComposeSession implements Disposable {
  readonly repository: ConfigRepository
  readonly #options: SessionOptions

  constructor(repository: ConfigRepository, options: SessionOptions) {
    this.repository = repository
    this.#options = options
  }

  /**
   * The composed config, without its `hydra` node unless that is asked for.
   *
   * @throws as `composeConfig` does.
   */
  compose<T = DictConfig>(request: SessionRequest = {}): T {
    const resolvers = sessionResolvers()
    const { config } = this.#composed(request, resolvers)
    if (request.returnHydraConfig) return view<T>(config)
    const hydra = childOf(config, 'hydra')
    const job = withoutHydra(config)
    if (hydra instanceof MapNode) resolvers.bind(job, hydra)
    resolvers.share(config, job)
    return view<T>(job)
  }

  /** The composed config with all that is known about how it came to be. */
  composition(request: SessionRequest = {}): Composition {
    return this.#composed(request, sessionResolvers())
  }

  #composed({ configName, overrides }: SessionRequest, { registry }: RunResolvers): Composition {
    const { jobName = 'app', env } = this.#options
    const composition = composeConfig({
      repository: this.repository,
      configName,
      overrides,
      mode: 'run',
      fromShell: false,
      jobName,
      env,
      cwd: resolve('.'),
    })
    setContext(composition.config, { resolvers: registry })
    return composition
  }

  /** Files that changed are read again from here on. */
  refresh(): void {
    this.repository.refresh()
  }

  [Symbol.dispose](): void {
    this.repository.refresh()
  }
}

/**
 * A session on configs beside the calling file.
 *
 * @example
 * const session = initialize({ configPath: 'conf', from: import.meta.url })
 * const cfg = session.compose({ configName: 'config', overrides: ['db=mysql'] })
 */
export function initialize({ configPath, from, ...options }: InitializeOptions): ComposeSession {
  const directory = dirname(fileOf(from))
  const main = configPath ? mainPlace(configPath, directory) : undefined
  return openSession(main, directory, options)
}

/** A session on the configs of a directory. */
export function initializeConfigDir({ configDir, ...options }: InitializeDirOptions): ComposeSession {
  return openSession(mainPlace(configDir, resolve('.')), resolve('.'), options)
}

/** A session on the configs that a package brings. */
export function initializeConfigModule({ configModule, from, ...options }: InitializeModuleOptions): ComposeSession {
  const directory = from === undefined ? resolve('.') : dirname(fileOf(from))
  return openSession(`pkg://${configModule}`, directory, options)
}

/** One composition, for which a session need not be kept. */
export function compose<T = DictConfig>(
  request: SessionRequest & SessionOptions & { readonly configDir?: string | undefined },
): T {
  const { configDir, configName, overrides, returnHydraConfig, ...options } = request
  const main = configDir === undefined ? undefined : mainPlace(configDir, resolve('.'))
  return openSession(main, resolve('.'), options).compose<T>({ configName, overrides, returnHydraConfig })
}

/** Each composition has a time of its own for `${now:…}`. */
function sessionResolvers(): RunResolvers {
  return createRunResolvers({ now: () => new Date() })
}

function openSession(main: string | undefined, cwd: string, options: SessionOptions): ComposeSession {
  const searchPath = createSearchPath({ main, extend: options.searchPath ? [options.searchPath] : [] })
  const { store, schemes } = options
  const legacy = isLegacy(options.versionBase)
  return new ComposeSession(createRepository({ searchPath: searchPath.items, store, schemes, cwd, legacy }), options)
}

function mainPlace(path: string, directory: string): string {
  if (path.includes('://')) return path
  return `file://${isAbsolute(path) ? path : join(directory, path)}`
}

function fileOf(from: string | URL): string {
  return from instanceof URL || from.startsWith('file:') ? fileURLToPath(from) : resolve(from)
}

/** The app's part. Nothing of it refers to the tree it is taken from, which nobody else holds. */
function withoutHydra(config: MapNode): MapNode {
  const copy = copyNode(config)
  copy.cells.delete('hydra')
  setFlag(copy, 'struct', true)
  return copy
}
