import type { Callable, Signature, TypeModel } from '../model.ts'

interface ReflectWithMetadata {
  getOwnMetadata?(key: string, target: object): unknown
}

const simple: ReadonlyMap<unknown, TypeModel> = new Map<unknown, TypeModel>([
  [Number, { k: 'number' }],
  [String, { k: 'string' }],
  [Boolean, { k: 'boolean' }],
  [BigInt, { k: 'bigint' }],
  [Array, { k: 'array', of: { k: 'any' } }],
])

/**
 * The signature with `any` refined by `design:paramtypes`, where a compiler emitted it and `reflect-metadata` is loaded.
 *
 * Only a hint: `String` stands for enums and literal unions too, `Object` for everything that is not a class, so a
 * type that is known by other means is left alone and `Object` says nothing.
 */
export function withReflectedTypes(callable: Callable, signature: Signature): Signature {
  const types: unknown = (Reflect as ReflectWithMetadata).getOwnMetadata?.('design:paramtypes', callable)
  if (!Array.isArray(types) || types.length !== signature.params.length) return signature
  const params = signature.params.map((param, index) => {
    if (param.type.k !== 'any') return param
    const type = modelOf(types[index])
    return type === undefined ? param : { ...param, type }
  })
  return { ...signature, params }
}

function modelOf(type: unknown): TypeModel | undefined {
  const known = simple.get(type)
  if (known !== undefined) return known
  if (typeof type !== 'function' || type === Object || type.name === '') return undefined
  if (type === Function) return { k: 'function' }
  const isLibrary = Object.hasOwn(globalThis, type.name) && Reflect.get(globalThis, type.name) === type
  return isLibrary ? { k: 'class', name: type.name, file: 'lib' } : undefined
}
