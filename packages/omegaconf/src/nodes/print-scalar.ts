import { type Key, type Scalar, WholeFloat } from '../types/scalar.ts'

/** A scalar as Python's `str()` shows it: `True`, `None`, `1.0`, `1e-05`, `inf`, `Color.RED`. */
export function printScalar(value: Scalar | null): string {
  switch (typeof value) {
    case 'string':
      return value
    case 'boolean':
      return value ? 'True' : 'False'
    case 'number':
      return Number.isSafeInteger(value) ? String(value) : printFloat(value)
    case 'bigint':
      return String(value)
    default:
      if (value === null) return 'None'
      if (value instanceof WholeFloat) return printFloat(value.value)
      if (value instanceof Uint8Array) return printBytes(value)
      return `${value.of}.${value.name}`
  }
}

/** A key as it stands in a full key: `RED` for an enum member, else as `str()` shows it. */
export function printKey(key: Key): string {
  return typeof key === 'object' && !(key instanceof Uint8Array) ? key.name : printScalar(key)
}

/** A float as Python's `repr()` shows it: the shortest digits that come back, an exponent from 1e16 and below 1e-4. */
export function printFloat(value: number): string {
  if (Number.isNaN(value)) return 'nan'
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf'
  if (value === 0) return Object.is(value, -0) ? '-0.0' : '0.0'
  const [mantissa = '', power = '0'] = Math.abs(value).toExponential().split('e')
  const digits = mantissa.replace('.', '')
  const exponent = Number(power)
  const sign = value < 0 ? '-' : ''
  if (exponent < -4 || exponent >= 16) {
    const rest = digits.length > 1 ? `.${digits.slice(1)}` : ''
    return `${sign}${digits[0]}${rest}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`
  }
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0')
  return `${sign}${whole}.${digits.slice(exponent + 1) || '0'}`
}

/** Bytes as Python's `repr()` shows them: `b'ab\x00'`. */
function printBytes(bytes: Uint8Array): string {
  let out = ''
  for (const byte of bytes) {
    if (byte === 0x5c) out += '\\\\'
    else if (byte === 0x09) out += '\\t'
    else if (byte === 0x0a) out += '\\n'
    else if (byte === 0x0d) out += '\\r'
    else if (byte < 0x20 || byte > 0x7e) out += `\\x${byte.toString(16).padStart(2, '0')}`
    else out += String.fromCharCode(byte)
  }
  const quote = out.includes("'") && !out.includes('"') ? '"' : "'"
  return `b${quote}${quote === "'" ? out.replaceAll("'", "\\'") : out}${quote}`
}
