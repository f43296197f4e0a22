import type { StandardSchemaV1 } from '@standard-schema/spec'
import { nodeOf } from '../nodes/view-link.ts'

export type { StandardSchemaV1 }

/** Whether a value is a Standard Schema: zod 4, valibot, arktype and their like. arktype's are functions. */
export function isStandardSchema(value: unknown): value is StandardSchemaV1 {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return false
  if (nodeOf(value) !== undefined) return false // asking a config for a key may be an error
  const standard = (value as { '~standard'?: { validate?: unknown } })['~standard']
  return typeof standard === 'object' && standard !== null && typeof standard.validate === 'function'
}
