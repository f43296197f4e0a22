import { makeFloat, printScalar, type WholeFloat } from '@hydra-zen/omegaconf/nodes'
import type { RangeNumber } from './ast.ts'
import { decimalToFloat, toDecimals } from './decimal.ts'

/** A range in the form in which it can be counted and indexed. */
export interface RangeValues {
  /** How many values there are; `Infinity` where the end is infinite. */
  readonly length: number
  /** Whether the values are ints. */
  readonly ints: boolean
  /** The value at `index`, which is not checked. */
  at(index: number): number | bigint | WholeFloat
}

/** Why a range has no values at all: its step is zero, or one of its numbers is no number. */
export type RangeProblem = 'step is 0' | 'nan'

/**
 * The values of a range: ints where all of its numbers are ints, else floats.
 *
 * Reference: floats are counted in decimals, as the newest development does; Hydra 1.3 adds them up in binary, so
 * that its `range(0,1,0.3)` ends in 0.8999999999999999.
 */
export function rangeValues(from: RangeNumber, to: RangeNumber, step: RangeNumber): RangeValues | RangeProblem {
  if (Number(step) === 0) return 'step is 0'
  if (isInt(from) && isInt(to) && isInt(step)) return intRange(from, to, step)
  const [first, last, by] = [Number(from), Number(to), Number(step)]
  if (Number.isNaN(first) || Number.isNaN(last) || Number.isNaN(by)) return 'nan'
  if (by > 0 ? first >= last : first <= last) return { length: 0, ints: false, at: () => first }
  if (!Number.isFinite(by)) return { length: 1, ints: false, at: () => makeFloat(first) }
  if (!Number.isFinite(first)) return { length: Infinity, ints: false, at: () => first }
  const { values, digits } = toDecimals([from, Number.isFinite(last) ? to : 0, step])
  const [start = 0n, stop = 0n, increment = 1n] = values
  const length = Number.isFinite(last) ? countSteps(stop - start, increment) : Infinity
  const scale = 10 ** digits
  // the quotient of two whole numbers that floats hold exactly is the nearest float, so most ranges need no bigint
  const furthest = Math.max(Math.abs(Number(start)), Number.isFinite(last) ? Math.abs(Number(stop)) : Infinity)
  if (digits <= 22 && furthest + Math.abs(Number(increment)) < Number.MAX_SAFE_INTEGER) {
    const [base, gap] = [Number(start), Number(increment)]
    return { length, ints: false, at: (index) => makeFloat((base + gap * index) / scale) }
  }
  return { length, ints: false, at: (index) => makeFloat(decimalToFloat(start + increment * BigInt(index), digits)) }
}

/** Whether a number counts as an int in a range. */
export function isInt(value: RangeNumber): value is number | bigint | boolean {
  return typeof value === 'bigint' || typeof value === 'boolean' || Number.isSafeInteger(value)
}

/** `range(1,5,2)`, as it would be written. */
export function printRangeNumber(value: RangeNumber): string {
  return typeof value === 'boolean' ? String(value) : printScalar(value)
}

function intRange(
  from: number | bigint | boolean,
  to: number | bigint | boolean,
  step: number | bigint | boolean,
): RangeValues {
  const [first, last, by] = [Number(from), Number(to), Number(step)]
  const length = Math.max(0, Math.ceil((last - first) / by))
  const far = Math.max(Math.abs(first), Math.abs(last)) + Math.abs(by)
  if (far < Number.MAX_SAFE_INTEGER) return { length, ints: true, at: (index) => first + by * index }
  const [start, stop, increment] = [BigInt(from), BigInt(to), BigInt(step)]
  return {
    length: countSteps(stop - start, increment),
    ints: true,
    at: (index) => {
      const value = start + increment * BigInt(index)
      return Number.isSafeInteger(Number(value)) ? Number(value) : value
    },
  }
}

/** How many steps fit before a distance is reached: at least one where any does. */
function countSteps(distance: bigint, step: bigint): number {
  if (distance === 0n || distance > 0n !== step > 0n) return 0
  const [far, by] = [distance < 0n ? -distance : distance, step < 0n ? -step : step]
  return Number((far + by - 1n) / by)
}
