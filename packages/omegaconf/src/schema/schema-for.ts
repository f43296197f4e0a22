import { looksLikeSchema } from '../nodes/plain.ts'
import { nodeOf } from '../nodes/view-link.ts'
import type { SchemaType } from '../types/type-ref.ts'
import type { ConfigClass } from '../types/typed.ts'
import { classSchema } from './class-schema.ts'
import { isStandardSchema } from './is-standard-schema.ts'
import { standardSchema } from './standard-schema.ts'

/** The schema that a schema, a class, a Standard Schema stands for; `undefined` for anything else. */
export function schemaFor(value: unknown): SchemaType | undefined {
  if (nodeOf(value) !== undefined) return undefined
  if (isStandardSchema(value)) return standardSchema(value)
  if (typeof value === 'object' && value !== null && looksLikeSchema(value)) return value as SchemaType
  if (typeof value === 'function' && /^class\b/.test(Function.prototype.toString.call(value))) {
    return classSchema(value as ConfigClass<object>)
  }
  return undefined
}
