import {
  type ContainerNode,
  copyNode,
  isConfigNode,
  isPlainMap,
  type MapNode,
  mergeInto,
  nodeOf,
  resolved,
} from '@hydra-zen/omegaconf/nodes'
import { dataNode } from './data-node.ts'
import { createDisposalScope, currentScope, type DisposalScope } from './disposal-scope.ts'
import { Engine, type Steps } from './engine.ts'
import { CONVERT, PARTIAL, RECURSIVE } from './special-keys.ts'
import { convertOf } from './steering.ts'
import type { TargetEnvironment } from './target-environment.ts'
import { targetError } from './target-error.ts'
import { currentTargets } from './targets.ts'
import type { WrapTarget } from './wrap-target.ts'

export type { WrappedTarget, WrapTarget } from './wrap-target.ts'

/** How a config is turned into what it describes. */
export interface InstantiateOptions {
  /** Positional arguments of the outermost target; they replace its `_args_`. */
  readonly args?: readonly unknown[] | undefined
  /** Merged over the outermost config before anything is made, as the reference merges call-site keywords. */
  readonly kwargs?: Readonly<Record<string, unknown>> | ReadonlyMap<string, unknown> | undefined
  /** What addresses stand for; unless given, those of `runWithTargets` around this call. */
  readonly targets?: TargetEnvironment | undefined
  readonly wrapTarget?: WrapTarget | undefined
  /** Takes what was made and can be disposed of, and holds what `_once_: true` shares; in a job, the job's own. */
  readonly scope?: DisposalScope | undefined
}

/**
 * What a config describes, made: a node, a view or plain data. `null` gives `null`.
 *
 * Children come before their parent, one after another in the order of the keys; a promise that a target returns is
 * awaited (native promises only). Interpolations are followed as they are reached; the config is not changed.
 * Reference: `hydra.utils.instantiate`, with `_target_ _args_ _partial_ _convert_ _recursive_`; ours besides:
 * `_call_: false` (the value itself, not called), `_once_: true` and `${ref:path}` (shared instances).
 *
 * @throws InstantiationException with the key, the place in the source and what the target takes;
 * MissingMandatoryValue and InterpolationResolutionError for values that cannot be read
 */
export async function instantiate(config: unknown, options: InstantiateOptions = {}): Promise<unknown> {
  return await createInstantiation(options).make(config)
}

/** Makes several configs of one tree, as if they were one. */
export interface Instantiation {
  /** What a config describes, as `instantiate` makes it. */
  make(config: unknown): Promise<unknown>
}

/**
 * For configs that belong together, such as the parameters of a task: what `${ref:path}` shares is shared by them all.
 *
 * Where no scope owns what is made, a failure disposes of what was made before it: nobody else could.
 */
export function createInstantiation(options: InstantiateOptions = {}): Instantiation {
  const own = options.scope === undefined && currentScope() === undefined ? lazyScope() : undefined
  const engine = engineFor(own ? { ...options, scope: own } : options, false)
  return {
    make: async (config) => {
      const steps = stepsOf(config, options, engine)
      if (steps === undefined) return null
      try {
        return await run(steps)
      } catch (error) {
        await own?.disposeAll().catch(() => {}) // what went wrong first is what the user has to know
        throw error
      }
    },
  }
}

/** A scope that is rarely ended: what it owns is looked at only then. */
function lazyScope(): DisposalScope {
  const made: unknown[] = []
  const disposeAll = (): Promise<void> => {
    const scope = createDisposalScope()
    for (const value of made) scope.own(value)
    return scope.disposeAll()
  }
  return { shared: new Map(), own: (value) => void made.push(value), disposeAll, [Symbol.asyncDispose]: disposeAll }
}

async function run(steps: Steps): Promise<unknown> {
  let step = steps.next()
  while (!step.done) {
    let settled: unknown
    try {
      settled = await step.value
    } catch (error) {
      step = steps.throw(error)
      continue
    }
    step = steps.next(settled)
  }
  return step.value
}

/**
 * As `instantiate`, with nothing awaited: for registered targets.
 *
 * @throws InstantiationException `TARGET_ASYNC` where a module would have to be loaded or a target returned a promise
 */
export function instantiateSync(config: unknown, options: InstantiateOptions = {}): unknown {
  const steps = stepsOf(config, options, engineFor(options, true))
  if (steps === undefined) return null
  return steps.next().value
}

function engineFor(options: InstantiateOptions, sync: boolean): Engine {
  const { args = [], targets = currentTargets(), wrapTarget, scope = currentScope() } = options
  return new Engine({ targets, args, wrapTarget, scope, sync })
}

/** The work, not yet begun; none for `null`. */
function stepsOf(config: unknown, { kwargs }: InstantiateOptions, engine: Engine): Steps | undefined {
  if (config === null || config === undefined) return undefined
  const node = containerOf(config)
  if (node === undefined) return undefined
  const keywords = kwargs instanceof Map ? kwargs : new Map(Object.entries(kwargs ?? {}))
  if (node.kind === 'map') {
    const whole = keywords.size === 0 ? node : mergedConfig(node, keywords)
    return engine.root(whole, { convert: 'none', recursive: true })
  }
  if (keywords.get(PARTIAL)) {
    throw targetError('_partial_ means nothing for a list of configs.', { code: 'INSTANTIATE_CONFIG' })
  }
  const recursive = keywords.get(RECURSIVE)
  return engine.root(node, {
    convert: convertOf(keywords.get(CONVERT), 'none'),
    recursive: typeof recursive === 'boolean' ? recursive : true,
  })
}

/** The node of what was given; none for a config that is `null`. */
function containerOf(config: unknown): ContainerNode | undefined {
  let node = nodeOf(config) ?? (isConfigNode(config) ? config : undefined)
  if (node === undefined && (Array.isArray(config) || isPlainMap(config))) node = dataNode(config)
  if (node?.state === 'interpolation') node = resolved(node)
  if (node?.state === 'null') return undefined
  if (node === undefined || node.kind === 'scalar' || node.state !== 'value') {
    throw targetError(`A config to instantiate is a mapping or a list, not ${described(config)}.`, {
      code: 'INSTANTIATE_CONFIG',
    })
  }
  return node
}

/** A copy of a config with keywords merged over it, where the config stood. */
function mergedConfig(node: MapNode, keywords: ReadonlyMap<string, unknown>): MapNode {
  const copy = copyNode(node)
  copy.parent = node.parent
  copy.key = node.key
  copy.flags = { ...copy.flags, struct: false, readonly: false, allowObjects: true }
  mergeInto(copy, [dataNode(keywords)])
  return copy
}

function described(config: unknown): string {
  const node = nodeOf(config) ?? (isConfigNode(config) ? config : undefined)
  if (node !== undefined) return node.state === 'value' ? 'a single value' : `\`${node.text ?? '???'}\``
  return typeof config === 'object' ? (config?.constructor?.name ?? 'an object') : `a ${typeof config}`
}
