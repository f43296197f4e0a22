import { isConfigObject } from '../config/config-object.ts'
import { ZenError } from '../errors.ts'

/** Values to sweep over: what {@link sweep} makes. */
export class Sweep<T = unknown> {
  readonly values: readonly T[]

  constructor(values: readonly T[]) {
    this.values = values
  }
}

/** Each value in a job of its own: for the overrides of {@link launch}. */
export function sweep<const T>(values: readonly T[]): Sweep<T> {
  return new Sweep(values)
}

/** All values at once, as one list: for the overrides of {@link launch}. What it gives is the list itself. */
export function list<T>(values: readonly T[]): readonly T[] {
  return values
}

/** What overrides may be written as: texts, or values by key. */
export type Overrides = readonly string[] | Readonly<Record<string, unknown>>

/** Overrides as the command line has them. Values are quoted where they would be read as something else. */
export function overrideTexts(overrides: Overrides): string[] {
  if (Array.isArray(overrides)) return [...overrides]
  return Object.entries(overrides).map(([key, value]) => {
    if (value === undefined) return key
    if (!(value instanceof Sweep)) return `${key}=${valueText(value, key)}`
    if (value.values.length === 0) throw unfit(key, 'is a sweep over nothing')
    return `${key}=${value.values.map((item) => valueText(item, key)).join(',')}`
  })
}

/** Whether some override is a sweep. */
export function hasSweep(overrides: Overrides): boolean {
  return !Array.isArray(overrides) && Object.values(overrides).some((value) => value instanceof Sweep)
}

function valueText(value: unknown, key: string): string {
  switch (typeof value) {
    case 'string':
      return stringText(value)
    case 'boolean':
    case 'bigint':
      return String(value)
    case 'number':
      return Number.isFinite(value) ? String(value) : Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf'
    case 'object':
      if (value === null) return 'null'
      if (Array.isArray(value)) return `[${value.map((item) => valueText(item, key)).join(',')}]`
      if (!isMapping(value)) throw unfit(key, `holds an instance of ${value.constructor?.name ?? 'Object'}`)
      return `{${Object.entries(value)
        .map(([name, item]) => `${stringText(name)}:${valueText(item, key)}`)
        .join(',')}}`
    default:
      throw unfit(key, `holds a ${typeof value}`)
  }
}

function isMapping(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null || isConfigObject(value)
}

function unfit(key: string, problem: string): ZenError {
  return new ZenError(`The override of \`${key}\` ${problem}.`, {
    code: 'LAUNCH_VALUE',
    path: key,
    hint: 'an override is text, a number, a boolean, null, a list, a mapping, a config (builds(…), just(…)), or sweep([…])',
  })
}

const plain = /^[A-Za-z_/.][\w/.@-]*$/
const special = /^(?:null|true|false|nan|inf)$/i

/** Bare where it can only be read as this text. */
function stringText(text: string): string {
  if (plain.test(text) && !special.test(text)) return text
  return `'${text.replace(/(\\*)'/g, "$1$1\\'").replace(/\\+$/, '$&$&')}'`
}
