import type { TypeRef } from '../types/type-ref.ts'

const declared = new WeakMap<object, Map<string, TypeRef>>()

/**
 * A decorator that gives a class's field its type: `@field(intType) port!: number`.
 *
 * Works as a standard decorator and with `experimentalDecorators`.
 */
export function field(type: TypeRef): (target: unknown, context: ClassFieldDecoratorContext | string | symbol) => void {
  return (target, context) => {
    if (typeof context === 'object') {
      const name = String(context.name)
      context.addInitializer(function (this: unknown) {
        declare((this as object).constructor, name, type)
      })
    } else declare((target as object).constructor, String(context), type)
  }
}

function declare(owner: object, name: string, type: TypeRef): void {
  let fields = declared.get(owner)
  if (fields === undefined) {
    fields = new Map()
    declared.set(owner, fields)
  }
  fields.set(name, type)
}

/** The decorated fields of a class and of those it extends; known once an instance was made. */
export function declaredFields(type: object): ReadonlyMap<string, TypeRef> {
  const parent: unknown = Object.getPrototypeOf(type)
  const inherited = typeof parent === 'function' && parent !== Function.prototype ? declaredFields(parent) : new Map()
  return new Map([...inherited, ...(declared.get(type) ?? [])])
}
