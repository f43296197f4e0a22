import { ConfigKeyError } from '../../errors.ts'
import type { Resolver } from '../../nodes/context.ts'
import { printAny } from '../../nodes/print-node.ts'
import { countArguments, textArgument } from './arguments.ts'

/** `${oc.env:NAME}`, `${oc.env:NAME,default}`: always text, or null where the default is. */
export const env: Resolver = (args, call) => {
  countArguments('oc.env', args, 1, 2)
  const name = textArgument('oc.env', args[0])
  const value = call.env[name]
  if (value !== undefined) return value
  if (args.length === 2) {
    const fallback = args[1]
    if (fallback === null || fallback === undefined) return null
    return printAny(fallback)
  }
  throw new ConfigKeyError(`The environment variable \`${name}\` is not set.`, {
    code: 'RESOLVER_FAILED',
    hint: `set it, or give a default: \`\${oc.env:${name},default}\``,
  })
}
