import { ownObject } from './aliases.ts'
import { type BindProblem, bindCall, type CallPlan, callPlan } from './bind.ts'
import { type Keywords, keywordMap } from './keywords.ts'
import { rawAnswer, type TargetCall } from './raw-target.ts'
import type { Callable, CallableSignature } from './signature.ts'

/** How a target is called: `auto` by its signature, else as a config says with `_call_`. */
export type CallStyle = 'auto' | 'object' | 'positional'

/** A target, looked at once. */
export interface PreparedTarget {
  readonly address: string
  readonly callable: Callable
  readonly plan: CallPlan | undefined
  /** Called with `new`. */
  readonly constructs: boolean
  readonly raw: ((call: TargetCall) => unknown) | undefined
  /** Where it is declared, for messages. */
  readonly declaredAt: string | undefined
}

/** With `new` these make boxes of values, or nothing. */
const converters: ReadonlySet<unknown> = new Set([Number, String, Boolean, BigInt, Symbol])

/** Looks at a target and its signature. */
export function prepareTarget(
  address: string,
  callable: Callable,
  signature: CallableSignature | undefined,
): PreparedTarget {
  return {
    address,
    callable,
    plan: signature && callPlan(signature),
    constructs: (signature === undefined ? isClass(callable) : signature.kind === 'class') && !converters.has(callable),
    raw: rawAnswer(callable),
    declaredAt: signature?.at,
  }
}

/** The arguments cannot be given to the target. */
export class ArgumentsProblem {
  readonly details: BindProblem

  constructor(details: BindProblem) {
    this.details = details
  }
}

/** The positions that a call's arguments take, or why they take none. */
export function argumentsFor(
  { plan }: PreparedTarget,
  args: readonly unknown[],
  keywords: Keywords,
  style: CallStyle,
): readonly unknown[] | ArgumentsProblem {
  if (style === 'positional') return [...args, ...keywords.values]
  if (style === 'object' || plan === undefined)
    return keywords.names.length === 0 ? args : [...args, ownObject(keywordMap(keywords))]
  const bound = bindCall(plan, args, keywords)
  return 'problem' in bound ? new ArgumentsProblem(bound) : bound
}

/** Calls a function, or makes an instance of a class. */
export function invoke(callable: Callable, args: readonly unknown[], constructs: boolean): unknown {
  return constructs
    ? Reflect.construct(callable as new (...args: unknown[]) => unknown, args)
    : Reflect.apply(callable as (...args: unknown[]) => unknown, undefined, args)
}

/** Written with `class`, or a function with methods on its prototype. */
export function isClass(callable: Callable): boolean {
  const { prototype } = callable as { prototype?: object }
  if (typeof prototype !== 'object' || prototype === null) return false
  if (Object.getOwnPropertyDescriptor(callable, 'prototype')?.writable === false) return true
  return Object.getOwnPropertyNames(prototype).length > 1
}
