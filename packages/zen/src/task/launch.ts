import { dirname } from 'node:path'
import { type JobReturn, launchApp, type Task } from '@hydra-zen/hydra'
import type { BuilderParts } from '../builds/builder.ts'
import { engineValue } from '../config/to-node.ts'
import { ZenError } from '../errors.ts'
import { zenTargets } from '../funcs/environment.ts'
import { checkKinds, type OptionKind } from '../option-kinds.ts'
import { CallSite } from '../targets/call-site.ts'
import type { AnyFunction, Composed } from '../types.ts'
import { whatIs } from '../what-is.ts'
import { storeWith } from './main.ts'
import { hasSweep, type Overrides, overrideTexts, type Sweep } from './override-text.ts'
import { ZenTask } from './zen.ts'
import type { MainOptions, Zen } from './zen-types.ts'

/** How {@link launch} runs a task. */
export interface LaunchOptions
  extends Pick<MainOptions, 'stores' | 'configPath' | 'versionBase' | 'allowTargets' | 'targetRoots' | 'importer'> {
  readonly overrides?: Overrides | undefined
  /** A job for each combination; true where an override is `sweep([…])`, unless told. */
  readonly multirun?: boolean | undefined
  readonly configName?: string | undefined
  /** `hydra.job.name` */
  readonly jobName?: string | undefined
  /** Whether Hydra's logging is set up; true unless told. */
  readonly logging?: boolean | undefined
}

/** What {@link launch} runs: a function of the config, or `zen(task)`. */
export type LaunchTask<R, Config = never> =
  | ((config: Config) => R)
  | (Pick<Zen<AnyFunction>, 'address' | 'validate'> & { readonly fn: (...args: never) => R })

/** What comes of a launch: the job's return; those of all jobs in a multirun. */
export type Launched<R, Multirun, O> = [boolean] extends [Multirun]
  ? JobReturn<R> | readonly JobReturn<R>[]
  : [true] extends [Multirun]
    ? readonly JobReturn<R>[]
    : [false] extends [Multirun]
      ? JobReturn<R>
      : O extends readonly string[]
        ? JobReturn<R>
        : unknown extends O[keyof O]
          ? JobReturn<R> | readonly JobReturn<R>[]
          : Extract<O[keyof O], Sweep> extends never
            ? JobReturn<R>
            : readonly JobReturn<R>[]

/**
 * Runs tasks from code. A task that says what config it takes is taken at its word; others get what `config` comes to.
 */
export type Launch = <
  F extends object,
  R,
  Config = Composed<F>,
  O extends Overrides = readonly string[],
  Multirun extends boolean | undefined = undefined,
>(
  config: F,
  task: LaunchTask<R, Config>,
  options?: Omit<LaunchOptions, 'overrides' | 'multirun'> & {
    readonly overrides?: O | undefined
    readonly multirun?: Multirun
  },
) => Promise<Launched<Awaited<R>, Multirun, O>>

/** `launch` for configs that `builder` makes. */
export function launchWith({ justFrom }: BuilderParts): Launch {
  const launch = async (config: unknown, task: unknown, options: LaunchOptions = {}): Promise<unknown> => {
    const site = new CallSite(launch)
    checkKinds(options, launchKinds, 'launch')
    if (typeof task !== 'function') throw noTask(task)
    if (typeof options.overrides === 'string') throw noOverrides(options.overrides)
    const { overrides = [], configName = 'zen_launch', jobName = 'zen_launch', logging = true } = options
    const store = storeWith(options.stores).copy()
    store.store({
      name: configName,
      node: () => engineValue(justFrom(config, { site, verb: 'launch' })),
      provider: 'hydra_zen',
    })
    const entry = site.file ?? process.cwd()
    const targets = zenTargets({
      roots: [dirname(entry), ...(options.targetRoots ?? [])],
      allowTargets: options.allowTargets,
      importer: options.importer,
    })
    const run = task instanceof ZenTask ? (cfg: unknown) => task.call(cfg, { targets }) : (task as AnyFunction)
    const { configPath, versionBase } = options
    const outcome = await launchApp(
      { task: run as unknown as Task, entry, configName, configPath, versionBase, jobName, store, targets },
      { overrides: overrideTexts(overrides), multirun: options.multirun ?? hasSweep(overrides), logging },
    )
    return 'returns' in outcome ? outcome.returns : outcome
  }
  return launch as unknown as Launch
}

function noTask(task: unknown): ZenError {
  return new ZenError(`launch: the task is a function, or zen(task); this is ${whatIs(task)}.`, {
    code: 'ZEN_OPTION',
    hint: 'launch(config, task, options)',
  })
}

function noOverrides(text: string): ZenError {
  return new ZenError('launch: the option `overrides` is a list or an object.', {
    code: 'ZEN_OPTION',
    hint: `write overrides: ['${text}']`,
  })
}

const launchKinds: Readonly<Record<keyof LaunchOptions, OptionKind>> = {
  stores: 'any',
  configPath: 'any',
  versionBase: 'any',
  allowTargets: 'list',
  targetRoots: 'list',
  importer: 'any',
  overrides: 'any',
  multirun: 'boolean',
  configName: 'text',
  jobName: 'text',
  logging: 'boolean',
}
