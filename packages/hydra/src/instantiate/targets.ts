import type { Targets, TargetsOptions } from './target-environment.ts'

/**
 * An environment of targets: those registered, those of modules under `roots`, and those that `allowTargets` names.
 *
 * @throws InstantiationException `TARGET_PATTERN` where a pattern of `allowTargets` is not one
 */
export declare function createTargets(options: TargetsOptions): Targets

/** Runs `body` with `targets` as the environment of every `instantiate` that is not given one, asynchronous ones too. */
export declare function runWithTargets<T>(targets: TargetEnvironmentLike, body: () => T): T

/** Runs `body` with more patterns allowed (or, with `reset`, only these). Nests. */
export declare function withTargets<T>(
  patterns: readonly string[],
  body: () => T,
  options?: { readonly reset?: boolean },
): T

type TargetEnvironmentLike = import('./target-environment.ts').TargetEnvironment
