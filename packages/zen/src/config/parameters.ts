import type { DefaultValue, Json, Param, Property, Signature, TypeModel } from '@hydra-zen/signatures'

/** A parameter that a config can name: a positional one, or a property of the options object. */
export interface Parameter {
  readonly name: string
  readonly type: TypeModel
  readonly required: boolean
  readonly default: DefaultValue | undefined
  /** The target's position for it; `undefined` for a property of the options object. */
  readonly position: number | undefined
  readonly doc: string | undefined
}

/** What a signature means for a config. */
export interface ParameterList {
  readonly params: readonly Parameter[]
  /** Keys beside the parameters are welcome. */
  readonly open: boolean
  /** How many values fit by position; unlimited with a rest parameter. */
  readonly positions: number
  /** The position of the options object whose properties are parameters. */
  readonly optionsAt: number | undefined
  /** The name of the rest parameter: its values can be given as a list under it. */
  readonly rest: string | undefined
}

const lists = new WeakMap<Signature, ParameterList>()

/** The parameters of `signature` as a config names them. The same list for the same signature. */
export function parameterList(signature: Signature): ParameterList {
  let list = lists.get(signature)
  if (!list) {
    list = makeList(signature)
    lists.set(signature, list)
  }
  return list
}

function makeList({ params: given, overloads = 0 }: Signature): ParameterList {
  const params: Parameter[] = []
  const flat = optionsParam(given)
  let open = false
  let positions = 0
  let optionsAt: number | undefined
  let rest: string | undefined
  for (const param of given) {
    if (param.kind === 'rest') {
      positions = Number.POSITIVE_INFINITY
      rest = param.name
      continue
    }
    const position = positions++
    if (param === flat) optionsAt = position
    if (param === flat && param.type.k === 'object') {
      open ||= param.type.open === true
      for (const property of param.type.props) params.push(parameter(property, undefined))
    } else if (param === flat) {
      open = true // any key, or destructured from a type that nobody looked through
    } else if (!isPattern(param)) {
      params.push(parameter(param, position))
    }
  }
  // another overload may take more
  if (overloads > 1) positions = Number.POSITIVE_INFINITY
  return { params, open, positions, optionsAt, rest }
}

function parameter({ name, type, optional, default: value, doc }: Param | Property, position?: number): Parameter {
  return { name, type, required: !optional, default: value, position, doc }
}

/** What a config can name, in source order, as the signature has it: parameters, and properties of the options object. */
export function namedIn({ params }: Signature): readonly (Param | Property)[] {
  const flat = optionsParam(params)
  if (flat === undefined) return params.some(isUnnamed) ? params.filter((param) => !isUnnamed(param)) : params
  const props = flat.type.k === 'object' ? withWhole(flat.type.props, flat.default) : []
  if (params.length === 1) return props
  return params.flatMap<Param | Property>((param) => (param === flat ? props : isUnnamed(param) ? [] : [param]))
}

/** `({ a, b } = { a: 1, b: 2 })`: what the whole is by default tells what its properties are. */
function withWhole(props: readonly Property[], whole: DefaultValue | undefined): readonly Property[] {
  const known = whole !== undefined && 'value' in whole ? whole.value : undefined
  if (typeof known !== 'object' || known === null || Array.isArray(known)) return props
  return props.map((property) => {
    if (property.default !== undefined || !Object.hasOwn(known, property.name)) return property
    return { ...property, default: { value: (known as Record<string, Json>)[property.name] as Json } }
  })
}

function isUnnamed(param: Param): boolean {
  return param.kind === 'rest' || isPattern(param)
}

/** A second destructured parameter has no name of its own. */
function isPattern({ name }: Param): boolean {
  return name === '{}' || name === '[]'
}

/** The one parameter whose properties are keywords: destructured, or the only one and an object. */
function optionsParam(params: readonly Param[]): Param | undefined {
  let destructured: Param | undefined
  let named: Param | undefined
  let count = 0
  for (const param of params) {
    if (param.kind === 'rest') continue
    count++
    named = param
    if (param.kind !== 'options') continue
    if (destructured) return undefined
    destructured = param
  }
  if (destructured) return destructured
  return count === 1 && named?.type.k === 'object' ? named : undefined
}

/** The names of all parameters, with `?` behind those that may be left out: for messages. */
export function listNames({ params, rest }: ParameterList): string {
  const names = params.map(({ name, required }) => (required ? name : `${name}?`))
  if (rest !== undefined) names.push(`...${rest}`)
  return names.length === 0 ? 'nothing' : names.join(', ')
}

/** A default that is known without running anything. */
export function literalDefault(value: DefaultValue): { readonly known: unknown } | undefined {
  if ('value' in value) return { known: value.value }
  if ('bigint' in value) return { known: BigInt(value.bigint) }
  if ('float' in value) return { known: floats[value.float] }
  return undefined
}

const floats = { inf: Number.POSITIVE_INFINITY, '-inf': Number.NEGATIVE_INFINITY, nan: Number.NaN } as const
