import { type Scalar, WholeFloat } from '../types/scalar.ts'
import { isScalar } from './convert.ts'
import { type Cell, type ConfigNode, isNode, ListNode, MapNode, ScalarNode } from './node.ts'
import { printFloat, printScalar } from './print-scalar.ts'

/** A node as Python's `str()` shows it; a container as its `repr()`: `{'a': 1, 'b': [None]}`. */
export function printNode(node: ConfigNode): string {
  if (node.state === 'value' && node.kind === 'scalar') return printScalar(node.value as Scalar)
  return printCell(node)
}

function printCell(cell: Cell): string {
  if (!isNode(cell)) {
    if (typeof cell === 'object') return `[${cell.map(printRepr).join(', ')}]`
    return printRepr(cell)
  }
  switch (cell.state) {
    case 'null':
      return 'None'
    case 'missing':
      return "'???'"
    case 'interpolation':
      return printRepr(cell.text as string)
    default:
      if (cell.kind === 'scalar') return printRepr(cell.value as Scalar)
      if (cell.kind === 'list') return `[${cell.cells.map(printCell).join(', ')}]`
      return `{${[...cell.cells].map(([key, item]) => `${printRepr(key)}: ${printCell(item)}`).join(', ')}}`
  }
}

/** A scalar as Python's `repr()` shows it. */
export function printRepr(value: Scalar | null): string {
  if (typeof value === 'string') return quoted(value)
  if (value instanceof WholeFloat) return printFloat(value.value)
  if (typeof value === 'object' && value !== null && 'name' in value) {
    return `<${value.of}.${value.name}: ${typeof value.value === 'string' ? quoted(value.value) : value.value}>`
  }
  return printScalar(value)
}

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  let out = ''
  for (const char of text) {
    const code = char.codePointAt(0) as number
    if (char === '\\') out += '\\\\'
    else if (char === quote) out += `\\${quote}`
    else if (char === '\n') out += '\\n'
    else if (char === '\r') out += '\\r'
    else if (char === '\t') out += '\\t'
    else if (code < 0x20 || (code >= 0x7f && code < 0xa1) || code === 0xad)
      out += `\\x${code.toString(16).padStart(2, '0')}`
    else out += char
  }
  return quote + out + quote
}

/** Anything a resolver may get or give, as Python's `str()` shows it. */
export function printAny(value: unknown): string {
  if (value === null || value === undefined) return 'None'
  if (value instanceof ScalarNode || value instanceof MapNode || value instanceof ListNode) return printNode(value)
  return isScalar(value) ? printScalar(value) : printAnyRepr(value)
}

function printAnyRepr(value: unknown): string {
  if (value === null || value === undefined) return 'None'
  if (isScalar(value)) return printRepr(value)
  if (value instanceof ScalarNode || value instanceof MapNode || value instanceof ListNode) return printCell(value)
  if (Array.isArray(value)) return `[${value.map(printAnyRepr).join(', ')}]`
  if (value instanceof Map) {
    return `{${[...value].map(([key, item]) => `${printAnyRepr(key)}: ${printAnyRepr(item)}`).join(', ')}}`
  }
  return String(value)
}
