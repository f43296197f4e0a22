import type { Callable } from '@hydra-zen/signatures'

/** What JavaScript brings and a config may build or hand over without being allowed to: nothing here reaches out. */
const names = [
  'AbortController Array ArrayBuffer BigInt BigInt64Array BigUint64Array Boolean DataView Date Error Float32Array',
  'Float64Array Int16Array Int32Array Int8Array Map Number Object RangeError RegExp Set String TextDecoder TextEncoder TypeError URL',
  'URLSearchParams Uint16Array Uint32Array Uint8Array Uint8ClampedArray WeakMap WeakSet structuredClone parseInt',
  'parseFloat isFinite isNaN',
].flatMap((line) => line.split(' '))

const holders = ['Math', 'JSON', 'Number', 'Object', 'Array', 'Date', 'String', 'BigInt', 'URL', 'Intl']

/** Members that would let a config change what objects are. */
const refused = new Set(['assign', 'defineProperty', 'defineProperties', 'setPrototypeOf', 'prototype'])

/** The address of a function that JavaScript brings: `zen:Math.max`. */
export function globalAddress(target: Callable): string | undefined {
  if (names.includes(target.name) && ownValue(globalThis, target.name) === target) return `zen:${target.name}`
  if (refused.has(target.name)) return undefined
  const holder = holders.find((name) => ownValue(ownValue(globalThis, name), target.name) === target)
  return holder && `zen:${holder}.${target.name}`
}

/** What `Math.max` stands for, among what a config may have. */
export function globalTarget(path: string): unknown {
  const [first, member, ...more] = path.split('.')
  if (first === undefined || more.length > 0) return undefined
  if (member === undefined) return names.includes(first) ? ownValue(globalThis, first) : undefined
  if (!holders.includes(first) || refused.has(member)) return undefined
  const value = ownValue(ownValue(globalThis, first), member)
  return typeof value === 'function' ? value : undefined
}

function ownValue(holder: unknown, key: string): unknown {
  return holder !== undefined && Object.hasOwn(holder as object, key)
    ? (holder as Record<string, unknown>)[key]
    : undefined
}
