import { didYouMean } from '@hydra-zen/diagnostics'
import { setOwn } from './aliases.ts'
import type { Keywords } from './keywords.ts'
import type { CallableParam, CallableProperty, CallableSignature, CallableType } from './signature.ts'

const NONE: readonly unknown[] = []

/** What is wrong with the arguments of a call: a sentence that goes on from `Cannot call X: `, and what to do. */
export interface BindProblem {
  readonly problem: string
  readonly hint?: string | undefined
  /** The keyword that is at fault. */
  readonly keyword?: string | undefined
  /** The parameter that has no value. */
  readonly lacks?: string | undefined
}

/** A signature, looked through once, so that a call costs little. */
export interface CallPlan {
  /** The positions in order, the options object among them. */
  readonly params: readonly CallableParam[]
  readonly indexOf: ReadonlyMap<string, number>
  /** Where the options object goes; -1 where there is none. */
  readonly optionsAt: number
  readonly options: ReadonlyMap<string, CallableProperty>
  /** The options object takes keys it does not list. */
  readonly open: boolean
  readonly rest: CallableParam | undefined
  /** An object whose keys may all be left out can itself be required: `({ bucket = 's3:/' })`. */
  readonly needsOptions: boolean
  readonly requiredOptions: readonly CallableProperty[]
  /** Positions that need a value, the options object's aside. */
  readonly required: readonly number[]
  /** All names that a keyword can have. */
  readonly names: readonly string[]
}

/** Another overload may take more, or do with less. */
const anyMore: CallableParam = { name: '[…]', kind: 'rest', optional: true }

/** The plan of a signature. */
export function callPlan(signature: CallableSignature): CallPlan {
  const isLoose = (signature.overloads ?? 0) > 1 || signature.loose === true
  const rest = signature.params.find((param) => param.kind === 'rest') ?? (isLoose ? anyMore : undefined)
  const params = signature.params.filter((param) => param.kind !== 'rest')
  const optionsAt = optionsPosition(params)
  const options = new Map<string, CallableProperty>()
  const type = params[optionsAt]?.type
  for (const property of type?.props ?? []) options.set(property.name, property)
  const indexOf = new Map<string, number>()
  for (const [at, { name }] of params.entries()) if (!/^[{[]/.test(name)) indexOf.set(name, at)
  const names = [...indexOf.keys()].filter((name) => indexOf.get(name) !== optionsAt || options.size === 0)
  for (const name of options.keys()) if (!names.includes(name)) names.push(name)
  if (rest !== undefined && !/^[{[]/.test(rest.name)) names.push(rest.name)
  const open = optionsAt >= 0 && (type?.open === true || !isObjectType(type))
  const holder = params[optionsAt]
  const needsOptions = holder !== undefined && !isOptional(holder) && (options.size > 0 || open)
  const requiredOptions = [...options.values()].filter((property) => !isOptional(property))
  const required = [...params.keys()].filter(
    (at) => !isLoose && !isOptional(params[at] as CallableParam) && !(at === optionsAt && needsOptions),
  )
  return { params, indexOf, optionsAt, options, open, rest, needsOptions, requiredOptions, required, names }
}

/** The one parameter whose properties are keywords: destructured, or an object that stands alone. */
function optionsPosition(params: readonly CallableParam[]): number {
  const destructured = params.filter((param) => param.kind === 'options')
  if (destructured.length === 1) return params.indexOf(destructured[0] as CallableParam)
  const [only] = params
  if (params.length !== 1 || only === undefined) return -1
  if (only.type?.k === 'record' || (isObjectType(only.type) && only.type?.props !== undefined)) return 0
  return isEmptyObject(only.default) ? 0 : -1
}

/** `(options = {})`: all that the text of a compiled class says of its options object. */
function isEmptyObject(value: unknown): boolean {
  const known = typeof value === 'object' && value !== null && 'value' in value ? value.value : undefined
  return typeof known === 'object' && known !== null && !Array.isArray(known) && Object.keys(known).length === 0
}

function isObjectType(type: CallableType | undefined): boolean {
  return type?.k === 'object'
}

/**
 * The positional arguments that a call with these arguments and keywords becomes, or what is wrong with it.
 *
 * Arguments fill the leftmost parameters; a keyword goes to the parameter of its name, else into the options object;
 * a gap is `undefined`, so that the target's own default applies; the rest parameter takes further arguments, or its
 * name as a list.
 */
export function bindCall(
  plan: CallPlan,
  args: readonly unknown[],
  { names, values }: Keywords,
): readonly unknown[] | BindProblem {
  const { params, optionsAt, rest } = plan
  if (args.length > params.length && rest === undefined) {
    return {
      problem: `it takes ${counted(params.length, 'argument')}, and ${args.length} are given`,
      hint: takes(plan),
    }
  }
  const bound: unknown[] = new Array(params.length)
  const given = Math.min(args.length, params.length)
  for (let at = 0; at < given; at++) bound[at] = args[at]
  let last = given
  let further = args.length > given ? args.slice(given) : NONE
  let options: Record<string, unknown> | undefined
  for (let index = 0; index < names.length; index++) {
    const name = names[index] as string
    const value = values[index]
    const at = plan.indexOf.get(name)
    const property = at === undefined || at === optionsAt ? plan.options.get(name) : undefined
    if (property !== undefined || (at === undefined && plan.open && name !== rest?.name)) {
      options ??= {}
      setOwn(options, name, asGiven(value, property))
    } else if (at !== undefined) {
      if (at < given) return { problem: `\`${name}\` is given both by position ${at} and by name`, keyword: name }
      bound[at] = asGiven(value, params[at])
      if (at >= last) last = at + 1
    } else if (rest !== undefined && name === rest.name && isIterable(value)) {
      if (further.length > 0) return { problem: `\`${name}\` is given both by position and by name`, keyword: name }
      further = [...value]
    } else {
      const meant = didYouMean(name, plan.names)
      return {
        problem: `\`${name}\` is not a parameter`,
        hint: meant === undefined ? takes(plan) : `${meant} ${takes(plan)}`,
        keyword: name,
      }
    }
  }
  if (options === undefined && optionsAt >= given && bound[optionsAt] === undefined && plan.needsOptions) options = {}
  if (options !== undefined) {
    if (bound[optionsAt] !== undefined) {
      const [name] = Object.keys(options)
      return { problem: `\`${name}\` is given by name, and its object already by position`, keyword: name }
    }
    for (const property of plan.requiredOptions) if (!Object.hasOwn(options, property.name)) return lacking(property)
    bound[optionsAt] = options
    if (optionsAt >= last) last = optionsAt + 1
  }
  for (const at of plan.required) if (!(at in bound)) return lacking(params[at] as CallableParam)
  if (further.length > 0) return [...bound, ...further]
  bound.length = last
  return bound
}

function lacking({ name, type }: CallableParam | CallableProperty): BindProblem {
  if (/^[{[]/.test(name)) {
    const pattern = name.startsWith('[') ? 'destructured list' : 'destructured object'
    return { problem: `a ${pattern} has no value`, hint: 'it has no name: give it by position, in `_args_`' }
  }
  const what = type === undefined || type.k === 'other' ? '' : ` (${type.k})`
  return { problem: `\`${name}\`${what} has no value`, lacks: name }
}

function isOptional(param: CallableParam | CallableProperty): boolean {
  return param.optional === true || param.default !== undefined
}

/**
 * YAML has no `undefined`: where an optional parameter does not take `null`, `null` means that nothing is given. Nor has
 * it enumerations: a text that names a member means its value.
 */
function asGiven(value: unknown, param: CallableParam | CallableProperty | undefined): unknown {
  if (param === undefined) return value
  if (typeof value === 'string') {
    const k = param.type?.k
    return k === 'enum' || k === 'union' ? (memberNamed(value, param.type) ?? value) : value
  }
  if (value !== null || !isOptional(param)) return value
  return takesNull(param.type) ? null : undefined
}

function memberNamed(text: string, type: CallableType | undefined): string | number | undefined {
  if (type === undefined || (type.k !== 'enum' && type.k !== 'union')) return undefined
  if (type.k === 'union') {
    for (const member of type.of as readonly CallableType[]) {
      const value = memberNamed(text, member)
      if (value !== undefined) return value
    }
    return undefined
  }
  const { members = [] } = type
  if (members.some(([, value]) => value === text)) return undefined
  return members.find(([name]) => name === text)?.[1]
}

const OPAQUE = new Set(['null', 'any', 'unknown', 'other', 'external'])

function takesNull(type: CallableType | undefined): boolean {
  if (type === undefined || OPAQUE.has(type.k)) return true
  return type.k === 'union' && Array.isArray(type.of) && type.of.some((member) => takesNull(member as CallableType))
}

/** `It takes: x, y?, ...rest.` */
function takes(plan: CallPlan): string {
  const names: string[] = []
  for (const [at, param] of plan.params.entries()) {
    if (at === plan.optionsAt && plan.options.size > 0) names.push(...[...plan.options.values()].map(shown))
    else names.push(shown(param))
  }
  if (plan.rest !== undefined && plan.rest !== anyMore) names.push(`...${plan.rest.name}`)
  return names.length === 0 ? 'It takes nothing.' : `It takes: ${names.join(', ')}.`
}

function shown(param: CallableParam | CallableProperty): string {
  return isOptional(param) ? `${param.name}?` : param.name
}

function counted(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value
}
