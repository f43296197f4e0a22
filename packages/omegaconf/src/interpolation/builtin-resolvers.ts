import type { RegisteredResolver, Resolver } from '../nodes/context.ts'
import { createTreeFrom, dictKeys, dictValues } from './resolvers/containers.ts'
import { decode } from './resolvers/decode.ts'
import { deprecated } from './resolvers/deprecated.ts'
import { env } from './resolvers/env.ts'
import { selectOr } from './resolvers/select.ts'

function pure(resolve: Resolver): RegisteredResolver {
  return { resolve, useCache: false, pure: true }
}

/** The resolvers that every tree knows. */
export const builtinResolvers: ReadonlyMap<string, RegisteredResolver> = new Map([
  ['oc.create', pure(createTreeFrom)],
  ['oc.decode', pure(decode)],
  ['oc.deprecated', pure(deprecated)],
  ['oc.dict.keys', pure(dictKeys)],
  ['oc.dict.values', pure(dictValues)],
  ['oc.env', pure(env)],
  ['oc.select', pure(selectOr)],
])
