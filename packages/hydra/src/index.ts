// Running

export { createHydraApp, type RunnableApp } from './cli/hydra-app.ts'
export type { HydraMainOptions, RunOutcome } from './cli/hydra-main-options.ts'
export { type LaunchRequest, launchApp } from './cli/launch-app.ts'
export { hydraMain } from './cli/main.ts'
export type { HydraApp, MultirunRequest, RunRequest, Task } from './run/app.ts'
export type { DryJob, DryRun } from './run/dry-run.ts'
export { exitCodeOf } from './run/exit-code.ts'
export { getOriginalCwd, HydraConfig, toAbsolutePath } from './run/hydra-config.ts'
export type { HydraJobSettings, HydraRuntimeSettings, HydraSettings } from './run/hydra-settings.ts'
export { runMultirun } from './run/later-multirun.ts'
export type { MultirunResult } from './run/multirun.ts'
export type { Runtime, TextSink } from './run/runtime.ts'
export { runSingle } from './run/single.ts'

// Composing

export { composeConfig } from './compose/compose-config.ts'
export { type ComposedDefaults, composeDefaults } from './compose/compose-defaults.ts'
export type { ComposeFacts, ComposeRequest, Composition } from './compose/composition.ts'
export { forkComposition } from './compose/fork-composition.ts'
export type { DefaultsList } from './defaults/defaults-list.ts'
export type { Choice, ResultDefault } from './defaults/result-default.ts'
export {
  ComposeSession,
  compose,
  type InitializeDirOptions,
  type InitializeModuleOptions,
  type InitializeOptions,
  initialize,
  initializeConfigDir,
  initializeConfigModule,
  type SessionOptions,
  type SessionRequest,
} from './run/compose-session.ts'

// Where values come from

export { type BlameLine, type BlameOptions, blame, formatBlame } from './compose/blame.ts'
export { type ExplainStep, type Explanation, explain, formatExplanation } from './compose/explain.ts'

// Instantiation

export {
  createDisposalScope,
  currentScope,
  type DisposalScope,
  withDisposalScope,
} from './instantiate/disposal-scope.ts'
export { importOnce, isSecondCopy } from './instantiate/import-module.ts'
export {
  createInstantiation,
  type InstantiateOptions,
  type Instantiation,
  instantiate,
  instantiateSync,
  type WrappedTarget,
  type WrapTarget,
} from './instantiate/instantiate.ts'
export { isPartial, type Partial, partialArguments } from './instantiate/partial.ts'

// Targets and trust

export { UNSAFE_ALLOW_ALL_TARGETS, withTargets } from './instantiate/policy.ts'
export { rawTarget, type TargetCall } from './instantiate/raw-target.ts'
export type {
  Callable,
  CallableParam,
  CallableProperty,
  CallableSignature,
  CallableType,
  SignatureHint,
  SignatureOf,
} from './instantiate/signature.ts'
export type {
  Importer,
  TargetEnvironment,
  TargetPlace,
  Targets,
  TargetsOptions,
} from './instantiate/target-environment.ts'
export { createTargets, currentTargets, runWithTargets } from './instantiate/targets.ts'

// Callbacks and jobs

export {
  Callback,
  type CallbackEventName,
  type CallbackLike,
  type ComposeConfigEvent,
  type JobEndEvent,
  type JobEvent,
  type JobStartEvent,
  type MultirunEndEvent,
  type MultirunStartEvent,
  type RunEndEvent,
  type RunStartEvent,
} from './plugins/callback.ts'
export type { JobContext, JobResult, JobSpec, JobStatus } from './plugins/job.ts'
export { JobReturn } from './plugins/job-return.ts'
export type { SweepOutcome, SweepResult } from './plugins/sweep-result.ts'

// Logging

export type { LogWorld } from './logging/log-world.ts'
export { getLogger, type Logger } from './logging/logger.ts'
export {
  configureLogging,
  type LoggingContext,
  type LoggingRequest,
  withLogging,
} from './logging/logging-context.ts'

// Configs made by code

export { builtinSchemas } from './builtin-config/builtin-configs.ts'
export { ConfigStore, globalConfigStore, type StoredConfig, type StoreRequest } from './sources/config-store.ts'

// Sources and the search path

export type { ConfigSource, LoadedConfig, ObjectKind, SearchPathItem, SourceFactory } from './sources/config-source.ts'
export { type ConfigRepository, createRepository, type RepositoryOptions } from './sources/repository.ts'
export { ConfigSearchPath, createSearchPath, type SearchPathParts } from './sources/search-path.ts'

// Overrides and sweeps

export type {
  ChoiceSweep,
  ElementValue,
  GlobSweep,
  IntervalSweep,
  ListOperation,
  ListOperationName,
  ListValue,
  MapValue,
  MapValueEntry,
  Override,
  OverrideKind,
  OverrideValue,
  PlainValue,
  QuotedValue,
  RangeNumber,
  RangeSweep,
  Sweep,
  ZipMember,
  ZipSweep,
} from './overrides/ast.ts'
export {
  type Batch,
  countJobs,
  type ExpandJobsOptions,
  expandJobList,
  expandJobs,
  type JobOverrides,
} from './overrides/expand-jobs.ts'
export { type ExpandOptions, expandSweep } from './overrides/expand-sweep.ts'
export { globMatcher } from './overrides/glob-match.ts'
export { isSweep } from './overrides/is-sweep.ts'
export { type NodeData, toNodeData } from './overrides/node-data.ts'
export { paramText } from './overrides/param-text.ts'
export { type ParseOptions, parseOverride, parseOverrides } from './overrides/parse.ts'
export { keyText, printOverride, valueText } from './overrides/print.ts'
export { shellQuote } from './overrides/shell-quote.ts'
export { seededRandom } from './overrides/shuffle.ts'

// Errors

export * from './errors.ts'
