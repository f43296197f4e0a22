import type { TypeModel } from '@hydra-zen/signatures'

/** Something that does not fit its type. */
export interface Misfit {
  /** `layers[2].width` */
  readonly path: string
  /** `a number` */
  readonly expected: string
  /** `the text 'abc'` */
  readonly found: string
}

/**
 * Where `value` does not fit `type`; empty where it does, or where nobody can tell.
 *
 * What a config holds in the place of a value fits anything: an interpolation, `???`, something with a `_target_`.
 */
export function misfits(type: TypeModel, value: unknown, path: string): readonly Misfit[] {
  if (isPlaceholder(value)) return []
  switch (type.k) {
    case 'array':
      return Array.isArray(value)
        ? value.flatMap((item, at) => misfits(type.of, item, `${path}[${at}]`))
        : wrong(type, value, path)
    case 'tuple':
      return Array.isArray(value) && fitsLength(type, value.length)
        ? value.flatMap((item, at) => misfits(type.of[at] ?? type.rest ?? { k: 'any' }, item, `${path}[${at}]`))
        : wrong(type, value, path)
    case 'record':
      return isPlain(value)
        ? Object.entries(value).flatMap(([key, item]) => misfits(type.of, item, `${path}.${key}`))
        : wrong(type, value, path)
    case 'object':
      return objectMisfits(type, value, path)
    case 'union':
      return unionMisfits(type, value, path)
    default:
      return fits(type, value) ? [] : wrong(type, value, path)
  }
}

/** Where one member alone is of the value's shape, what does not fit it says more than that nothing fits. */
function unionMisfits(type: TypeModel & { k: 'union' }, value: unknown, path: string): readonly Misfit[] {
  const all = type.of.map((member) => misfits(member, value, path))
  if (all.some((found) => found.length === 0)) return []
  const shapes = Array.isArray(value) ? ['array', 'tuple'] : isPlain(value) ? ['object', 'record'] : []
  const alike = all.filter((_, at) => shapes.includes(type.of[at]?.k ?? ''))
  return alike.length === 1 && alike[0] ? alike[0] : wrong(type, value, path)
}

function fitsLength({ of, optional = 0, rest }: TypeModel & { k: 'tuple' }, length: number): boolean {
  return length >= of.length - optional && (rest !== undefined || length <= of.length)
}

function objectMisfits(type: TypeModel & { k: 'object' }, value: unknown, path: string): readonly Misfit[] {
  if (typeof value !== 'object' || value === null) return wrong(type, value, path)
  if (!isPlain(value)) return []
  return type.props.flatMap(({ name, type: of, optional }) => {
    const item = Object.hasOwn(value, name) ? value[name] : undefined
    if (item !== undefined && !(item === null && optional)) return misfits(of, item, `${path}.${name}`)
    return optional ? [] : [{ path: `${path}.${name}`, expected: describe(of), found: 'nothing' }]
  })
}

function fits(type: TypeModel, value: unknown): boolean {
  switch (type.k) {
    case 'string':
    case 'boolean':
    case 'symbol':
    case 'undefined':
    case 'function':
      return typeof value === type.k
    case 'number':
      return typeof value === 'number'
    case 'bigint':
      return typeof value === 'bigint' || Number.isInteger(value)
    case 'null':
      return value === null
    case 'never':
      return false
    case 'literal':
      return value === type.value
    case 'class':
      // an object may be like an instance; a text or a number is none
      return (
        (type.file === 'lib' && !constructed.has(type.name)) || typeof value === 'object' || typeof value === 'function'
      )
    case 'enum':
      return isMember(value) || isOneOf(type, value)
    default:
      return true
  }
}

/** Of what JavaScript brings, classes proper: a text is an `Iterable`, too. */
const constructed = new Set(['Date', 'Map', 'Set', 'RegExp', 'URL', 'WeakMap', 'WeakSet', 'Promise', 'AbortSignal'])

/** A member by value or by name; of numbers any, since flags are combined. */
function isOneOf({ members }: TypeModel & { k: 'enum' }, value: unknown): boolean {
  if (members.some(([name, member]) => value === name || value === member)) return true
  return typeof value === 'number' && members.every(([, member]) => typeof member === 'number')
}

function isMember(value: unknown): boolean {
  return typeof value === 'object' && value !== null && (value as { kind?: unknown }).kind === 'enum-member'
}

/** A type in words: `a number`, `'a' or 'b'`. */
export function describe(type: TypeModel): string {
  switch (type.k) {
    case 'string':
      return 'a text'
    case 'number':
    case 'boolean':
    case 'function':
      return `a ${type.k}`
    case 'bigint':
      return 'an integer'
    case 'literal':
      return typeof type.value === 'string' ? `'${type.value}'` : String(type.value)
    case 'enum':
      return type.members.map(([name]) => name).join(' or ')
    case 'array':
      return 'a list'
    case 'tuple':
      return `a list of ${type.rest ? 'at least ' : type.optional ? 'at most ' : ''}${type.of.length}`
    case 'record':
      return 'a mapping'
    case 'object':
      return type.name === undefined ? 'a mapping' : `a mapping (${type.name})`
    case 'union':
      return type.of.map(describe).join(' or ')
    case 'class':
    case 'external':
      return type.name
    default:
      return type.k
  }
}

function wrong(type: TypeModel, value: unknown, path: string): readonly Misfit[] {
  return [{ path, expected: describe(type), found: found(value) }]
}

function found(value: unknown): string {
  if (typeof value === 'string') return `the text '${value}'`
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (isPlain(value)) return 'a mapping'
  if (typeof value === 'object' && value !== null) return `an instance of ${value.constructor?.name ?? 'Object'}`
  return String(value)
}

function isPlaceholder(value: unknown): boolean {
  if (typeof value === 'string') return value === '???' || value.includes('${')
  return typeof value === 'object' && value !== null && Object.hasOwn(value, '_target_')
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
