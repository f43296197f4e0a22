import type { Property, TypeModel } from '../model.ts'

export type ObjectModel = Extract<TypeModel, { k: 'object' }>

/** A type nobody looked through. */
export function other(text: string): TypeModel {
  return { k: 'other', text }
}

/** Whether values of the type may be anything, for all we know. */
export function isOpaque({ k }: TypeModel): boolean {
  return k === 'any' || k === 'other' || k === 'external'
}

/**
 * The union of `members`: flat, without doubles, `undefined` and `never`, literals that their base type covers gone,
 * `true | false` one `boolean`. `any` and `unknown` swallow the rest.
 */
export function unionOf(members: readonly TypeModel[]): TypeModel {
  const flat = members.flatMap((member) => (member.k === 'union' ? member.of : [member]))
  const swallowing = flat.find(({ k }) => k === 'any') ?? flat.find(({ k }) => k === 'unknown')
  if (swallowing !== undefined) return swallowing
  const kept = new Map<string, TypeModel>()
  for (const member of flat) if (member.k !== 'undefined' && member.k !== 'never') kept.set(identity(member), member)
  if (kept.has('literal:true') && kept.has('literal:false')) kept.set('boolean', { k: 'boolean' })
  for (const [key, member] of kept) {
    if (member.k === 'literal' && kept.has(typeof member.value)) kept.delete(key)
  }
  const left = [...kept.values()]
  const [first] = left
  if (first === undefined) return flat.some(({ k }) => k === 'undefined') ? { k: 'undefined' } : { k: 'never' }
  return left.length === 1 ? first : { k: 'union', of: left }
}

function identity(model: TypeModel): string {
  if (model.k === 'literal') return typeof model.value === 'string' ? JSON.stringify(model) : `literal:${model.value}`
  return Object.keys(model).length === 1 ? model.k : JSON.stringify(model)
}

/** The intersection of `members`: objects merge; a primitive wins over objects, so brands fall away. */
export function intersectionOf(members: readonly TypeModel[], text: string): TypeModel {
  const parts = members.filter(({ k }) => k !== 'unknown')
  const [only] = parts
  if (parts.length === 1 && only !== undefined) return only
  const primitive = parts.find(({ k }) =>
    ['string', 'number', 'boolean', 'bigint', 'literal', 'enum', 'null'].includes(k),
  )
  if (primitive !== undefined) return primitive
  const union = parts.find(({ k }) => k === 'union')
  if (union?.k === 'union') {
    const rest = parts.filter((part) => part !== union)
    return unionOf(union.of.map((member) => intersectionOf([member, ...rest], text)))
  }
  const objects = parts.filter((part) => part.k === 'object' || part.k === 'record')
  if (objects.length === 0)
    return parts.find(({ k }) => k === 'class' || k === 'array' || k === 'function') ?? other(text)
  const props = new Map<string, Property>()
  for (const part of objects) {
    if (part.k !== 'object') continue
    for (const property of part.props) {
      const known = props.get(property.name)
      props.set(property.name, known ? narrowed(known, property, text) : property)
    }
  }
  const open =
    objects.some((part) => part.k === 'record' || (part.k === 'object' && part.open)) || parts.length > objects.length
  if (props.size === 0 && objects.length === 1 && objects[0]?.k === 'record' && parts.length === 1) return objects[0]
  return { k: 'object', props: [...props.values()], ...(open ? { open } : {}) }
}

function narrowed(a: Property, b: Property, text: string): Property {
  const type = isOpaque(a.type) ? b.type : isOpaque(b.type) ? a.type : sameOrBoth(a.type, b.type, text)
  const { optional: _a, ...rest } = { ...a, ...b, type }
  return a.optional && b.optional ? { ...rest, optional: true } : rest
}

function sameOrBoth(a: TypeModel, b: TypeModel, text: string): TypeModel {
  return JSON.stringify(a) === JSON.stringify(b) ? a : intersectionOf([a, b], text)
}

/** Every property optional, or (with `false`) required. Other types stay as they are. */
export function withOptional(model: TypeModel, optional: boolean): TypeModel {
  if (model.k === 'union') return { ...model, of: model.of.map((member) => withOptional(member, optional)) }
  if (model.k !== 'object') return model
  const props = model.props.map((property): Property => {
    if (optional) return { ...property, optional: true }
    const { optional: _, ...required } = property
    return required
  })
  return anonymous({ ...model, props })
}

/** Only the named properties, or (with `false`) all but them. */
export function picked(model: ObjectModel, names: readonly string[], keep: boolean): TypeModel {
  return anonymous({ ...model, props: model.props.filter(({ name }) => names.includes(name) === keep) })
}

function anonymous({ name: _, ...model }: ObjectModel): ObjectModel {
  return model
}

/** The names that a type of keys (`'a' | 'b'`) lists; nothing where it is not a list. */
export function literalKeys(model: TypeModel): string[] | undefined {
  const members = model.k === 'union' ? model.of : [model]
  if (model.k === 'never') return []
  if (model.k === 'enum') return model.members.map(([, value]) => String(value))
  const keys = members.map((member) => (member.k === 'literal' ? String(member.value) : undefined))
  return keys.every((key) => key !== undefined) ? keys : undefined
}

/** `keyof model`. */
export function keysOf(model: TypeModel, text: string): TypeModel {
  if (model.k === 'object' && !model.open) {
    return unionOf(model.props.map(({ name }) => ({ k: 'literal', value: name })))
  }
  if (model.k === 'record') return { k: 'string' }
  return other(text)
}

/** `model[key]`. */
export function indexed(model: TypeModel, key: TypeModel, text: string): TypeModel {
  if (model.k === 'union') return unionOf(model.of.map((member) => indexed(member, key, text)))
  if (model.k === 'array' && (key.k === 'number' || key.k === 'literal')) return model.of
  if (model.k === 'record') return model.of
  if (model.k === 'tuple') {
    if (key.k === 'number') return unionOf(model.rest ? [...model.of, model.rest] : model.of)
    const at = key.k === 'literal' ? model.of[Number(key.value)] : undefined
    return at ?? other(text)
  }
  if (model.k !== 'object') return isOpaque(model) ? { k: 'any' } : other(text)
  const keys = literalKeys(key)
  const found = keys?.map((name) => model.props.find((property) => property.name === name)?.type)
  return found?.every((type) => type !== undefined) ? unionOf(found) : other(text)
}

/** The members of a union that are (or are not) among those of `of`. */
export function filtered(model: TypeModel, of: TypeModel, keep: boolean, text: string): TypeModel {
  const members = model.k === 'union' ? model.of : [model]
  const wanted = of.k === 'union' ? of.of : [of]
  if (members.some(isOpaque) || wanted.some(isOpaque)) return other(text)
  const matches = (member: TypeModel): boolean =>
    wanted.some(
      (each) =>
        JSON.stringify(each) === JSON.stringify(member) || (member.k === 'literal' && each.k === typeof member.value),
    )
  return unionOf(members.filter((member) => matches(member) === keep))
}
