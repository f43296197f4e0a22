import { printScalar, type Scalar, WholeFloat } from '@hydra-zen/omegaconf/nodes'
import { HydraException } from '../errors.ts'
import { scalarText } from './print.ts'

/**
 * An entry of `hydra.sweeper.params` as the text after its `=`.
 *
 * Entries are texts of the override grammar (`lr: range(0,1,0.1)`); numbers and booleans are written as Python does,
 * a list is written out: `[1,2]` is one value that is a list, as on the command line.
 *
 * @param place - Where the entry stands, for the message.
 * @throws HydraException `OVERRIDE_VALUE` for null and for mappings, which have no text of their own.
 */
export function paramText(key: string, value: unknown, place = 'hydra.sweeper.params'): string {
  if (isScalar(value)) return printScalar(value)
  if (Array.isArray(value))
    return `[${value.map((item) => (isScalar(item) ? scalarText(item) : paramText(key, item, place))).join(',')}]`
  throw new HydraException(`\`${place}.${key}\` is ${value === null ? 'null' : 'a mapping'}.`, {
    code: 'OVERRIDE_VALUE',
    path: `${place}.${key}`,
    hint: 'write what would stand after the `=` on the command line, in quotes: "a,b" or "choice({x:1},{x:2})"',
  })
}

function isScalar(value: unknown): value is Scalar {
  return value instanceof WholeFloat || ['string', 'number', 'bigint', 'boolean'].includes(typeof value)
}
