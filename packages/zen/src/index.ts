import type { Missing } from './types.ts'

// Builders

export {
  builds,
  config,
  configOf,
  defaultToConfig,
  fbuilds,
  hydraConf,
  hydratedClass,
  just,
  kwargsOf,
  launch,
  makeBuilds,
  makeConfig,
  makeCustomBuildsFn,
  pbuilds,
  saveYaml,
  store,
  toYaml,
  ZenStore,
} from './builders.ts'
export {
  type BuilderOptions,
  type ClassDecoratorFunction,
  type ConfigOptions,
  createBuilder,
  type Just,
} from './builds/builder.ts'
export {
  type FieldType,
  field,
  type MakeConfigOptions,
  type Opened,
  required,
  type ValuesOf,
} from './builds/make-config.ts'
export { type Converter, converterFor } from './convert/converter.ts'

// Asking a config

export { isBuilds, isJust, isPartial, targetAddress, usesZenProcessing } from './builds/inspect.ts'
export { getTarget } from './get-target.ts'

// Stores

export type { HydraConf, HydraConfInput } from './store/hydra-conf.ts'
export type {
  AnyStore,
  ConfigOfClass,
  StoreDefaults,
  StoreEntry,
  StoreOptions,
  ToConfig,
  ZenStoreOptions,
} from './store/store-types.ts'

// Tasks

export { hydraMain } from './task/hydra-main.ts'
export type { Launch, Launched, LaunchOptions, LaunchTask } from './task/launch.ts'
export { list, type Overrides, Sweep, sweep } from './task/override-text.ts'
export { ZenTask, zen } from './task/zen.ts'
export type { MainOptions, PreCall, Zen, ZenOptions } from './task/zen-types.ts'
export { type Schemas, type StandardSchema, validate } from './validation/validate.ts'

// Making what configs describe

export { type InstantiateOptions, instantiate, instantiateSync } from './instantiate.ts'
export { loadYaml } from './yaml.ts'

// Targets

export { zenTargets } from './funcs/environment.ts'
export { named, register, setImporter, setTargetRoots, type TargetOptions, target } from './targets/declare-target.ts'
export type { ThisModule } from './targets/this-module.ts'

// Errors

export {
  AmbiguousTargetError,
  ConfigValueError,
  SignatureError,
  StoreEntryExistsError,
  StoreError,
  TargetError,
  ZenError,
  ZenValidationError,
} from './errors.ts'

// Types

export type {
  AnyConfig,
  ArgsOf,
  Builds,
  BuildsFunction,
  BuildsOptions,
  ByMember,
  ByShape,
  Checked,
  Composed,
  ConfigInput,
  ConfigNode,
  ConfigOf,
  Convert,
  DefaultsItem,
  FieldsOf,
  Given,
  Instance,
  Interpolation,
  Missing,
  Named,
  NoParameters,
  OptionsFor,
  ParamsOf,
  PartialBuilds,
  Partially,
  ResultOf,
  Shape,
  Sig,
  Target,
  Values,
  Wrapper,
  WrapTarget,
} from './types.ts'

/** A value that must still be given. */
export const MISSING: Missing = '???'

// What an app needs of the packages below

export {
  Callback,
  type CallbackLike,
  type ComposeConfigEvent,
  ConfigStore,
  compose,
  createDisposalScope,
  type DisposalScope,
  getLogger,
  getOriginalCwd,
  globalConfigStore,
  HydraConfig,
  type HydraMainOptions,
  type HydraSettings,
  InstantiationException,
  initialize,
  initializeConfigDir,
  initializeConfigModule,
  type JobContext,
  type JobEndEvent,
  type JobEvent,
  JobReturn,
  type JobStartEvent,
  type MultirunEndEvent,
  type MultirunResult,
  type MultirunStartEvent,
  type RunEndEvent,
  type RunOutcome,
  type RunStartEvent,
  type SweepOutcome,
  type SweepResult,
  toAbsolutePath,
  UNSAFE_ALLOW_ALL_TARGETS,
  withTargets,
} from '@hydra-zen/hydra'
export type { DictConfig, ListConfig } from '@hydra-zen/omegaconf'
export * as OmegaConf from '@hydra-zen/omegaconf'
