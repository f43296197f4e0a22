import { didYouMean } from '@hydra-zen/diagnostics'
import { SignatureError } from '../errors.ts'

/** The error for a field that the config `name` does not have. */
export function unknownField(key: string, name: string, fields: Iterable<string>): SignatureError {
  const known = [...fields]
  return new SignatureError(`${name} has no field '${key}'.`, {
    code: 'SIGNATURE_UNKNOWN_PARAMETER',
    hint: didYouMean(key, known) ?? `it has: ${known.join(', ')}`,
  })
}
