import type { Callable, Param, Property, Signature } from '../model.ts'
import { glanceAt } from './parameter-list.ts'
import { parseText } from './parsed-text.ts'
import { plainParams } from './plain-list.ts'

/** Longest chain of classes followed to an inherited constructor. */
const MOST_BASES = 20

/**
 * What the text of the function itself tells: names, kinds and literal defaults; every type is `any`.
 *
 * A class without a constructor takes its base's. Nothing for native code, bound functions and proxies.
 */
export function runtimeSignature(callable: Callable): Signature | undefined {
  const text = textOf(callable)
  const params = text === undefined ? undefined : paramsOf(callable, text)
  if (params === undefined) return undefined
  const { name } = callable
  const kind = text?.startsWith('class') === true || isClass(callable) ? 'class' : 'function'
  return {
    kind,
    name: name === '' ? 'anonymous' : name,
    params,
    source: 'runtime',
  }
}

/** The public fields a class declares, inherited ones first, without types. */
export function runtimeFields(callable: Callable): readonly Property[] | undefined {
  const fields = new Map<string, Property>()
  const chain: Callable[] = []
  for (
    let at: unknown = callable, hops = 0;
    isUserClass(at) && hops < MOST_BASES;
    at = Object.getPrototypeOf(at), hops++
  ) {
    chain.unshift(at)
  }
  if (chain.length === 0) return undefined
  for (const each of chain) {
    const read = parseText(textOf(each) ?? '')
    if (read === undefined) return undefined
    for (const field of read.fields) fields.set(field.name, field)
  }
  return [...fields.values()]
}

/** Whether a callable is called with `new`: a `class`, or an old-style constructor with methods of its own. */
export function isClass(callable: Callable): boolean {
  const prototype: unknown = Object.getOwnPropertyDescriptor(callable, 'prototype')?.value
  if (typeof prototype !== 'object' || prototype === null) return false
  if (Object.getOwnPropertyDescriptor(callable, 'prototype')?.writable === false) return true
  const own = Object.getOwnPropertyNames(prototype)
  // A generator function has an empty prototype without `constructor`; a plain function one with nothing else.
  return own.length > 1 && own.includes('constructor')
}

function paramsOf(callable: Callable, text: string): readonly Param[] | undefined {
  const plain = plainParams(text)
  if (plain !== undefined) return plain
  const glance = glanceAt(text)
  if (glance.kind === 'params') return glance.params
  if (glance.kind === 'native') return undefined
  if (glance.kind === 'inherited') return inheritedParams(callable)
  const read = parseText(text)
  if (read === undefined) return undefined
  return read.params ?? inheritedParams(callable)
}

function inheritedParams(callable: Callable): readonly Param[] | undefined {
  let hops = 0
  for (let at: unknown = Object.getPrototypeOf(callable); ; at = Object.getPrototypeOf(at)) {
    if (typeof at !== 'function' || at === Function.prototype) return []
    if (++hops > MOST_BASES) return undefined
    const text = textOf(at as Callable)
    if (text === undefined) return undefined
    const glance = glanceAt(text)
    if (glance.kind === 'params') return glance.params
    // `class extends EventEmitter`: what a native base takes nobody can read, and few mean it.
    if (glance.kind === 'native') return at === Object ? [] : undefined
    if (glance.kind === 'unclear') {
      const read = parseText(text)
      if (read === undefined || read.params !== undefined) return read?.params
    }
  }
}

function isUserClass(value: unknown): value is Callable {
  return (
    typeof value === 'function' &&
    value !== Function.prototype &&
    textOf(value as Callable)?.startsWith('class') === true
  )
}

function textOf(callable: Callable): string | undefined {
  try {
    return Function.prototype.toString.call(callable)
  } catch {
    return undefined // a proxy that is not a function
  }
}
