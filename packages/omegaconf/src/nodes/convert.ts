import { ValidationError } from '../errors.ts'
import { type EnumMember, type Scalar, WholeFloat } from '../types/scalar.ts'
import { required, takesNull, typeName } from '../types/type-name.ts'
import type { EnumType, LiteralType, TypeRef } from '../types/type-ref.ts'
import { detailsOf, spanOf } from './fail.ts'
import type { ConfigNode } from './node.ts'
import type { Origin } from './origin.ts'
import { printScalar } from './print-scalar.ts'

/** The reference's name for the type of a scalar: `int`, `float`, `str`, `Color` … */
export function scalarTypeName(value: Scalar | null): string {
  switch (typeof value) {
    case 'string':
      return 'str'
    case 'boolean':
      return 'bool'
    case 'bigint':
      return 'int'
    case 'number':
      return Number.isSafeInteger(value) ? 'int' : 'float'
    default:
      if (value === null) return 'NoneType'
      if (value instanceof WholeFloat) return 'float'
      return value instanceof Uint8Array ? 'bytes' : value.of
  }
}

/** A float as trees keep it: boxed where it is a whole number. */
export function floatOf(value: number): number | WholeFloat {
  return Number.isSafeInteger(value) ? new WholeFloat(value) : value
}

/** Whether a value is a member of an enumeration: what `enumOf` makes of each. */
export function isEnumMember(value: unknown): value is EnumMember {
  return typeof value === 'object' && value !== null && (value as EnumMember).kind === 'enum-member'
}

/** Whether a value is one that a leaf can hold. */
export function isScalar(value: unknown): value is Scalar {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
    case 'bigint':
      return true
    case 'object':
      return value instanceof WholeFloat || value instanceof Uint8Array || isEnumMember(value)
    default:
      return false
  }
}

/**
 * The value as `type` keeps it: `'12'` becomes 12 for an int, `RED` a member of its enum.
 *
 * Reference: the conversions of its nodes; unions take the first type that fits without any conversion.
 * @throws ValidationError `VALUE_NOT_CONVERTIBLE`
 */
export function convertScalar(type: TypeRef, value: Scalar, node: ConfigNode, from?: Origin): Scalar {
  const wanted = required(type)
  const converted = tryConvert(wanted, value)
  if (converted !== undefined) return converted
  const shown = `\`${printScalar(value)}\` (${scalarTypeName(value)})`
  const hint = namesIn(wanted)
  throw new ValidationError(`${at(node)}The value ${shown} is no ${typeName(type)}.`, {
    ...detailsOf('VALUE_NOT_CONVERTIBLE', node, undefined, { value, hint }),
    at: spanOf({ origin: from }) ?? spanOf(node),
    refType: typeName(type),
  })
}

function namesIn(type: TypeRef): string | undefined {
  const names = type.kind === 'enum' ? type.members : type.kind === 'literal' ? type.names : undefined
  return names && `one of ${[...names.keys()].join(', ')}`
}

/** Refuses `null` where the type does not take it. */
export function refuseNull(type: TypeRef, node: ConfigNode, from?: Origin): void {
  if (takesNull(type)) return
  if (type.kind === 'literal' && type.values.includes(null)) return
  if (type.kind === 'union' && type.of.some(takesNull)) return
  throw new ValidationError(`${at(node)}The type ${typeName(type)} does not take null.`, {
    ...detailsOf('VALUE_NOT_OPTIONAL', node, undefined, {
      value: null,
      hint: `declare it as Optional[${typeName(type)}], or leave it out to keep the default`,
    }),
    at: spanOf({ origin: from }) ?? spanOf(node),
    refType: typeName(type),
  })
}

function at(node: ConfigNode): string {
  const { path } = detailsOf('VALUE_NOT_CONVERTIBLE', node)
  return path ? `\`${path}\`: ` : ''
}

/** The converted value, or `undefined` where the type refuses it. */
export function tryConvert(type: TypeRef, value: Scalar): Scalar | undefined {
  switch (type.kind) {
    case 'any':
      return value
    case 'optional':
      return tryConvert(type.of, value)
    case 'int':
      return toInt(value)
    case 'float':
      return toFloat(value)
    case 'bool':
      return toBool(value)
    case 'str':
      return value instanceof Uint8Array ? undefined : printScalar(value)
    case 'bytes':
      return value instanceof Uint8Array ? value : undefined
    case 'number':
      return toNumber(value)
    case 'enum':
      return toMember(type, value)
    case 'literal':
      return (type.values.find((one) => sameLiteral(one, value)) as Scalar | undefined) ?? namedLiteral(type, value)
    case 'union':
      for (const one of type.of) if (fitsExactly(one, value)) return value
      for (const one of type.of) {
        const named = one.kind === 'literal' ? namedLiteral(one, value) : undefined
        if (named !== undefined) return named
      }
      return undefined
    default:
      return undefined
  }
}

/** Whether the value is of the type as it stands. */
function fitsExactly(type: TypeRef, value: Scalar): boolean {
  switch (type.kind) {
    case 'any':
      return true
    case 'optional':
      return fitsExactly(type.of, value)
    case 'number':
      return scalarTypeName(value) === 'int' || scalarTypeName(value) === 'float'
    case 'enum':
      return isEnumMember(value) && value.of === type.name && type.members.has(value.name)
    case 'literal':
      return type.values.some((one) => sameLiteral(one, value))
    case 'union':
      return type.of.some((one) => fitsExactly(one, value))
    case 'int':
    case 'float':
    case 'bool':
    case 'str':
    case 'bytes':
      return scalarTypeName(value) === type.kind
    default:
      return false
  }
}

function sameLiteral(one: string | number | boolean | EnumMember | null, value: Scalar): boolean {
  if (one === value) return true
  if (typeof one === 'number') return value instanceof WholeFloat && value.value === one && !Number.isSafeInteger(one)
  return typeof one === 'object' && one !== null && (value === one.name || value === `${one.of}.${one.name}`)
}

/** The value that a text stands for: `Red`, `Color.Red`. */
function namedLiteral({ name, names }: LiteralType, value: Scalar): string | number | undefined {
  if (names === undefined || typeof value !== 'string') return undefined
  return names.get(value) ?? (value.startsWith(`${name}.`) ? names.get(value.slice(`${name}.`.length)) : undefined)
}

const INT = /^[+-]?[0-9]+(?:_[0-9]+)*$/
const FLOAT =
  /^[+-]?(?:(?:[0-9]+(?:_[0-9]+)*)?\.?(?:[0-9]+(?:_[0-9]+)*)?(?:[eE][+-]?[0-9]+(?:_[0-9]+)*)?|inf(?:inity)?|nan)$/i

/** An integer from text, as Python's `int()` reads it. */
export function parseInteger(text: string): number | bigint | undefined {
  const trimmed = text.trim()
  if (!INT.test(trimmed)) return undefined
  const digits = trimmed.replaceAll('_', '')
  const value = Number(digits)
  if (Number.isSafeInteger(value)) return value === 0 ? 0 : value
  return digits.startsWith('-') ? -BigInt(digits.slice(1)) : BigInt(digits.replace('+', ''))
}

/** A float from text, as Python's `float()` reads it. */
function parseFloatText(text: string): number | undefined {
  const trimmed = text.trim()
  if (!FLOAT.test(trimmed) || !/[0-9]|inf|nan/i.test(trimmed)) return undefined
  const lower = trimmed.toLowerCase().replaceAll('_', '')
  if (lower.endsWith('nan')) return Number.NaN
  if (lower.includes('inf')) return lower.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  const value = Number(lower)
  return Number.isNaN(value) ? undefined : value
}

function toInt(value: Scalar): Scalar | undefined {
  if (typeof value === 'string') return parseInteger(value)
  return scalarTypeName(value) === 'int' ? value : undefined
}

function toFloat(value: Scalar): Scalar | undefined {
  switch (typeof value) {
    case 'number':
      return floatOf(value)
    case 'bigint':
      return floatOf(Number(value))
    case 'string': {
      const parsed = parseFloatText(value)
      return parsed === undefined ? undefined : floatOf(parsed)
    }
    default:
      return value instanceof WholeFloat ? value : undefined
  }
}

function toNumber(value: Scalar): Scalar | undefined {
  if (typeof value !== 'string') return fitsExactly({ kind: 'number' }, value) ? value : undefined
  const int = parseInteger(value)
  if (int !== undefined) return int
  const float = parseFloatText(value)
  return float === undefined ? undefined : floatOf(float)
}

const YES = new Set(['yes', 'y', 'on', 'true'])
const NO = new Set(['no', 'n', 'off', 'false'])

function toBool(value: Scalar): Scalar | undefined {
  switch (typeof value) {
    case 'boolean':
      return value
    case 'bigint':
      return true
    case 'number':
      return Number.isSafeInteger(value) ? value !== 0 : undefined
    case 'string': {
      const int = parseInteger(value)
      if (int !== undefined) return int !== 0
      const word = value.toLowerCase()
      return YES.has(word) ? true : NO.has(word) ? false : undefined
    }
    default:
      return undefined
  }
}

function toMember(type: EnumType, value: Scalar): EnumMember | undefined {
  if (isEnumMember(value)) {
    if (type.members.get(value.name) === value) return value
    return value.of === type.name ? type.members.get(value.name) : undefined
  }
  if (typeof value === 'number' && Number.isSafeInteger(value)) {
    for (const member of type.members.values()) if (member.value === value) return member
    return undefined
  }
  if (typeof value !== 'string') return undefined
  const prefix = `${type.name}.`
  return type.members.get(value.startsWith(prefix) ? value.slice(prefix.length) : value)
}

/** Takes a value that trees keep boxed out of its box. */
export function unboxed(value: Scalar): Exclude<Scalar, WholeFloat> {
  return value instanceof WholeFloat ? value.value : value
}

/** A scalar as trees keep it: a `bigint` only where a number would lose digits. */
export function kept(value: Scalar): Scalar {
  return typeof value === 'bigint' && Number.isSafeInteger(Number(value)) ? Number(value) : value
}
