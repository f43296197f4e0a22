import { isPlainMap } from '../nodes/plain.ts'
import {
  anyType,
  boolType,
  dictOf,
  intType,
  listOf,
  numberType,
  optionalOf,
  type SchemaField,
  schemaOf,
  strType,
  type TypeRef,
} from '../types/type-ref.ts'

type Json = Readonly<Record<string, unknown>>

/**
 * The type that a JSON Schema describes, as far as trees can say it; the rest is `any`, for the validator to judge.
 *
 * A property that is neither required nor has a default is known but absent.
 */
export function typeFromJsonSchema(json: unknown, name: string): TypeRef {
  return new Reader(json as Json).type(json as Json, name)
}

class Reader {
  readonly #root: Json
  readonly #refs = new Map<string, TypeRef>()

  constructor(root: Json) {
    this.#root = root
  }

  type(json: Json, name: string): TypeRef {
    if (typeof json !== 'object' || json === null) return anyType
    if (typeof json.$ref === 'string') return this.#ref(json.$ref, name)
    if (Array.isArray(json.enum)) return this.#literal(json.enum)
    if ('const' in json) return this.#literal([json.const])
    const alternatives = json.anyOf ?? json.oneOf
    if (Array.isArray(alternatives)) return this.#union(alternatives as Json[], name)
    if (Array.isArray(json.type)) {
      return this.#union(
        json.type.map((type) => ({ ...json, type })),
        name,
      )
    }
    switch (json.type) {
      case 'string':
        return strType
      case 'integer':
        return intType
      case 'number':
        return numberType
      case 'boolean':
        return boolType
      case 'array':
        return this.#array(json, name)
      case 'object':
        return this.#object(json, name)
      default:
        return anyType
    }
  }

  #ref(ref: string, name: string): TypeRef {
    const known = this.#refs.get(ref)
    if (known !== undefined) return known
    let at: unknown = this.#root
    for (const part of ref.split('/').slice(1)) at = isPlainMap(at) ? (at as Json)[part] : undefined
    this.#refs.set(ref, anyType)
    const type = at === this.#root ? anyType : this.type(at as Json, name)
    this.#refs.set(ref, type)
    return type
  }

  #literal(values: readonly unknown[]): TypeRef {
    const plain = values.filter((one) => one === null || ['string', 'number', 'boolean'].includes(typeof one))
    if (plain.length !== values.length) return anyType
    const some = plain.filter((one) => one !== null) as (string | number | boolean)[]
    const type: TypeRef = { kind: 'literal', values: some }
    return some.length < plain.length ? optionalOf(type) : type
  }

  #union(members: readonly Json[], name: string): TypeRef {
    const some = members.filter((member) => member.type !== 'null' && member.const !== null)
    const types = some.map((member) => this.type(member, name))
    const of: TypeRef = types.some((type) => type.kind === 'any')
      ? anyType
      : types.length === 1
        ? (types[0] as TypeRef)
        : { kind: 'union', of: types }
    return some.length < members.length ? optionalOf(of) : of
  }

  #array(json: Json, name: string): TypeRef {
    if (Array.isArray(json.prefixItems)) {
      const of = (json.prefixItems as Json[]).map((item, at) => this.type(item, `${name}${at}`))
      const rest = typeof json.items === 'object' ? this.type(json.items as Json, name) : undefined
      return rest === undefined ? { kind: 'tuple', of } : { kind: 'tuple', of, rest }
    }
    return listOf(typeof json.items === 'object' ? this.type(json.items as Json, `${name}Item`) : anyType)
  }

  #object(json: Json, name: string): TypeRef {
    const { properties, required, additionalProperties: extra } = json
    const open =
      typeof extra === 'object' ? this.type(extra as Json, `${name}Value`) : extra === true ? anyType : undefined
    if (typeof properties !== 'object' || properties === null) return dictOf(open ?? anyType, strType)
    const needed = new Set(Array.isArray(required) ? required : [])
    const fields = new Map<string, SchemaField>()
    for (const [key, value] of Object.entries(properties as Record<string, Json>)) {
      const type = this.type(value, key)
      const doc = typeof value.description === 'string' ? value.description : undefined
      if ('default' in value) fields.set(key, { type, default: value.default, doc })
      else fields.set(key, needed.has(key) ? { type, doc } : { type, doc, absent: true })
    }
    return schemaOf(typeof json.title === 'string' ? json.title : name, fields, {
      ...(open ? { open: { key: strType, value: open } } : {}),
    })
  }
}
