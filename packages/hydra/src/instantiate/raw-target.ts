import type { Callable } from './signature.ts'

/** A call as a config makes it, before anything is bound to parameters. */
export interface TargetCall {
  readonly args: readonly unknown[]
  /** In the order of the config. */
  readonly kwargs: ReadonlyMap<string, unknown>
}

const RAW: unique symbol = Symbol('raw target')

interface RawCallable {
  readonly [RAW]?: (call: TargetCall) => unknown
}

/** A target that takes its call as the config makes it, and decides itself what to do with names and positions. */
export function rawTarget(answer: (call: TargetCall) => unknown): Callable {
  const target = (...args: unknown[]) => answer({ args, kwargs: new Map() })
  return Object.assign(target, { [RAW]: answer })
}

/** The answer of a raw target, for whoever makes calls. */
export function rawAnswer(target: Callable): ((call: TargetCall) => unknown) | undefined {
  return (target as RawCallable)[RAW]
}
