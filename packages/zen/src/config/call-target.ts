import type { Callable, Signature } from '@hydra-zen/signatures'
import { parameterList } from './parameters.ts'

/** What a target is called with. */
export interface CallArguments {
  readonly args: readonly unknown[]
  readonly kwargs: ReadonlyMap<string, unknown>
}

/**
 * Calls `target` with values by position and by name: a class with `new`.
 *
 * Names become positions, or properties of the options object. Without a signature they all go into one options object
 * behind the positions. What is not given is `undefined`, so that defaults apply; nothing is checked here.
 */
export function callTarget(target: Callable, signature: Signature | undefined, given: CallArguments): unknown {
  const values = positionsFor(signature, given)
  return isClass(target, signature) && 'prototype' in target
    ? Reflect.construct(target as never, values)
    : Reflect.apply(target as never, undefined, values)
}

function positionsFor(signature: Signature | undefined, { args, kwargs }: CallArguments): unknown[] {
  const values = [...args]
  if (kwargs.size === 0) return values
  if (signature === undefined) return [...values, Object.fromEntries(kwargs)]
  const { params, open, optionsAt, rest } = parameterList(signature)
  const left = new Map(kwargs)
  for (const { name, position } of params) {
    if (position === undefined || !left.has(name)) continue
    values[position] = left.get(name)
    left.delete(name)
  }
  const more = rest !== undefined && !open ? left.get(rest) : undefined
  if (more !== undefined) left.delete(rest as string)
  if (left.size > 0 && optionsAt !== undefined) values[optionsAt] = Object.fromEntries(left)
  if (Array.isArray(more)) values.splice(params.length, values.length, ...more)
  return Array.from(values)
}

/** With `new` these make boxes of values, or nothing. */
const converters: ReadonlySet<unknown> = new Set([Number, String, Boolean, BigInt, Symbol])

/** Whether `target` is called with `new`. What was put around a class may be an arrow function, which is not. */
export function isClass(target: Callable, signature?: Signature): boolean {
  if (converters.has(target)) return false
  return signature?.kind === 'class' || /^class\b/.test(Function.prototype.toString.call(target))
}
