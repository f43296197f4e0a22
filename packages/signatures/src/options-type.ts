import type { Param, Property, TypeModel } from './model.ts'

type ObjectModel = TypeModel & { readonly k: 'object' }

/**
 * The parameters, with one object type where the options may be one of several: `{ kind: 'a'; x } | { kind: 'b'; y }`
 * takes `kind`, and perhaps `x` and `y`. That of `Options | null` is `Options`.
 */
export function withOptionsType(params: readonly Param[]): Param[] {
  const positions = params.filter(({ kind }) => kind !== 'rest')
  return params.map((param) => {
    if (param.kind === 'rest' || (param.kind === 'positional' && positions.length > 1)) return param
    const type = param.type.k === 'union' ? joined(param.type.of) : undefined
    return type ? { ...param, type } : param
  })
}

function joined(union: readonly TypeModel[]): ObjectModel | undefined {
  const members = union.filter(({ k }) => k !== 'null' && k !== 'undefined')
  if (members.length === 0 || !members.every((member): member is ObjectModel => member.k === 'object')) return undefined
  const [first] = members
  if (members.length === 1) return first
  const names = new Set(members.flatMap(({ props }) => props.map(({ name }) => name)))
  const props = [...names].map((name) => joinedProperty(members.map((member) => propertyOf(member, name))))
  return { k: 'object', props, ...(members.some(({ open }) => open) && { open: true }) }
}

function propertyOf({ props }: ObjectModel, name: string): Property | undefined {
  return props.find((property) => property.name === name)
}

/** Required where all members require it. */
function joinedProperty(found: readonly (Property | undefined)[]): Property {
  const present = found.filter((property) => property !== undefined)
  const [first] = present as [Property]
  const { optional: _, ...rest } = first
  const types = new Map(present.map(({ type }) => [JSON.stringify(type), type]))
  const [only] = types.values()
  const type: TypeModel = types.size === 1 && only ? only : { k: 'union', of: [...types.values()] }
  const mayMiss = present.length < found.length || present.some(({ optional }) => optional)
  return { ...rest, type, ...(mayMiss && { optional: true }) }
}
