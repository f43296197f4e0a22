import type { DefaultValue, Json } from '../model.ts'
import { isNamePart, skipBlank, skipName, skipQuoted } from './scanner.ts'

/** A literal and the place after it. */
interface Read {
  readonly value: Json | bigint | undefined
  readonly end: number
}

/**
 * The default that the text of an initialiser gives: its value where it is a literal (minified ones too: `!0`,
 * `void 0`, `1e3`), else the expression. Nothing for `undefined`, which is no default.
 */
export function defaultFromText(text: string): DefaultValue | undefined {
  const read = readLiteral(text, skipBlank(text, 0))
  if (read === undefined || skipBlank(text, read.end) < text.length) return special(text.trim())
  const { value } = read
  if (value === undefined) return undefined
  if (typeof value === 'bigint') return { bigint: String(value) }
  return { value }
}

function special(text: string): DefaultValue {
  const match = /^(-?)(?:Infinity|1\s*\/\s*0|Number\.(POSITIVE|NEGATIVE)_INFINITY)$/.exec(text)
  if (match) return { float: (match[1] === '-') !== (match[2] === 'NEGATIVE') ? '-inf' : 'inf' }
  return text === 'NaN' || text === 'Number.NaN' ? { float: 'nan' } : { expr: text }
}

function readLiteral(text: string, at: number): Read | undefined {
  const code = text.charCodeAt(at)
  if (code === 34 || code === 39) return readText(text, at)
  if (code === 96) return readPlainTemplate(text, at)
  if ((code >= 48 && code <= 57) || code === 46) return readNumber(text, at)
  if (code === 45 || code === 43) {
    const inner = readNumber(text, skipBlank(text, at + 1))
    if (inner === undefined || inner.value === undefined) return undefined
    if (code === 43) return typeof inner.value === 'number' ? inner : undefined
    const value = typeof inner.value === 'bigint' ? -inner.value : -(inner.value as number)
    return { value, end: inner.end }
  }
  if (code === 33) {
    const inner = readLiteral(text, skipBlank(text, at + 1))
    return inner && typeof inner.value !== 'object' ? { value: !inner.value, end: inner.end } : undefined
  }
  if (code === 91) return readArray(text, at)
  if (code === 123) return readObject(text, at)
  return readWord(text, at)
}

const words: ReadonlyMap<string, Json | undefined> = new Map<string, Json | undefined>([
  ['true', true],
  ['false', false],
  ['null', null],
  ['undefined', undefined],
])

function readWord(text: string, at: number): Read | undefined {
  const end = skipName(text, at)
  const word = text.slice(at, end)
  if (words.has(word)) return { value: words.get(word), end }
  if (word !== 'void') return undefined
  const inner = readLiteral(text, skipBlank(text, end))
  return inner && { value: undefined, end: inner.end }
}

const NUMBER = /(?:0[xX][\da-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][+-]?\d+)?)n?/y

function readNumber(text: string, at: number): Read | undefined {
  NUMBER.lastIndex = at
  const found = NUMBER.exec(text)?.[0]
  if (found === undefined || isNamePart(text.charCodeAt(at + found.length))) return undefined
  const end = at + found.length
  const plain = found.includes('_') ? found.replaceAll('_', '') : found
  if (/^0\d/.test(plain)) return undefined // octal in sloppy code
  if (plain.endsWith('n')) return { value: BigInt(plain.slice(0, -1)), end }
  const value = Number(plain)
  return Number.isFinite(value) ? { value, end } : undefined
}

function readText(text: string, at: number): Read | undefined {
  const end = skipQuoted(text, at)
  if (end === -1) return undefined
  const inner = text.slice(at + 1, end - 1)
  const value = inner.includes('\\') ? unescaped(inner) : inner
  return value === undefined ? undefined : { value, end }
}

function readPlainTemplate(text: string, at: number): Read | undefined {
  const end = skipQuoted(text, at)
  const inner = end === -1 ? '' : text.slice(at + 1, end - 1)
  if (end === -1 || inner.includes('${')) return undefined
  const value = unescaped(inner.replaceAll('\r\n', '\n'))
  return value === undefined ? undefined : { value, end }
}

const escapes: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  b: '\b',
  f: '\f',
  v: '\v',
  '\n': '',
  '0': '\0',
}

function unescaped(inner: string): string | undefined {
  let broken = false
  const value = inner.replace(
    /\\(?:u\{([\da-fA-F]+)\}|u([\da-fA-F]{4})|x([\da-fA-F]{2})|(\r\n|[\s\S]))/g,
    (...match) => {
      const [, long, short, byte, single] = match as (string | undefined)[]
      const code = long ?? short ?? byte
      if (code !== undefined) {
        const point = Number.parseInt(code, 16)
        if (point <= 0x10ffff) return String.fromCodePoint(point)
        broken = true
        return ''
      }
      if (single === '\r\n') return ''
      const letter = single ?? ''
      if (letter === 'u' || letter === 'x' || /[1-9]/.test(letter)) broken = true
      return Object.hasOwn(escapes, letter) ? (escapes[letter] ?? '') : letter
    },
  )
  return broken ? undefined : value
}

function readArray(text: string, at: number): Read | undefined {
  const values: Json[] = []
  let next = skipBlank(text, at + 1)
  while (text.charAt(next) !== ']') {
    const element = readLiteral(text, next)
    if (element === undefined || element.value === undefined || typeof element.value === 'bigint') return undefined
    values.push(element.value)
    next = skipBlank(text, element.end)
    if (text.charAt(next) === ',') next = skipBlank(text, next + 1)
    else if (text.charAt(next) !== ']') return undefined
  }
  return { value: values, end: next + 1 }
}

function readObject(text: string, at: number): Read | undefined {
  const entries: [string, Json][] = []
  let next = skipBlank(text, at + 1)
  while (text.charAt(next) !== '}') {
    const quoted = text.charAt(next) === '"' || text.charAt(next) === "'" ? readText(text, next) : undefined
    const end = quoted?.end ?? skipName(text, next)
    if (end === next) return undefined
    const key = typeof quoted?.value === 'string' ? quoted.value : text.slice(next, end)
    next = skipBlank(text, end)
    if (text.charAt(next) !== ':') return undefined
    const value = readLiteral(text, skipBlank(text, next + 1))
    if (value === undefined || value.value === undefined || typeof value.value === 'bigint') return undefined
    entries.push([key, value.value])
    next = skipBlank(text, value.end)
    if (text.charAt(next) === ',') next = skipBlank(text, next + 1)
    else if (text.charAt(next) !== '}') return undefined
  }
  return { value: Object.fromEntries(entries), end: next + 1 }
}
