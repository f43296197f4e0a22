import { isView, ListNode, MapNode, ScalarNode } from '@hydra-zen/omegaconf/nodes'
import { isConfigObject } from '../config/config-object.ts'
import { ConfigValueError } from '../errors.ts'
import type { Converter } from './converter.ts'

/** What the walk over values needs from its builder. */
export interface ConversionContext {
  readonly converters: readonly Converter[]
  /** The config of a function or a class: `just`. */
  readonly ofFunction: (target: (...args: never[]) => unknown) => unknown
  /** The config of an instance that knows one, or `undefined`. */
  readonly ofInstance: (value: object, depth: number) => unknown
}

/** Where a value stands, for messages: `Building Model: field \`hook\``. */
export interface ValuePlace {
  readonly building: string
  readonly path: string
  /** How many containers it is in; none unless given. */
  readonly depth?: number
}

/**
 * `value` as a config can hold it: containers copied, everything in them converted.
 *
 * @throws ConfigValueError `ZEN_UNSUPPORTED_VALUE`, naming the field and the value's type
 */
export function toConfigValue(value: unknown, place: ValuePlace, context: ConversionContext): unknown {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return value
    case 'object':
      if (value === null) return value
      return fromObject(value, place, context)
    case 'function':
      return (
        converted(value, place, context) ??
        context.ofInstance(value, depthIn(place)) ??
        context.ofFunction(value as (...args: never[]) => unknown)
      )
    default:
      return converted(value, place, context) ?? unsupported(value, place)
  }
}

/** Deepest nesting of data that is taken, as in the configs made of it. */
const DEEPEST = 1000

function fromObject(value: object, place: ValuePlace, context: ConversionContext): unknown {
  // a view looks like plain data, but reading it would follow its interpolations
  if (isConfigObject(value) || isView(value)) return value
  if (place.depth !== undefined && place.depth > DEEPEST) tooDeep(place)
  if (Array.isArray(value)) {
    return Object.freeze(value.map((item, at) => toConfigValue(item, inside(place, `[${at}]`), context)))
  }
  const prototype = Object.getPrototypeOf(value)
  if (prototype === Object.prototype || prototype === null) return fromPlain(value, place, context)
  const result = converted(value, place, context)
  if (result !== undefined) return result
  if (value instanceof Uint8Array || isEngineValue(value)) return value
  return context.ofInstance(value, depthIn(place)) ?? unsupported(value, place)
}

/** Keys whose value is `undefined` are left out, as JSON leaves them out. */
function fromPlain(value: object, place: ValuePlace, context: ConversionContext): unknown {
  const copy: Record<string, unknown> = {}
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined) continue
    const result = toConfigValue(item, inside(place, `.${key}`), context)
    if (key === '__proto__') Object.defineProperty(copy, key, { value: result, enumerable: true })
    else copy[key] = result
  }
  return Object.freeze(copy)
}

function converted(value: unknown, place: ValuePlace, context: ConversionContext): unknown {
  const converter = context.converters.find(({ matches }) => matches(value))
  if (converter === undefined) return undefined
  const within = { ...place, path: `${place.path}[…]`, depth: depthIn(place) }
  const made = converter.toConfig(value as never, (item) => toConfigValue(item, within, context))
  return made === undefined || isConfigObject(made) ? made : toConfigValue(made, within, context)
}

/** Code of others stands between the levels of what it converts, and takes its share of the stack. */
function depthIn({ depth = 0 }: ValuePlace): number {
  return depth + 20
}

/** Trees of the engine and what users hold of them stay as they are. */
function isEngineValue(value: object): boolean {
  return (
    value instanceof MapNode ||
    value instanceof ListNode ||
    value instanceof ScalarNode ||
    (value as { kind?: unknown }).kind === 'enum-member' ||
    value.constructor?.name === 'WholeFloat'
  )
}

function inside({ building, path, depth = 0 }: ValuePlace, step: string): ValuePlace {
  return { building, path: path + step, depth: depth + 1 }
}

function tooDeep({ building, path }: ValuePlace): never {
  throw new ConfigValueError(
    `Building ${building}: the data is nested deeper than ${DEEPEST} levels, or contains itself.`,
    {
      code: 'ZEN_UNSUPPORTED_VALUE',
      path: `${path.slice(0, 80)}…`,
    },
  )
}

function unsupported(value: unknown, { building, path }: ValuePlace): never {
  const type = typeof value === 'object' ? value?.constructor?.name || 'object' : typeof value
  const article = /^[aeiou]/i.test(type) ? 'an' : 'a'
  throw new ConfigValueError(
    `Building ${building}: field \`${path}\` holds ${article} ${type}, which YAML cannot hold.`,
    {
      code: 'ZEN_UNSUPPORTED_VALUE',
      path,
      hint: 'use builds(...), or give createBuilder a converter for it',
    },
  )
}
