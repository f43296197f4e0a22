import { AsyncResource } from 'node:async_hooks'
import { inspect } from 'node:util'
import type { TargetEnvironment } from '@hydra-zen/hydra'
import {
  childOf,
  copyNode,
  isView,
  type MapNode,
  nodeOf,
  resolveInPlace,
  toContainer,
  view,
} from '@hydra-zen/omegaconf/nodes'
import type { Callable, Signature } from '@hydra-zen/signatures'
import { callTarget } from '../config/call-target.ts'
import { listNames, type ParameterList, parameterList } from '../config/parameters.ts'
import type { MakeConfig } from '../convert/builtin-converters.ts'
import { SignatureError, ZenError, ZenValidationError } from '../errors.ts'
import { defaultTargets } from '../instantiate.ts'
import { checkKinds, type OptionKinds } from '../option-kinds.ts'
import { addressOf } from '../targets/address-of.ts'
import { CallSite } from '../targets/call-site.ts'
import { sharedRegistry } from '../targets/registry.ts'
import { signatureFor } from '../targets/signature-for.ts'
import type { ThisModule } from '../targets/this-module.ts'
import type { AnyFunction } from '../types.ts'
import { argumentMisfits, misfitText } from '../validation/validate.ts'
import { whatIs } from '../what-is.ts'
import {
  type ExtractOptions,
  extractArguments,
  missingParams,
  positionsOf,
  readParams,
  refuseMissing,
  refuseTooMany,
} from './extract.ts'
import { runMain } from './main.ts'
import { readConfig } from './read-config.ts'
import type { MainOptions, PreCall, ZenOptions, Zen as ZenType } from './zen-types.ts'

/** A class of tasks: {@link ZenTask} or one that extends it. */
export type ZenClass = new (task: AnyFunction, options: ZenOptions<AnyFunction>, site: CallSite) => ZenTask

/**
 * A task that reads its parameters from a config: each one by name, built, and handed over. Other keys are left alone.
 *
 * Tasks may be asynchronous; the result is always a promise.
 *
 * @throws SignatureError `SIGNATURE_UNREADABLE` for a function whose parameters nobody can tell
 * @example
 * await zen(task).main(import.meta, { configName: 'task', stores: store })
 */
export function zen<C extends AnyFunction>(
  task: C,
  options: ZenOptions<C> & { readonly Zen?: ZenClass } = {},
): ZenType<C> {
  const Class = options.Zen ?? ZenTask
  return new Class(task, options as ZenOptions<AnyFunction>, new CallSite(zen)) as unknown as ZenType<C>
}

/** A function with the methods of a class. */
class CallableObject {
  constructor() {
    const self = (config: unknown): Promise<unknown> => (self as unknown as ZenTask).call(config)
    // biome-ignore lint/correctness/noConstructorReturn: the object is to be a function, and to keep the class's methods
    return Object.setPrototypeOf(self, new.target.prototype)
  }
}

/** What `zen(task)` gives. Extend it to change how tasks are called: `zen(task, { Zen: MyTask })`. */
export class ZenTask extends CallableObject {
  readonly fn: AnyFunction
  readonly #options: ZenOptions<AnyFunction>
  readonly #site: CallSite
  readonly #signature: Signature
  readonly #list: ParameterList
  readonly #preCalls: readonly PreCall[]

  constructor(task: AnyFunction, options: ZenOptions<AnyFunction>, site: CallSite) {
    super()
    if (typeof task !== 'function') throw noFunction(task)
    if (new.target === ZenTask) checkKinds(options, zenKinds, 'zen')
    Object.defineProperty(this, 'name', { value: task.name, configurable: true })
    this.fn = task
    this.#options = options
    this.#site = site
    const signature = signatureFor(task as Callable, { site })
    if (!signature) throw unreadable(task)
    this.#signature = signature
    this.#list = parameterList(signature)
    const { preCall = [] } = options
    this.#preCalls = Array.isArray(preCall) ? (preCall as PreCall[]) : [preCall as PreCall]
    for (const one of this.#preCalls) checkPreCall(one)
    registerFactory()
  }

  /** The config that makes this task again: what `just(zen(task))` gives. */
  toConfig(make: MakeConfig, convert: (value: unknown) => unknown): unknown {
    const { Zen: _, ...options } = this.#options as ZenOptions<AnyFunction> & { Zen?: ZenClass }
    return make(FACTORY, { task: convert(this.fn), ...(convert(options) as object) })
  }

  /** The parameters it reads, and whether it takes more. */
  get parameters(): ParameterList {
    return this.#list
  }

  get options(): ZenOptions<AnyFunction> {
    return this.#options
  }

  get address(): string {
    return addressOf(this.fn as Callable, this.#site, { verb: 'zen' })
  }

  /** Reads, builds and calls. `targets`: what addresses stand for, where it is not the app's own. */
  async call(
    config: unknown,
    { targets = defaultTargets() }: { readonly targets?: TargetEnvironment } = {},
  ): Promise<unknown> {
    const node = ownTree(config)
    const { resolvePreCall = true, runInContext } = this.#options
    const options = this.#extractOptions(targets)
    if (resolvePreCall && this.#preCalls.length > 0) resolveInPlace(node)
    for (const preCall of this.#preCalls) await callPreCall(preCall, node, targets)
    refuseMissing(node, readParams(this.#list, options), this.fn.name || 'the task')
    refuseTooMany(node, this.#list, this.fn.name)
    const { args, kwargs } = await extractArguments(node, this.#list, options)
    for (const { name } of this.#list.params) if (options.cfgNames.includes(name)) kwargs.set(name, view(node))
    const run = () => callTarget(this.#wrapped(), this.#signature, { args, kwargs })
    return await (runInContext ? new AsyncResource('zen').runInAsyncScope(run) : run())
  }

  validate(config: unknown): void {
    for (const preCall of this.#preCalls) if (preCall instanceof ZenTask) preCall.validate(config)
    const problems = this.problems(readConfig(config))
    if (problems.length === 0) return
    const count = problems.length === 1 ? 'One problem' : `${problems.length} problems`
    throw new ZenValidationError(
      `${count} with the config of ${this.fn.name || 'the task'}:\n${problems.map((line) => `  ${line}`).join('\n')}`,
      { code: 'ZEN_INVALID_CONFIG', hint: `it takes: ${listNames(this.#list)}` },
      problems,
    )
  }

  /** One line for each value that is missing or does not fit. */
  problems(config: MapNode, { missing = true }: { readonly missing?: boolean } = {}): string[] {
    const params = readParams(this.#list, this.#extractOptions(undefined))
    const lines = missing ? missingParams(config, params).map((name) => `${name} is missing`) : []
    const values = new Map<string, unknown>()
    for (const { name } of params) {
      const node = childOf(config, name)
      if (node?.state === 'null') values.set(name, null)
      else if (node && (node.kind !== 'scalar' || node.state === 'value')) values.set(name, toContainer(node))
    }
    const args = childOf(config, '_args_')
    if (args && args.kind !== 'list') lines.push('_args_ must be a list')
    const given = positionsOf(config)
    const { positions } = this.#list
    if (given > positions)
      lines.push(
        `_args_ has ${given} values, and there ${positions === 1 ? 'is 1 parameter' : `are ${positions} parameters`}`,
      )
    return [...lines, ...argumentMisfits(values, this.#list).map(misfitText)]
  }

  /** The program: reads the command line, composes and runs. Does nothing where the module is merely imported. */
  main(module: ThisModule, options: MainOptions = {}): Promise<unknown> {
    return runMain(this, module, options)
  }

  [inspect.custom](): string {
    return `zen[${this.fn.name}(${this.#list.params.map(({ name }) => name).join(', ')})](cfg)`
  }

  #extractOptions(targets: TargetEnvironment | undefined): ExtractOptions {
    const { exclude = [], cfgName, unpackRest = false, wrapTarget } = this.#options
    const names =
      typeof exclude === 'string' ? exclude.split(',').map((name) => name.trim()) : (exclude as unknown as string[])
    return {
      exclude: new Set(names),
      cfgNames: cfgName === undefined ? ['zenCfg', 'zen_cfg'] : [cfgName],
      unpackRest,
      wrapTarget,
      targets: targets as TargetEnvironment,
      scope: undefined,
    }
  }

  #wrapped(): Callable {
    const { wrapTarget } = this.#options
    return (wrapTarget ? wrapTarget(this.fn) : this.fn) as Callable
  }
}

const FACTORY = 'zen:task'

/** What the configs of tasks name as their target. */
function makeTask({ task, ...options }: { readonly task: AnyFunction }): unknown {
  return zen(task, options)
}

registerFactory()

function registerFactory(registry = sharedRegistry()): void {
  if (registry.locate(FACTORY)) return
  registry.add(makeTask as Callable, { address: FACTORY, file: undefined, member: undefined, exported: true })
}

/** A tree that may be resolved in place: that of a view, where it is a whole one, is copied first. */
function ownTree(config: unknown): MapNode {
  const node = readConfig(config)
  return isView(config) && node.parent === undefined && nodeOf(config) === node ? copyNode(node) : node
}

function callPreCall(preCall: PreCall, node: MapNode, targets: TargetEnvironment): unknown {
  if (preCall instanceof ZenTask) return preCall.call(view(node), { targets })
  return (preCall as (config: unknown) => unknown)(view(node))
}

function checkPreCall(preCall: PreCall): void {
  if (preCall instanceof ZenTask || (typeof preCall === 'function' && preCall.length <= 1)) return
  throw new SignatureError('A preCall is a function of one value: the config.', { code: 'ZEN_OPTION' })
}

function unreadable({ name }: AnyFunction): SignatureError {
  return new SignatureError(`zen(${name || 'function'}): its parameters cannot be read.`, {
    code: 'SIGNATURE_UNREADABLE',
    hint: `give their names: zen(named(${/^\w+$/.test(name) ? name : 'task'}, 'x', 'y'))`,
  })
}

function noFunction(task: unknown): ZenError {
  return new ZenError(`zen: the task is a function; this is ${whatIs(task)}.`, {
    code: 'ZEN_OPTION',
    hint: 'zen(task, options)',
  })
}

const zenKinds: OptionKinds = {
  exclude: 'any',
  preCall: 'any',
  resolvePreCall: 'boolean',
  unpackRest: 'boolean',
  runInContext: 'boolean',
  wrapTarget: 'any',
  cfgName: 'text',
  Zen: 'any',
}
