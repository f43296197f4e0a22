import { dirname } from 'node:path'
import type { TargetEnvironment } from '@hydra-zen/hydra'
import { type Composition, type ConfigStore, globalConfigStore, hydraMain } from '@hydra-zen/hydra'
import { MapNode } from '@hydra-zen/omegaconf/nodes'
import type { ParameterList } from '../config/parameters.ts'
import { ZenError, ZenValidationError } from '../errors.ts'
import { zenTargets } from '../funcs/environment.ts'
import { checkKinds, type OptionKind } from '../option-kinds.ts'
import type { AnyStore } from '../store/store-types.ts'
import { moduleUrl, type ThisModule } from '../targets/this-module.ts'
import type { AnyFunction } from '../types.ts'
import { fileOf } from './hydra-main.ts'
import type { MainOptions, ZenOptions } from './zen-types.ts'

/** As much of a task as running it takes. */
export interface RunnableTask {
  readonly fn: AnyFunction
  readonly parameters: ParameterList
  readonly options: ZenOptions<AnyFunction>
  call(config: unknown, how: { readonly targets: TargetEnvironment }): Promise<unknown>
  problems(config: MapNode, how: { readonly missing: boolean }): readonly string[]
}

/** Runs a task as a program: what `zen(task).main(import.meta)` does. */
export async function runMain(task: RunnableTask, module: ThisModule, options: MainOptions): Promise<unknown> {
  const url = moduleUrl(module)
  if (url === undefined) {
    throw new ZenError('main() is told first whose command line it is.', {
      code: 'ZEN_OPTION',
      hint: 'zen(task).main(import.meta, { configName: … }), or main(module, …) in CommonJS',
    })
  }
  checkKinds(options, mainKinds, 'main')
  const entry = fileOf(url)
  const targets = zenTargets({
    roots: [dirname(entry), ...(options.targetRoots ?? [])],
    allowTargets: options.allowTargets,
    importer: options.importer,
    entry,
    makeConfigs: () => makeConfigs(options.stores),
  })
  return hydraMain({
    task: (config) => task.call(config, { targets }),
    entry: url,
    configName: options.configName,
    configPath: options.configPath,
    versionBase: options.versionBase,
    argv: options.argv,
    overrides: options.overrides,
    store: storeWith(options.stores),
    targets,
    validate: (composition) => refuseMisfits(task, composition),
    docOf: (key) => task.parameters.params.find(({ name }) => name === key)?.doc,
  })
}

const mainKinds: Readonly<Record<keyof MainOptions, OptionKind>> = {
  configName: 'any',
  configPath: 'any',
  versionBase: 'any',
  stores: 'any',
  overrides: 'list',
  argv: 'list',
  allowTargets: 'list',
  targetRoots: 'list',
  importer: 'any',
}

/** The shared config store with the entries of `stores` on top. The shared one itself stays as it is. */
export function storeWith(stores: AnyStore | readonly AnyStore[] | undefined, base = globalConfigStore): ConfigStore {
  if (stores === undefined) return base
  const list = Array.isArray(stores) ? (stores as readonly AnyStore[]) : [stores as AnyStore]
  const configStore = base.copy()
  const [first, ...others] = list
  if (first === undefined) return base
  const all = others.reduce<AnyStore>((both, store) => both.merge(store), first.copy())
  all.enqueueAll()
  all.addToHydraStore({ overwriteOk: true, configStore })
  return configStore
}

/** Makes every stored config: a worker, which is handed a config that was made elsewhere, has asked for none. */
function makeConfigs(stores: AnyStore | readonly AnyStore[] = []): void {
  for (const store of [stores].flat() as readonly AnyStore[]) {
    for (const entry of store) {
      try {
        void entry.node
      } catch {
        // whoever needs this one is told
      }
    }
  }
}

/** Holds what was composed against the types of the task's parameters, before anything is created. */
function refuseMisfits(task: RunnableTask, { config }: Composition): void {
  if (task.options.wrapTarget !== undefined || !(config instanceof MapNode)) return
  const problems = task.problems(config, { missing: false })
  if (problems.length === 0) return
  throw new ZenValidationError(
    `The config does not fit ${task.fn.name || 'the task'}:\n${problems.map((line) => `  ${line}`).join('\n')}`,
    { code: 'ZEN_INVALID_CONFIG' },
    problems,
  )
}
