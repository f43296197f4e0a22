import { printFloat, type Scalar, WholeFloat } from '@hydra-zen/omegaconf/nodes'
import type { OverrideValue } from './ast.ts'
import type { CallContext } from './call-context.ts'

/** JSON as Python's `json.dumps` writes it: spaces after `,` and `:`, nothing beyond ASCII, `NaN` and `Infinity`. */
export function jsonText(value: OverrideValue, call: CallContext): string {
  switch (value.kind) {
    case 'plain':
      return jsonScalar(value.value)
    case 'quoted':
      return jsonString(value.text)
    case 'list':
      return `[${value.items.map((item) => jsonText(item, call)).join(', ')}]`
    case 'map':
      return `{${value.entries.map((entry) => `${jsonKey(entry.key.value)}: ${jsonText(entry.value, call)}`).join(', ')}}`
    default:
      throw call.error(`A ${value.kind.replace('-', ' ')} within a value has no JSON form.`)
  }
}

function jsonScalar(value: Scalar | null): string {
  if (typeof value === 'string') return jsonString(value)
  if (value instanceof WholeFloat) return printFloat(value.value)
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return String(value)
  if (Number.isNaN(value)) return 'NaN'
  return Number.isFinite(value) ? printFloat(value) : value < 0 ? '-Infinity' : 'Infinity'
}

function jsonKey(value: Scalar | null): string {
  return typeof value === 'string' ? jsonString(value) : `"${jsonScalar(value)}"`
}

function jsonString(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
