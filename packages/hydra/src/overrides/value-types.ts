import { WholeFloat } from '@hydra-zen/omegaconf/nodes'
import type { OverrideValue } from './ast.ts'

/** Types of values as a set of flags, so that a parameter can name all that it takes. */
export const TYPE_TEXT = 1
export const TYPE_INT = 2
export const TYPE_FLOAT = 4
export const TYPE_BOOL = 8
export const TYPE_NULL = 16
export const TYPE_LIST = 32
export const TYPE_MAP = 64
export const TYPE_CHOICE = 128
export const TYPE_RANGE = 256
export const TYPE_INTERVAL = 512
export const TYPE_GLOB = 1024
export const TYPE_ZIP = 2048
export const TYPE_OPERATION = 4096

/** A number; booleans count as ints, as in Python. */
export const TYPE_NUMBER: number = TYPE_INT | TYPE_FLOAT | TYPE_BOOL
export const TYPE_ELEMENT: number = TYPE_TEXT | TYPE_NUMBER | TYPE_LIST | TYPE_MAP

const NAMES: readonly string[] = [
  'text',
  'an int',
  'a float',
  'a boolean',
  'null',
  'a list',
  'a mapping',
  'a choice',
  'a range',
  'an interval',
  'a glob',
  'a zip',
  'a list operation',
]

export function typeFlag(value: OverrideValue): number {
  switch (value.kind) {
    case 'plain': {
      const scalar = value.value
      if (scalar === null) return TYPE_NULL
      if (typeof scalar === 'string') return TYPE_TEXT
      if (typeof scalar === 'boolean') return TYPE_BOOL
      if (scalar instanceof WholeFloat) return TYPE_FLOAT
      return typeof scalar === 'bigint' || Number.isSafeInteger(scalar) ? TYPE_INT : TYPE_FLOAT
    }
    case 'quoted':
      return TYPE_TEXT
    case 'list':
      return TYPE_LIST
    case 'map':
      return TYPE_MAP
    case 'choice':
      return TYPE_CHOICE
    case 'range':
      return TYPE_RANGE
    case 'interval':
      return TYPE_INTERVAL
    case 'glob':
      return TYPE_GLOB
    case 'zip':
      return TYPE_ZIP
    case 'list-operation':
      return TYPE_OPERATION
    default:
      return value satisfies never
  }
}

/** `an int, a float or a boolean` */
export function typeNames(flags: number): string {
  const names = NAMES.filter((_, bit) => (flags & (1 << bit)) !== 0)
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`
}
