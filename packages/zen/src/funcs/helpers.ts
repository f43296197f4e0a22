import { type Callable, partialArguments, type TargetEnvironment, type TargetPlace } from '@hydra-zen/hydra'
import type { Signature } from '@hydra-zen/signatures'
import { callTarget, isClass } from '../config/call-target.ts'
import { globalTarget } from '../targets/globals.ts'

/** Puts something around a target before it is called. */
export type Wrap = (target: Callable) => Callable

/** What the functions behind `zen:` addresses ask of their environment. */
export interface HelperContext {
  readonly targets: TargetEnvironment
  signatureOf(callable: Callable): Signature | undefined
  /** Put around what `zen:process` calls. */
  readonly wrap?: Wrap | undefined
}

/** The functions that configs made here name in `_target_`, by address, with the names Python's hydra-zen gives them. */
export function createHelpers(context: HelperContext): ReadonlyMap<string, Callable> {
  const getObject = (given: string | { path: string }): unknown =>
    locate(context, typeof given === 'string' ? given : given.path)
  const process = (...all: unknown[]): unknown => processTarget(context, all)
  const partial = (...all: unknown[]): unknown => partialOf(context, all)
  const helpers: Record<string, (...args: never[]) => unknown> = {
    'zen:getObject': getObject,
    'zen:process': process,
    'zen:dict': dict,
    'zen:list': list,
    'zen:date': ({ value }: { value: string }) => new Date(value),
    'zen:bigint': ({ value }: { value: string | number }) => BigInt(value),
    'zen:regexp': ({ source, flags }: { source: string; flags?: string }) => new RegExp(source, flags ?? ''),
    'zen:url': ({ href }: { href: string }) => new URL(href),
    'zen:map': ({ entries }: { entries: [unknown, unknown][] }) => new Map(entries),
    'zen:set': ({ values }: { values: unknown[] }) => new Set(values),
    'zen:typedArray': typedArray,
    'hydra_zen.funcs.get_obj': getObject,
    'hydra_zen.funcs.zen_processing': process,
    'hydra_zen.funcs.partial': partial,
    'hydra_zen.funcs.identity': ({ obj }: { obj: unknown }) => obj,
    'builtins.dict': dict,
    'builtins.list': list,
    'builtins.tuple': list,
    'builtins.set': set,
    'builtins.frozenset': set,
    'builtins.range': range,
    'collections.deque': list,
    'pathlib.Path': path,
    'pathlib.PosixPath': path,
    'pathlib.WindowsPath': path,
    'hydra.utils.get_class': getObject,
    'hydra.utils.get_method': getObject,
    'hydra.utils.get_static_method': getObject,
    'hydra.utils.get_object': getObject,
    'builtins.str': (value: unknown = '') => String(value),
    'builtins.int': (value: unknown = 0) => Math.trunc(Number(value)),
    'builtins.float': (value: unknown = 0) => Number(value),
    'builtins.bool': (value: unknown = false) => Boolean(value),
  }
  return new Map(Object.entries(helpers))
}

/** The value of `zen:Math.max`, where a config may have it. */
export function locateGlobal(address: string): unknown {
  return address.startsWith('zen:') ? globalTarget(address.slice(4)) : undefined
}

/**
 * Calls `_zen_target` with everything else, apart from what `_zen_exclude` lists, behind the wrappers given: the first
 * one is innermost.
 */
function processTarget(context: HelperContext, all: readonly unknown[]): unknown {
  const { args, options } = split(all)
  const {
    _zen_target: address,
    _zen_partial: isPartial,
    _zen_exclude: exclude,
    _zen_wrappers: wrappers,
    ...rest
  } = options
  const excluded = new Set(asList(exclude))
  const kwargs = new Map(Object.entries(rest).filter(([key]) => !excluded.has(key)))
  const functions = asList(wrappers).filter((wrapper) => wrapper !== null && wrapper !== undefined)
  const found = [address, ...functions].map((one) => (typeof one === 'string' ? locate(context, one) : one))
  const run = (ready: readonly unknown[]): unknown => {
    const [target, ...around] = ready as [Callable, ...((inner: unknown) => unknown)[]]
    return callThrough(context, { target, around, args, kwargs, isPartial: isPartial === true })
  }
  return found.some(isPromise) ? Promise.all(found).then(run) : run(found)
}

interface ThroughCall {
  readonly target: Callable
  readonly around: readonly ((inner: unknown) => unknown)[]
  readonly args: readonly unknown[]
  readonly kwargs: ReadonlyMap<string, unknown>
  readonly isPartial: boolean
}

function callThrough(context: HelperContext, { target, around, args, kwargs, isPartial }: ThroughCall): unknown {
  const signature = context.signatureOf(target)
  const make = (): Callable => {
    const inner = context.wrap ? context.wrap(target) : target
    return around.reduce<unknown>(
      (wrapped, wrap) => wrap(wrapped),
      around.length > 0 ? callable(inner) : inner,
    ) as Callable
  }
  if (!isPartial) return callTarget(make(), signature, { args, kwargs })
  const partial = (...given: readonly unknown[]): unknown => {
    const { keywords = {}, more } = partialArguments(given)
    return callTarget(make(), signature, {
      args: [...args, ...more],
      kwargs: new Map([...kwargs, ...Object.entries(keywords)]),
    })
  }
  return Object.assign(partial, { target, args, kwargs: Object.fromEntries(kwargs) })
}

/** What a wrapper is handed: a class that makes an instance whether it is called with `new` or without. */
function callable(target: Callable): Callable {
  if (!isClass(target)) return target
  return new Proxy(target, { apply: (made, _self, args) => Reflect.construct(made as never, args) })
}

function partialOf(context: HelperContext, all: readonly unknown[]): unknown {
  const { args, options } = split(all)
  const { _partial_target_: target, ...kwargs } = options
  return callThrough(context, {
    target: target as Callable,
    around: [],
    args,
    kwargs: new Map(Object.entries(kwargs)),
    isPartial: true,
  })
}

/** What is given by position, and the object with what is given by name, which comes last. */
function split(all: readonly unknown[]): { args: readonly unknown[]; options: Record<string, unknown> } {
  return { args: all.slice(0, -1), options: (all.at(-1) ?? {}) as Record<string, unknown> }
}

/** The value behind an address: at once where it is known, as a promise where a module has to be loaded. */
function locate({ targets }: HelperContext, address: string, place: TargetPlace = {}): unknown {
  try {
    return targets.locateSync(address, place)
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'TARGET_ASYNC') throw error
    return targets.locate(address, place)
  }
}

function dict(...all: unknown[]): object {
  return Object.assign({}, ...all)
}

function list(...values: unknown[]): unknown[] {
  const [only] = values
  return values.length === 1 && Array.isArray(only) ? [...only] : values
}

function set(values: Iterable<unknown> = []): Set<unknown> {
  return new Set(values)
}

/** Python's `range(stop)`, `range(start, stop, step)`, as a list. */
function range(first: number, second?: number, step = 1): number[] {
  const [start, stop] = second === undefined ? [0, first] : [first, second]
  const length = step === 0 ? 0 : Math.max(0, Math.ceil((stop - start) / step))
  return Array.from({ length }, (_, at) => start + at * step)
}

/** A path is a text. */
function path(...parts: string[]): string {
  return parts.join('/')
}

function typedArray({ type, values }: { type: string; values: unknown[] }): unknown {
  const make = globalTarget(type) as (new (values: unknown[]) => unknown) | undefined
  if (make === undefined || !/Array$/.test(type)) throw new RangeError(`There is no typed array \`${type}\`.`)
  return new make(values)
}

function asList(value: unknown): readonly unknown[] {
  return value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]
}

function isPromise(value: unknown): value is Promise<unknown> {
  return value instanceof Promise
}
