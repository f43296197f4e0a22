import type { EnumMember } from './scalar.ts'
import type { OptionalType, TypeRef } from './type-ref.ts'

/** A type as the reference spells it: `Optional[int]`, `Dict[str, Db]`. */
export function typeName(type: TypeRef): string {
  switch (type.kind) {
    case 'any':
      return 'Any'
    case 'optional':
      return `Optional[${typeName(type.of)}]`
    case 'list':
      return `List[${typeName(type.of)}]`
    case 'dict':
      return `Dict[${typeName(type.key)}, ${typeName(type.value)}]`
    case 'tuple':
      return `Tuple[${[...type.of.map(typeName), ...(type.rest ? [typeName(type.rest), '...'] : [])].join(', ')}]`
    case 'union':
      return `Union[${type.of.map(typeName).join(', ')}]`
    case 'literal':
      return type.name ?? `Literal[${type.values.map(literalName).join(', ')}]`
    case 'enum':
    case 'schema':
      return type.name
    default:
      return type.kind
  }
}

function literalName(value: string | number | boolean | null | EnumMember): string {
  if (value === null) return 'None'
  if (typeof value === 'object') return `${value.of}.${value.name}`
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  return typeof value === 'string' ? `'${value}'` : String(value)
}

/** Whether `null` may stand there. */
export function takesNull(type: TypeRef): boolean {
  return type.kind === 'any' || type.kind === 'optional'
}

/** The type without its `Optional[…]`. */
export function required(type: TypeRef): Exclude<TypeRef, OptionalType> {
  let at = type
  while (at.kind === 'optional') at = at.of
  return at
}

/** Whether `type` is `base` or extends it. Two schemas of one class are one type, whichever of its fields they list. */
export function extendsSchema(type: TypeRef | undefined, base: TypeRef): boolean {
  if (type === undefined || type.kind !== 'schema' || base.kind !== 'schema') return false
  if (type === base || (type.source !== undefined && type.source === base.source)) return true
  return type.bases?.some((parent) => extendsSchema(parent, base)) ?? false
}
