import { didYouMean } from '@hydra-zen/diagnostics'
import { SignatureError } from './errors.ts'
import type { Callable, Param, Signature } from './model.ts'
import { isClass } from './runtime/runtime-signature.ts'

/** What was said by hand about callables. A value: two of them know nothing of each other. */
export type GivenSignatures = WeakMap<Callable, Signature | readonly string[]>

/** The one that all copies of this package in a process share. */
export function sharedGiven(): GivenSignatures {
  const key = Symbol.for('hydra-zen.signatures.given')
  const holder = globalThis as { [key]?: GivenSignatures }
  holder[key] ??= new WeakMap()
  return holder[key]
}

/**
 * Says by hand what `callable` accepts: a whole signature, or the names in order (types and defaults are then still
 * read from the source or the text).
 */
export function registerSignature(
  callable: Callable,
  given: Signature | readonly string[],
  registry: GivenSignatures = sharedGiven(),
): void {
  registry.set(callable, given)
}

/**
 * The signature with `names` in place of its own.
 *
 * @throws SignatureError `SIGNATURE_GIVEN_MISMATCH` where more names are given than there are parameters
 */
export function renamed(callable: Callable, names: readonly string[], read: Signature | undefined): Signature {
  if (read === undefined) {
    const params = names.map((name): Param => ({ name, kind: 'positional', type: { k: 'any' } }))
    return {
      kind: isClass(callable) ? 'class' : 'function',
      name: callable.name || 'anonymous',
      params,
      source: 'given',
    }
  }
  const [only] = read.params
  if (read.params.length === 1 && only?.type.k === 'object') {
    const known = only.type.props.map(({ name }) => name)
    const unknown = names.find((name) => !known.includes(name))
    if (unknown === undefined || only.type.open) return { ...read, source: 'given' }
    throw new SignatureError(`\`${unknown}\` is not an option of ${read.name}.`, {
      code: 'SIGNATURE_GIVEN_MISMATCH',
      hint: didYouMean(unknown, known) ?? `it takes: ${known.join(', ')}`,
    })
  }
  const places = read.params.filter(({ kind }) => kind !== 'rest')
  if (names.length > places.length && places.length === read.params.length) {
    throw new SignatureError(`${names.length} names are given for ${read.name}, which takes ${places.length}.`, {
      code: 'SIGNATURE_GIVEN_MISMATCH',
      hint: `its parameters are: ${places.map(({ name }) => name).join(', ') || 'none'}`,
    })
  }
  const params = read.params.map((param, index): Param => {
    const name = names[index]
    return name === undefined || param.kind === 'rest' ? param : { ...param, name, kind: 'positional' }
  })
  // further names are for what a rest parameter takes
  const rest = params.at(-1)
  const type = rest?.type.k === 'array' ? rest.type.of : ({ k: 'any' } as const)
  const further = names.slice(places.length).map((name): Param => ({ name, kind: 'positional', type, optional: true }))
  if (further.length > 0) params.splice(-1, 0, ...further)
  return { ...read, params, source: 'given' }
}
