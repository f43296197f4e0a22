import { InstantiationException } from '../errors.ts'
import { rawTarget } from './raw-target.ts'
import type { Callable } from './signature.ts'
import type { TargetEnvironment } from './target-environment.ts'
import { targetError } from './target-error.ts'

/** What configs written for the reference name in `_target_`, as far as it has a meaning here. */
export function builtinAliases(targets: TargetEnvironment): Iterable<readonly [string, Callable]> {
  const found = rawTarget(({ args, kwargs }) => {
    const path = kwargs.get('path') ?? args[0]
    if (typeof path !== 'string') {
      throw targetError('The `path` of what to get is missing.', { code: 'INSTANTIATE_ARGUMENTS' })
    }
    // an answer at once, wherever there is one: `instantiateSync` takes no promise
    try {
      return targets.locateSync(path)
    } catch (error) {
      if (!(error instanceof InstantiationException) || error.code !== 'TARGET_ASYNC') throw error
      return targets.locate(path)
    }
  })
  return [
    ['hydra.utils.get_class', found],
    ['hydra.utils.get_method', found],
    ['hydra.utils.get_static_method', found],
    ['hydra.utils.get_object', found],
    ['builtins.dict', rawTarget(({ args, kwargs }) => ownObject([...args.flatMap(entriesOf), ...kwargs]))],
    ['builtins.list', rawTarget(({ args }) => [...((args[0] ?? []) as Iterable<unknown>)])],
    ['builtins.tuple', rawTarget(({ args }) => [...((args[0] ?? []) as Iterable<unknown>)])],
    ['builtins.set', rawTarget(({ args }) => new Set((args[0] ?? []) as Iterable<unknown>))],
    ['builtins.str', rawTarget(({ args }) => String(args[0] ?? ''))],
    ['builtins.int', rawTarget(({ args }) => Math.trunc(Number(args[0] ?? 0)))],
    ['builtins.float', rawTarget(({ args }) => Number(args[0] ?? 0))],
    ['builtins.bool', rawTarget(({ args }) => Boolean(args[0] ?? false))],
  ]
}

function entriesOf(value: unknown): (readonly [string, unknown])[] {
  if (value instanceof Map) return [...value].map(([key, item]) => [String(key), item])
  return Array.isArray(value) ? (value as [string, unknown][]) : Object.entries(value ?? {})
}

/** An object with these as its own properties, `__proto__` included. */
export function ownObject(entries: Iterable<readonly [string, unknown]>): Record<string, unknown> {
  const object: Record<string, unknown> = {}
  for (const [key, value] of entries) setOwn(object, key, value)
  return object
}

/** Sets an own property, whatever its name. */
export function setOwn(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true })
  } else {
    object[key] = value
  }
}
