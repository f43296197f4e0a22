import {
  anyType,
  boolType,
  dictOf,
  intType,
  listOf,
  numberType,
  optionalOf,
  strType,
  type TypeRef,
} from '@hydra-zen/omegaconf/nodes'
import type { TypeModel } from '@hydra-zen/signatures'

/**
 * What a config may store for a value of type `model`; anything where a config could stand for the value.
 *
 * A type that holds `null` or `undefined` becomes optional. Unions of literals and tuples stay as they are
 * (the reference has to widen them).
 */
export function typeRefOf(model: TypeModel): TypeRef {
  switch (model.k) {
    case 'string':
      return strType
    case 'number':
      return numberType
    case 'boolean':
      return boolType
    case 'bigint':
      return intType
    case 'literal':
      return { kind: 'literal', values: [model.value] }
    case 'enum':
      return enumType(model)
    case 'array':
      return listOf(typeRefOf(model.of))
    case 'tuple':
      return model.optional
        ? listOf(anyType)
        : { kind: 'tuple', of: model.of.map(typeRefOf), ...(model.rest && { rest: typeRefOf(model.rest) }) }
    case 'record':
      return dictOf(typeRefOf(model.of), strType)
    case 'union':
      return unionOf(model.of)
    default:
      return anyType
  }
}

/** A member is its value when the program runs, so values are what is stored; names are understood. */
function enumType({ name, members }: TypeModel & { k: 'enum' }): TypeRef {
  const values = members.map(([, value]) => value)
  const type: TypeRef = { kind: 'literal', values, name, names: new Map(members) }
  return isFlags(values) ? { kind: 'union', of: [type, numberType] } : type
}

/** `1 << 0, 1 << 1, 1 << 2`: members that are there to be combined. */
function isFlags(values: readonly (string | number)[]): boolean {
  const bits = values.filter((value) => typeof value === 'number' && value > 0 && (value & (value - 1)) === 0)
  const highest = Math.max(...(bits as number[]))
  return values.every((value) => typeof value === 'number') && highest > 2 && !values.includes(highest - 1)
}

function unionOf(models: readonly TypeModel[]): TypeRef {
  const members = models.filter(({ k }) => k !== 'null' && k !== 'undefined')
  const nullable = members.length < models.length
  const refs = members.map(typeRefOf)
  if (refs.length === 0 || refs.some(({ kind }) => kind === 'any')) return anyType
  const only = single(refs)
  return nullable ? optionalOf(only) : only
}

function single(refs: readonly TypeRef[]): TypeRef {
  const [first] = refs
  if (refs.length === 1 && first) return first
  const values = refs.flatMap((ref) => (ref.kind === 'literal' ? ref.values : []))
  const names = refs.flatMap((ref) => (ref.kind === 'literal' && ref.names ? [...ref.names] : []))
  if (refs.every(({ kind }) => kind === 'literal')) {
    return values.length === 2 && values.every((value) => typeof value === 'boolean')
      ? boolType
      : { kind: 'literal', values, ...(names.length > 0 && { names: new Map(names) }) }
  }
  return { kind: 'union', of: refs }
}
