import { type Callable, type Signature, signatureOf } from '@hydra-zen/signatures'
import { callTarget } from '../config/call-target.ts'
import { type ParameterList, parameterList } from '../config/parameters.ts'
import { ZenError, ZenValidationError } from '../errors.ts'
import { sharedRegistry, type TargetRegistry } from '../targets/registry.ts'
import { signatureFor } from '../targets/signature-for.ts'
import type { Target, WrapTarget } from '../types.ts'
import { type Misfit, misfits } from './check-value.ts'

/** As much of Standard Schema as is needed: zod, valibot, arktype and others have it. */
export interface StandardSchema {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: string
    readonly validate: (value: unknown) => StandardResult | Promise<StandardResult>
  }
}

type StandardResult =
  | { readonly value: unknown; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] }

interface StandardIssue {
  readonly message: string
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined
}

/** Schemas of the parameters of targets: by name or address, or as pairs with the target itself. */
export type Schemas = Readonly<Record<string, StandardSchema>> | Iterable<readonly [Target, StandardSchema]>

/**
 * For `wrapTarget`: holds what each target is called with against a schema, which may also convert it; targets without
 * one are held against their own types. Nothing is created before it is checked.
 *
 * @throws ZenValidationError `ZEN_INVALID_CONFIG`: all that is wrong at once
 * @example
 * zen(task, { wrapTarget: validate([[Model, z.object({ width: z.number().positive() })]]) })
 */
export function validate(schemas: Schemas = {}, registry: TargetRegistry = sharedRegistry()): WrapTarget {
  const byTarget =
    Symbol.iterator in schemas ? new Map(schemas as Iterable<readonly [Target, StandardSchema]>) : undefined
  const byName = byTarget ? {} : (schemas as Readonly<Record<string, StandardSchema>>)
  for (const schema of byTarget?.values() ?? Object.values(byName)) refuseOther(schema)
  const schemaOf = (target: Callable): StandardSchema | undefined => {
    const address = registry.get(target)?.address
    const names = [address, target.name].filter((name) => name !== undefined && Object.hasOwn(byName, name)) as string[]
    return byTarget ? byTarget.get(target as Target) : names[0] === undefined ? undefined : byName[names[0]]
  }
  const wrap = (target: Callable): Callable => {
    const signature = registry.get(target) ? signatureFor(target, { registry }) : signatureOf(target)
    const schema = schemaOf(target)
    const name = registry.get(target)?.address ?? target.name
    // An ordinary function: it may be called with `new` like the class it stands for.
    return function (this: unknown, ...args: unknown[]) {
      return schema
        ? throughSchema(args, { target, signature, schema, name })
        : throughTypes(args, { target, signature, name })
    } as unknown as Callable
  }
  return wrap as WrapTarget
}

function refuseOther(schema: unknown): void {
  const isSchema =
    (typeof schema === 'object' || typeof schema === 'function') && schema !== null && '~standard' in schema
  if (isSchema) return
  throw new ZenError('validate: what stands for a target is a Standard Schema (zod, valibot, arktype …).', {
    code: 'ZEN_OPTION',
    hint: "write validate([[Model, z.object({ … })]]) or validate({ 'my_app.Model': z.object({ … }) })",
  })
}

interface Wrapped {
  readonly target: Callable
  readonly signature: Signature | undefined
  readonly name: string
}

function throughSchema(
  args: readonly unknown[],
  { target, signature, schema, name }: Wrapped & { schema: StandardSchema },
): unknown {
  const result = schema['~standard'].validate(Object.fromEntries(byName(args, signature)))
  const call = (checked: StandardResult): unknown => {
    if (checked.issues) throw refused(name, checked.issues.map(issueText))
    const kwargs = new Map(Object.entries(checked.value as object))
    return callTarget(target, signature, { args: [], kwargs })
  }
  return result instanceof Promise ? result.then(call) : call(result)
}

function throughTypes(args: readonly unknown[], { target, signature, name }: Wrapped): unknown {
  if (signature) {
    const problems = argumentMisfits(byName(args, signature), parameterList(signature))
    if (problems.length > 0) throw refused(name, problems.map(misfitText))
  }
  const isNew = signature?.kind === 'class' || /^class\b/.test(Function.prototype.toString.call(target))
  return isNew ? Reflect.construct(target as never, args) : Reflect.apply(target as never, undefined, args)
}

/** What does not fit among values that are given by name. */
export function argumentMisfits(values: ReadonlyMap<string, unknown>, { params }: ParameterList): readonly Misfit[] {
  return params.flatMap(({ name, type, required }): readonly Misfit[] => {
    const value = values.get(name)
    if (value === undefined || (value === null && !required)) return []
    return misfits(type, value, name)
  })
}

/** A misfit as a line. */
export function misfitText({ path, expected, found }: Misfit): string {
  return `${path} must be ${expected}; it is ${found}`
}

/** Arguments by the names of their parameters. */
function byName(args: readonly unknown[], signature: Signature | undefined): ReadonlyMap<string, unknown> {
  if (signature === undefined) return new Map(Object.entries((args.at(-1) as object | undefined) ?? {}))
  const { params, optionsAt } = parameterList(signature)
  const values = new Map<string, unknown>()
  for (const { name, position } of params) if (position !== undefined) values.set(name, args[position])
  if (optionsAt !== undefined) {
    for (const [key, value] of Object.entries((args[optionsAt] as object | undefined) ?? {})) values.set(key, value)
  }
  return values
}

function issueText({ message, path = [] }: StandardIssue): string {
  const keys = path.map((step) => String(typeof step === 'object' ? step.key : step))
  return keys.length === 0 ? message : `${keys.join('.')}: ${message}`
}

function refused(name: string, problems: readonly string[]): ZenValidationError {
  const count = problems.length === 1 ? 'One value does' : `${problems.length} values do`
  return new ZenValidationError(
    `${count} not fit ${name}:\n${problems.map((problem) => `  ${problem}`).join('\n')}`,
    { code: 'ZEN_INVALID_CONFIG' },
    problems,
  )
}
