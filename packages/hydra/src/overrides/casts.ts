import { makeFloat, printScalar, type Scalar, type WholeFloat } from '@hydra-zen/omegaconf/nodes'
import type { ElementValue, OverrideValue, PlainValue, RangeNumber, RangeSweep } from './ast.ts'
import type { CallContext } from './call-context.ts'
import { jsonText } from './json-text.ts'

export type CastName = 'int' | 'float' | 'str' | 'bool' | 'json_str'

/**
 * A value with every scalar in it converted; keys of mappings stay. Sweeps keep what they are: a cast of a choice is
 * a choice.
 *
 * Reference: `cast_int` and its like; what Python's `int()`, `float()`, `str()` and `bool()` refuse is refused here.
 * Tags and shuffling of a choice or a range are lost, so they belong outside of the cast; an interval keeps its tags.
 */
export function cast(name: CastName, value: OverrideValue, call: CallContext): OverrideValue {
  if (name === 'json_str' && value.kind !== 'choice' && value.kind !== 'range' && value.kind !== 'interval') {
    return { kind: 'plain', start: value.start, end: value.end, value: jsonText(value, call) }
  }
  switch (value.kind) {
    case 'plain':
      return { ...value, value: castScalar(name, value.value, call) }
    case 'quoted':
      return { kind: 'plain', start: value.start, end: value.end, value: castScalar(name, value.text, call) }
    case 'list':
      return { ...value, items: value.items.map((item) => cast(name, item, call)) }
    case 'map':
      return {
        ...value,
        entries: value.entries.map(({ key, value: item }) => ({ key, value: cast(name, item, call) })),
      }
    case 'choice':
      return { ...value, items: value.items.map((item) => castChoiceItem(name, item, call)), shuffle: false, tags: [] }
    case 'range':
      return castRange(name, value, call)
    case 'interval':
      if (name !== 'int' && name !== 'float') throw call.error(`An interval cannot be cast to ${name}.`)
      return { ...value, from: castNumber(name, value.from, call), to: castNumber(name, value.to, call) }
    default:
      throw call.error(`A ${value.kind.replace('-', ' ')} cannot be cast.`)
  }
}

function castChoiceItem(name: CastName, item: OverrideValue, call: CallContext): OverrideValue {
  const result = cast(name, item, call)
  if (result.kind === 'plain' || result.kind === 'list' || result.kind === 'map') return result
  throw call.error(`A choice with a ${result.kind} in it cannot be cast.`)
}

function castRange(name: CastName, range: RangeSweep, call: CallContext): RangeSweep {
  if (name !== 'int' && name !== 'float') {
    throw call.error(`A range can only be cast to int or float, not to ${name}.`, 'list the values: choice(a,b,c)')
  }
  const { from, to, step } = range
  return {
    ...range,
    shuffle: false,
    tags: [],
    from: castNumber(name, from, call),
    to: castNumber(name, to, call),
    step: castNumber(name, step, call),
  }
}

function castNumber(name: 'int' | 'float', value: RangeNumber, call: CallContext): RangeNumber {
  return name === 'int' ? toInt(value, call) : toFloat(value, call)
}

function castScalar(name: CastName, value: Scalar | null, call: CallContext): Scalar {
  if (value === null) {
    if (name === 'bool') return false
    throw call.error(`null cannot be cast to ${name}.`)
  }
  switch (name) {
    case 'int':
      return toInt(value, call)
    case 'float':
      return toFloat(value, call)
    case 'bool':
      return toBool(value, call)
    default:
      return typeof value === 'boolean' ? String(value) : printScalar(value)
  }
}

function toInt(value: Scalar, call: CallContext): number | bigint {
  if (typeof value === 'string') {
    const digits = asciiDigits(value.trim())
    if (!/^[+-]?\d+(_\d+)*$/.test(digits)) throw call.error(`\`${value}\` is not an int.`)
    return fromBigInt(BigInt(digits.replaceAll('_', '').replace(/^\+/, '')))
  }
  if (typeof value === 'bigint') return value
  const number = Number(value)
  if (!Number.isFinite(number)) throw call.error(`${printScalar(value)} is not an int.`)
  const whole = Math.trunc(number)
  return Number.isSafeInteger(whole) ? whole + 0 : fromBigInt(BigInt(whole))
}

function toFloat(value: Scalar, call: CallContext): number | WholeFloat {
  if (typeof value === 'string') {
    const text = asciiDigits(value.trim())
    const special = /^([+-]?)(inf|infinity|nan)$/i.exec(text)
    if (special) return /nan/i.test(text) ? Number.NaN : special[1] === '-' ? -Infinity : Infinity
    if (!/^[+-]?(\d+(_\d+)*\.?|(\d+(_\d+)*)?\.\d+(_\d+)*)(e[+-]?\d+(_\d+)*)?$/i.test(text)) {
      throw call.error(`\`${value}\` is not a float.`)
    }
    return makeFloat(Number(text.replaceAll('_', '')))
  }
  const number = Number(value)
  if (typeof value === 'bigint' && !Number.isFinite(number)) throw call.error(`${value} is too large for a float.`)
  return makeFloat(number)
}

function toBool(value: Scalar, call: CallContext): boolean {
  if (typeof value !== 'string') return Number(value) !== 0
  const lower = value.toLowerCase()
  if (lower === 'true' || lower === 'false') return lower === 'true'
  throw call.error(`\`${value}\` is not a boolean.`, 'booleans are spelled true and false')
}

/** Digits of any script as `0` to `9`; Python reads them all. */
function asciiDigits(text: string): string {
  return text.replace(/[^\0-\x7f]/gu, (character) => {
    if (!isDigit(character)) return character
    // the digits of a script stand together, from its zero on
    let above = 0
    while (isDigit(String.fromCodePoint((character.codePointAt(0) as number) - above - 1))) above++
    return String(above % 10)
  })
}

function isDigit(character: string): boolean {
  return /\p{Nd}/u.test(character)
}

function fromBigInt(value: bigint): number | bigint {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value
}

/** Whether a value is what a list or a choice can hold without being a sweep itself. */
export function isElement(value: OverrideValue): value is ElementValue {
  return value.kind === 'plain' || value.kind === 'quoted' || value.kind === 'list' || value.kind === 'map'
}

/** Quoted text as plain text: what a function sees of its arguments. */
export function withoutQuotes<V extends OverrideValue>(value: V): V | PlainValue {
  if (value.kind !== 'quoted') return value
  return { kind: 'plain', start: value.start, end: value.end, value: value.text }
}
