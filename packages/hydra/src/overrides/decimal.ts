import { printFloat, WholeFloat } from '@hydra-zen/omegaconf/nodes'
import type { RangeNumber } from './ast.ts'

/**
 * Numbers as whole multiples of one power of ten, so that a range of floats has the values a person would write down
 * (0.3, not 0.30000000000000004).
 */
export interface Decimals {
  readonly values: readonly bigint[]
  /** How many digits stand after the point. */
  readonly digits: number
}

/** Finite numbers as decimals of the same scale, each exactly as its shortest spelling says. */
export function toDecimals(numbers: readonly RangeNumber[]): Decimals {
  const parts = numbers.map(decimalParts)
  const digits = Math.max(0, ...parts.map((part) => -part.exponent))
  return { values: parts.map((part) => part.coefficient * 10n ** BigInt(part.exponent + digits)), digits }
}

/** The float nearest to `value / 10 ** digits`. */
export function decimalToFloat(value: bigint, digits: number): number {
  return Number(`${value}e-${digits}`)
}

function decimalParts(number: RangeNumber): { coefficient: bigint; exponent: number } {
  if (typeof number === 'bigint') return { coefficient: number, exponent: 0 }
  if (typeof number === 'boolean') return { coefficient: number ? 1n : 0n, exponent: 0 }
  const float = number instanceof WholeFloat ? number.value : number
  const [mantissa = '0', power = '0'] = printFloat(float).split('e')
  const [whole = '0', fraction = ''] = mantissa.split('.')
  return { coefficient: BigInt(whole + fraction), exponent: Number(power) - fraction.length }
}
