import type { Callable, Signature } from '@hydra-zen/signatures'

/** Where a registered target was found. */
export interface Registered {
  readonly address: string
  /** The file that declares it, where known. */
  readonly file: string | undefined
  /** Its name there: `Point`, `Point.polar`. */
  readonly member: string | undefined
  /** Whether its file exports it: another process could load it. */
  readonly exported: boolean
  /** What it accepts, once somebody asked. */
  signature?: Signature | undefined
  /** What its full signature writes into configs, once somebody asked. */
  full?: unknown
}

/** Which address stands for which function of this process, both ways. */
export interface TargetRegistry {
  add(target: Callable, about: Registered): void
  /** What is known of `target`. */
  get(target: Callable): Registered | undefined
  /** What `address` stands for. */
  locate(address: string): Callable | undefined
  /** Makes `declared`, a class whose fields are a config, stand for what `make` gives; asked once. */
  declareConfig(declared: Callable, make: () => object): void
  /** The config that a class was declared to stand for. */
  configOf(declared: Callable): object | undefined
  /** Directories that dotted addresses start from; empty until somebody says. */
  roots: readonly string[]
  /** Loads modules in the place of our own `import()`. */
  importer: ((specifier: string) => Promise<unknown>) | undefined
}

/** A registry with nothing in it. */
export function createTargetRegistry(): TargetRegistry {
  const about = new WeakMap<object, Registered>()
  const byAddress = new Map<string, Callable>()
  const configs = new WeakMap<object, () => object>()
  return {
    roots: [],
    importer: undefined,
    add(target, registered) {
      about.set(target, registered)
      byAddress.set(registered.address, target)
    },
    get: (target) => about.get(target),
    locate: (address) => byAddress.get(address),
    declareConfig(declared, make) {
      let made: object | undefined
      configs.set(declared, () => {
        made ??= make()
        return made
      })
    },
    configOf: (declared) => configs.get(declared)?.(),
  }
}

const shared: unique symbol = Symbol.for('hydra-zen.targets') as never

/**
 * The registry of this process. It hangs on `globalThis`, so that two copies of this package agree on where a class
 * comes from.
 */
export function sharedRegistry(): TargetRegistry {
  const holder = globalThis as { [shared]?: TargetRegistry }
  holder[shared] ??= createTargetRegistry()
  return holder[shared]
}
