import type { FileEntry, Property, Signature, TypeModel } from '../model.ts'

/** Whether some type in the entry was not looked through: what the deep engine is for. */
export function hasOpaqueTypes(entry: FileEntry): boolean {
  return [...entry.exports.values(), ...entry.locals.values()].some(isOpaqueSignature)
}

function isOpaqueSignature({ params, fields = [], statics = [] }: Signature): boolean {
  const lists: readonly { readonly type: TypeModel }[][] = [[...params], [...fields]]
  return lists.some((list) => list.some(({ type }) => isOpaqueType(type))) || statics.some(isOpaqueSignature)
}

function isOpaqueType(type: TypeModel): boolean {
  switch (type.k) {
    case 'other':
    case 'external':
    case 'any':
      return true
    case 'array':
    case 'record':
      return isOpaqueType(type.of)
    case 'union':
    case 'tuple':
      return type.of.some(isOpaqueType)
    case 'object':
      return type.props.some(({ type: inner }: Property) => isOpaqueType(inner))
    default:
      return false
  }
}
