import { ConfigTypeError } from '../../errors.ts'
import type { Resolver } from '../../nodes/context.ts'
import { countArguments } from './arguments.ts'

/** `${oc.decode:text}`: the value of a text in the grammar of interpolations; null stays null. */
export const decode: Resolver = (args, call) => {
  countArguments('oc.decode', args, 1, 1)
  const [text] = args
  if (text === null) return null
  if (typeof text === 'string') return call.decode(text)
  throw new ConfigTypeError('`oc.decode` takes text or null.', { code: 'CONFIG_BAD_ARGUMENT' })
}
