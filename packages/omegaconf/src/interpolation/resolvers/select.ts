import type { Resolver } from '../../nodes/context.ts'
import { countArguments, textArgument } from './arguments.ts'

/** `${oc.select:key,default}`: a node that may not be there; without a default, null. */
export const selectOr: Resolver = (args, call) => {
  countArguments('oc.select', args, 1, 2)
  const found = call.select(textArgument('oc.select', args[0]))
  return found === undefined ? (args[1] ?? null) : found
}
