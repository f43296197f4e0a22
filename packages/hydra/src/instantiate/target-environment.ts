import type { Origin } from '@hydra-zen/omegaconf/nodes'
import type { Callable, CallableSignature, SignatureOf } from './signature.ts'

/** Where in a config a target is named: for messages. */
export interface TargetPlace {
  /** The key of the node that holds `_target_`, from the root: `hydra.callbacks.upload`. */
  readonly path?: string | undefined
  /** Where the text of `_target_` was written. */
  readonly origin?: Origin | undefined
}

/**
 * All that instantiation asks of the world: what an address stands for, and what that accepts.
 *
 * An environment decides what a config may run; a config is data and is never trusted.
 */
export interface TargetEnvironment {
  /**
   * The value behind an address; loads a module where it must.
   *
   * @throws InstantiationException `TARGET_REFUSED`, `TARGET_NOT_FOUND`, `TARGET_SYNTAX`, `TARGET_MODULE_FAILED`
   */
  locate(address: string, place?: TargetPlace): Promise<unknown>
  /**
   * The value behind an address that is registered, was loaded before, or is a builtin of Node.
   *
   * @throws InstantiationException as `locate`, and `TARGET_ASYNC` where a module would have to be loaded
   */
  locateSync(address: string, place?: TargetPlace): unknown
  /** What a located callable accepts; nothing where nobody can tell. */
  signatureOf(callable: Callable): CallableSignature | undefined
}

/** Loads a module by its URL (`file:///…`) or bare name. The app's own `import()` where ours cannot read its files. */
export type Importer = (specifier: string) => Promise<unknown>

/** What an environment is made of. */
export interface TargetsOptions {
  /** Directories whose modules may run; dotted addresses are looked up there, in this order. The app's own is first. */
  readonly roots: readonly string[]
  /**
   * Addresses that may run besides: exact, or a beginning that ends in `.*` or `:*`. `*` alone is refused;
   * whoever means it says `UNSAFE_ALLOW_ALL_TARGETS`. Dangerous ones only by their exact name.
   */
  readonly allowTargets?: readonly string[] | undefined
  /** The directory from which packages are resolved; the first root unless given. */
  readonly packagesFrom?: string | undefined
  /** Where a module is there as source and compiled, take the source; unless told, where `entry` is a source. */
  readonly preferSources?: boolean | undefined
  readonly importer?: Importer | undefined
  /** The file that the process was started with: it may be waiting, at its top level, for what needs its classes. */
  readonly entry?: string | undefined
  readonly signatureOf?: SignatureOf | undefined
}

/** An environment one can add to. */
export interface Targets extends TargetEnvironment {
  readonly roots: readonly string[]
  /** Makes `address` stand for `value`. What is registered is trusted. */
  register(address: string, value: unknown): void
  /** The address under which `value` is registered or was loaded, if any. */
  addressOf(value: unknown): string | undefined
  /** Has every module loaded through `importer` from now on. */
  setImporter(importer: Importer): void
}
