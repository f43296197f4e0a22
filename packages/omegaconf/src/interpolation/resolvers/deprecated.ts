import { ConfigKeyError, ConfigTypeError } from '../../errors.ts'
import type { Resolver } from '../../nodes/context.ts'
import { fullKey } from '../../nodes/key-path.ts'
import { countArguments } from './arguments.ts'

const MESSAGE = "'$OLD_KEY' is deprecated. Change your code and config to use '$NEW_KEY'"

/** `${oc.deprecated:new_key}`: what stands at another key, with a warning. */
export const deprecated: Resolver = (args, call) => {
  countArguments('oc.deprecated', args, 1, 2)
  const [key, message = MESSAGE] = args
  if (typeof key !== 'string') {
    throw new ConfigTypeError('`oc.deprecated` takes the new key as text.', { code: 'CONFIG_BAD_ARGUMENT' })
  }
  if (typeof message !== 'string') {
    throw new ConfigTypeError('`oc.deprecated` takes the message as text.', { code: 'CONFIG_BAD_ARGUMENT' })
  }
  const found = call.find(key)?.state === 'missing' ? '???' : call.select(key)
  if (found === undefined) {
    throw new ConfigKeyError(`\`oc.deprecated\` leads to \`${key}\`, which is not there.`, { code: 'RESOLVER_FAILED' })
  }
  const text = message.replaceAll('$OLD_KEY', fullKey(call.node)).replaceAll('$NEW_KEY', key)
  process.emitWarning(text, { type: 'OmegaConfDeprecationWarning' })
  return found
}
