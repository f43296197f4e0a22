import {
  anyType,
  boolType,
  dictOf,
  enumOf,
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
      return enumOf(model.name, Object.fromEntries(model.members))
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
  if (refs.every(({ kind }) => kind === 'literal')) {
    return values.length === 2 && values.every((value) => typeof value === 'boolean')
      ? boolType
      : { kind: 'literal', values }
  }
  return { kind: 'union', of: refs }
}
