import type { DefaultValue, Param, Property, Signature } from './model.ts'

/**
 * How well a signature from a source fits what the running text says: 2 where the parameter lists are equal, 1 where
 * they need not be (declarations, overloads, a base nobody could follow, text nobody can read), 0 where it is another.
 */
export function agreement(source: Signature, running: Signature | undefined): 0 | 1 | 2 {
  if (running === undefined) return 1
  if (source.kind !== running.kind && running.kind === 'class') return 0
  if (sameNames(source.params, running.params)) return 2
  if (source.source === 'dts' || source.source === 'merged' || source.overloads !== undefined) return 1
  if (sameNames(source.params, running.params, withoutNumber)) return 1
  return source.kind === 'class' && source.params.length === 0 ? 1 : 0
}

function sameNames(a: readonly Param[], b: readonly Param[], as: (name: string) => string = (name) => name): boolean {
  return a.length === b.length && a.every(({ name }, index) => as(name) === as(b[index]?.name ?? ''))
}

/** Bundlers call a parameter `x2` where `x` would hide something. */
function withoutNumber(name: string): string {
  return name.replace(/\d+$/, '')
}

/** Whether no parameter has another default in the source than in the running text. */
export function sameDefaults(source: Signature, running: Signature | undefined): boolean {
  return source.params.every(({ default: value, type }, index) => {
    const other = running?.params[index]
    if (!isSame(value, other?.default)) return false
    if (type.k !== 'object' || other?.type.k !== 'object') return true
    const defaults = new Map(other.type.props.map((property) => [property.name, property.default]))
    return type.props.every((property) => isSame(property.default, defaults.get(property.name)))
  })
}

function isSame(a: DefaultValue | undefined, b: DefaultValue | undefined): boolean {
  // what cannot be told without running it may well be the same
  if (a === undefined || b === undefined || !('value' in a && 'value' in b)) return true
  return JSON.stringify(a.value) === JSON.stringify(b.value)
}

/** The source's types with what only the running text knows: defaults of a `.d.ts`, parameters of an unknown base. */
export function merged(source: Signature, running: Signature | undefined): Signature {
  if (running === undefined) return source
  if (source.kind === 'class' && source.params.length === 0 && running.params.length > 0) {
    return { ...source, params: running.params }
  }
  if (source.source !== 'dts') return source
  if (!sameNames(source.params, running.params) && !sameKinds(source.params, running.params)) return source
  const params = source.params.map((param, index) => withDefaults(param, running.params[index]))
  return { ...source, params, source: 'merged' }
}

/** A `.d.ts` names a destructured parameter as it likes. */
function sameKinds(a: readonly Param[], b: readonly Param[]): boolean {
  return (
    a.length === b.length &&
    a.every((param, index) => param.name === b[index]?.name || (b[index]?.name === '{}' && param.type.k === 'object'))
  )
}

function withDefaults(param: Param, running: Param | undefined): Param {
  if (running === undefined) return param
  const known = running.default === undefined ? param : { ...param, default: running.default }
  if (param.type.k !== 'object' || running.type.k !== 'object') return known
  const defaults = new Map(running.type.props.map((property) => [property.name, property.default]))
  const props = param.type.props.map((property): Property => {
    const found = defaults.get(property.name)
    return found === undefined || !property.optional ? property : { ...property, default: found }
  })
  return { ...known, type: { ...param.type, props } }
}
