import type { DisposalScope } from './disposal-scope.ts'
import type { Callable } from './signature.ts'
import type { TargetEnvironment } from './target-environment.ts'

/** Puts something around a target, or replaces it. For a partial it is applied when the partial is called. */
export type WrapTarget = (target: Callable, about: WrappedTarget) => Callable

export interface WrappedTarget {
  /** The text of `_target_`. */
  readonly address: string
  /** The key of the node, from the root. */
  readonly path: string
}

/** How a config is turned into what it describes. */
export interface InstantiateOptions {
  /** Positional arguments of the outermost target; they replace its `_args_`. */
  readonly args?: readonly unknown[] | undefined
  /** Merged over the outermost config before anything is made, as the reference merges call-site keywords. */
  readonly kwargs?: Readonly<Record<string, unknown>> | ReadonlyMap<string, unknown> | undefined
  /** What addresses stand for; unless given, those of `runWithTargets` around this call. */
  readonly targets?: TargetEnvironment | undefined
  readonly wrapTarget?: WrapTarget | undefined
  /** Takes what was made and can be disposed of, and holds what `_once_: true` shares. */
  readonly scope?: DisposalScope | undefined
}

/**
 * What a config describes, made: a node, a view or plain data. `null` gives `null`.
 *
 * Children come before their parent, one after another in the order of the keys; a promise that a target returns is
 * awaited (native promises only). Interpolations are followed as they are reached; the config is not changed.
 * Reference: `hydra.utils.instantiate`, with `_target_ _args_ _partial_ _convert_ _recursive_`; ours besides:
 * `_call_: false` (the value itself, not called), `_once_: true` and `${ref:path}` (shared instances).
 *
 * @throws InstantiationException with the key, the place in the source and what the target takes
 */
export declare function instantiate(config: unknown, options?: InstantiateOptions): Promise<unknown>

/**
 * As `instantiate`, with nothing awaited: for registered targets.
 *
 * @throws InstantiationException `TARGET_ASYNC` where a module would have to be loaded or a target returned a promise
 */
export declare function instantiateSync(config: unknown, options?: InstantiateOptions): unknown
