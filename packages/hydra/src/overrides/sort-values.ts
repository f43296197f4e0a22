import { makeFloat, WholeFloat } from '@hydra-zen/omegaconf/nodes'
import type { ChoiceSweep, OverrideValue, RangeNumber, RangeSweep } from './ast.ts'
import type { CallContext } from './call-context.ts'
import { decimalToFloat, toDecimals } from './decimal.ts'
import { isInt, rangeValues } from './range-values.ts'
import { typeFlag, typeNames } from './value-types.ts'

/** Values in order: numbers by size, texts by code point, lists item by item; equal ones stay as they were. */
export function sortValues(items: readonly OverrideValue[], reverse: boolean, call: CallContext): OverrideValue[] {
  return [...items].sort((a, b) => (reverse ? compare(b, a, call) : compare(a, b, call)))
}

/**
 * A sweep whose values come in order.
 *
 * Reference: a range against its natural direction is turned round so that its values are the same ones, as the
 * newest development does (Hydra 1.3 turns `sort(range(0,10,3),reverse=true)` into 7, 4, 1, -2).
 */
export function sortSweep(
  sweep: ChoiceSweep | RangeSweep,
  reverse: boolean,
  call: CallContext,
): ChoiceSweep | RangeSweep {
  if (sweep.kind === 'choice') return { ...sweep, items: sortValues(sweep.items, reverse, call) }
  if (Number(sweep.step) > 0 !== reverse) return sweep
  const values = rangeValues(sweep.from, sweep.to, sweep.step)
  if (typeof values === 'string' || values.length <= 1 || !Number.isFinite(values.length)) return sweep
  const { from, step } = sweep
  if (isInt(from) && isInt(sweep.to) && isInt(step)) {
    const by = BigInt(step)
    return {
      ...sweep,
      from: values.at(values.length - 1),
      to: small(BigInt(from) - by),
      step: small(-by),
    }
  }
  const { values: decimals, digits } = toDecimals([from, step])
  const [first = 0n, by = 1n] = decimals
  return {
    ...sweep,
    from: values.at(values.length - 1),
    to: makeFloat(decimalToFloat(first * 10n - by * 5n, digits + 1)),
    step: makeFloat(decimalToFloat(-by, digits)),
  }
}

function small(value: bigint): RangeNumber {
  return Number.isSafeInteger(Number(value)) ? Number(value) : value
}

function compare(a: OverrideValue, b: OverrideValue, call: CallContext): number {
  if (a.kind === 'list' && b.kind === 'list') return compareLists(a.items, b.items, call)
  if (a.kind === 'plain' && b.kind === 'plain') {
    if (typeof a.value === 'string' && typeof b.value === 'string') return compareTexts(a.value, b.value)
    if (isNumber(a.value) && isNumber(b.value)) return compareNumbers(a.value, b.value)
  }
  throw call.error(
    `${typeNames(typeFlag(a))} and ${typeNames(typeFlag(b))} cannot be compared.`,
    'sort values of one type',
  )
}

function compareLists(a: readonly OverrideValue[], b: readonly OverrideValue[], call: CallContext): number {
  for (let index = 0; index < a.length && index < b.length; index++) {
    const order = compare(a[index] as OverrideValue, b[index] as OverrideValue, call)
    if (order !== 0) return order
  }
  return a.length - b.length
}

/** By code point, which for characters beyond U+FFFF differs from JavaScript's own order. */
export function compareTexts(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let at = 0; at < length; at++) {
    const [x, y] = [a.charCodeAt(at), b.charCodeAt(at)]
    if (x === y) continue
    const surrogates = (x >= 0xd800 && x <= 0xdfff) !== (y >= 0xd800 && y <= 0xdfff)
    return surrogates ? (x >= 0xd800 && x <= 0xdfff ? 1 : -1) : x - y
  }
  return a.length - b.length
}

function isNumber(value: unknown): value is number | bigint | boolean | WholeFloat {
  return (
    typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean' || value instanceof WholeFloat
  )
}

function compareNumbers(a: number | bigint | boolean | WholeFloat, b: number | bigint | boolean | WholeFloat): number {
  const x = typeof a === 'bigint' ? a : Number(a)
  const y = typeof b === 'bigint' ? b : Number(b)
  return x < y ? -1 : x > y ? 1 : 0
}
