import type { RunOutcome } from '@hydra-zen/hydra'
import type { AnyStore, ZenStore } from '../store/store-types.ts'
import type { ThisModule } from '../targets/this-module.ts'
import type { AnyFunction, ConfigInput, FittingName, Nothing, ParamsOf, ResultOf, WrapTarget } from '../types.ts'

/** Called with the task's config before anything is built; awaited. */
export type PreCall = (config: never) => unknown

/** How a task reads its config. */
export interface ZenOptions<C> {
  /** Parameters that are not read from the config; a text lists them with commas. */
  readonly exclude?: readonly (keyof ParamsOf<C>)[] | string | undefined
  /** Called in order with the config, before the parameters are built. */
  readonly preCall?: PreCall | readonly PreCall[] | undefined
  /** Resolve the config's interpolations before `preCall`; true unless told. */
  readonly resolvePreCall?: boolean | undefined
  /** Hand over the config's other keys too, to a task whose options take any key. */
  readonly unpackRest?: boolean | undefined
  /** Run the task apart from the caller's `AsyncLocalStorage` contexts: what it enters does not leak. */
  readonly runInContext?: boolean | undefined
  /** Wraps the task and everything that is built for it. */
  readonly wrapTarget?: WrapTarget | undefined
  /** The parameter that receives the whole config; `zenCfg` (or `zen_cfg`) unless told. */
  readonly cfgName?: string | undefined
}

/** How `main` finds and runs the config. */
export interface MainOptions {
  /** The config of the task: its name in a store or a file. */
  readonly configName?: string | undefined
  /** The directory of the configs: relative to the module, absolute, or `pkg://…`. */
  readonly configPath?: string | null | undefined
  /** `1.1` for configs that Hydra 1.0 or 1.1 was the last to take as they are. */
  readonly versionBase?: string | null | undefined
  /** Stores to add to the config store first. */
  readonly stores?: AnyStore | readonly AnyStore[] | undefined
  /** Overrides that stand below those of the command line. */
  readonly overrides?: readonly string[] | undefined
  /** The command line; that of the process unless given. */
  readonly argv?: readonly string[] | undefined
  /** Addresses that configs may call beyond the app's own modules: `@scope/pkg:*`. */
  readonly allowTargets?: readonly string[] | undefined
  /** Folders that dotted addresses start from, beside the app's own. */
  readonly targetRoots?: readonly string[] | undefined
  /** Imports a module; needed in bundles. */
  readonly importer?: ((specifier: string) => Promise<unknown>) | undefined
}

/** The entries of a store, by key. */
export type EntriesOf<S> = S extends ZenStore<infer M> ? M : Nothing

/** A task that reads its parameters from a config. */
export interface Zen<C extends AnyFunction> {
  /** Builds the task's parameters from `config` (a config, plain data, or YAML) and calls it. */
  (config: ConfigInput<C>): Promise<ResultOf<C>>
  readonly fn: C
  /** Where the task can be found: `my_app.task`. */
  readonly address: string
  /**
   * Holds `config` against the task's parameters, without building anything.
   * @throws ZenValidationError `ZEN_INVALID_CONFIG`: every missing or unfit value at once.
   */
  validate(config: unknown): void
  /**
   * The program: reads the command line, composes, runs. Does nothing where the module is merely imported.
   * @param module - `import.meta`; `module` in CommonJS
   */
  main<const N extends string = string, S extends AnyStore | readonly AnyStore[] = readonly AnyStore[]>(
    module: ThisModule,
    options?: Omit<MainOptions, 'configName' | 'stores'> & {
      readonly configName?: FittingName<C, EntriesOf<S>, N> | undefined
      readonly stores?: S | undefined
    },
  ): Promise<RunOutcome<ResultOf<C>> | undefined>
}
