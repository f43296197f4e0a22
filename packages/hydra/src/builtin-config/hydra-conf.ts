import {
  anyType,
  boolType,
  dictOf,
  enumOf,
  intType,
  listOf,
  numberType,
  optionalOf,
  type SchemaType,
  schemaOf,
  strType,
} from '@hydra-zen/omegaconf/nodes'

/** How the app was started: `hydra.mode`. */
const runModeType = enumOf('RunMode', { RUN: 1, MULTIRUN: 2 })

const runDir = schemaOf('RunDir', { dir: { type: strType } })
const sweepDir = schemaOf('SweepDir', { dir: { type: strType }, subdir: { type: strType } })

const help = schemaOf('HelpConf', {
  app_name: { type: strType },
  header: { type: strType },
  footer: { type: strType },
  template: { type: strType },
})

const hydraHelp = schemaOf('HydraHelpConf', { hydra_help: { type: strType }, template: { type: strType } })

const overrides = schemaOf('OverridesConf', {
  hydra: { type: listOf(strType), default: [] },
  task: { type: listOf(strType), default: [] },
})

const overrideDirname = schemaOf('OverrideDirname', {
  kv_sep: { type: strType, default: '=' },
  item_sep: { type: strType, default: ',' },
  exclude_keys: { type: listOf(strType), default: [] },
})

const jobConfig = schemaOf('JobConfig', { override_dirname: { type: overrideDirname, default: {} } })

const job = schemaOf('JobConf', {
  name: { type: strType, doc: 'The name of the app, unless set.' },
  chdir: { type: optionalOf(boolType), default: null, doc: 'Run the job in its output directory.' },
  override_dirname: { type: strType, doc: 'The overrides of the job as one text, for use in directory names.' },
  id: { type: strType, doc: 'The job as the launcher knows it.' },
  num: { type: intType, doc: 'The place of the job in its sweep, from 0.' },
  config_name: { type: optionalOf(strType) },
  env_set: { type: dictOf(strType, strType), default: {}, doc: 'Environment variables set for the job.' },
  env_copy: { type: listOf(strType), default: [], doc: 'Environment variables handed on from here.' },
  config: { type: jobConfig, default: {} },
  on_exists: {
    type: strType,
    absent: true,
    doc: 'What to do when the output directory exists: suffix, error or overwrite.',
  },
})

/** One entry of `hydra.runtime.config_sources`. */
const configSourceInfo = schemaOf('ConfigSourceInfo', {
  path: { type: strType },
  schema: { type: strType },
  provider: { type: strType },
})

const runtime = schemaOf('RuntimeConf', {
  version: { type: strType },
  version_base: { type: strType },
  cwd: { type: strType },
  config_sources: { type: listOf(configSourceInfo) },
  output_dir: { type: strType },
  choices: { type: dictOf(anyType, strType), default: {} },
})

/**
 * What `hydra:` in a config may hold.
 *
 * Reference: `hydra.conf.HydraConf`; keys in its order. Fields that the reference lacks are known but absent: they
 * are in no config unless set, and can be set without `+`.
 */
export const hydraConf: SchemaType = schemaOf('HydraConf', {
  mode: { type: optionalOf(runModeType), default: null },
  searchpath: { type: listOf(strType), default: [], doc: 'More places to look for configs, in the primary config.' },
  run: { type: runDir, default: {} },
  sweep: { type: sweepOptions(), default: {} },
  hydra_logging: { type: dictOf(anyType, strType) },
  job_logging: { type: dictOf(anyType, strType) },
  sweeper: { type: anyType },
  launcher: { type: anyType },
  callbacks: { type: dictOf(anyType, strType), default: {} },
  help: { type: help, default: {} },
  hydra_help: { type: hydraHelp, default: {} },
  output_subdir: { type: optionalOf(strType), default: '.hydra', doc: 'null: nothing is written about a run.' },
  overrides: { type: overrides, default: {} },
  job: { type: job, default: {} },
  runtime: { type: runtime, default: {} },
  verbose: { type: anyType, default: false },
})

function sweepOptions(): SchemaType {
  return {
    ...sweepDir,
    fields: new Map([
      ...sweepDir.fields,
      [
        'on_failure',
        { type: strType, absent: true, doc: 'After a failed job: continue, stop or stop_after:N.' },
      ] as const,
      [
        'results',
        { type: boolType, absent: true, doc: 'Whether results.jsonl, results.csv and the ledger stay behind.' },
      ] as const,
    ]),
  }
}

/** The sweeper that comes with the package. */
export const basicSweeperConf = schemaOf('BasicSweeperConf', {
  _target_: { type: strType, default: 'hydra._internal.core_plugins.basic_sweeper.BasicSweeper' },
  max_batch_size: { type: optionalOf(intType), default: null, doc: 'Most jobs handed to the launcher at once.' },
  params: { type: optionalOf(dictOf(strType, strType)), default: null, doc: 'Sweeps that need no command line.' },
  include: { type: listOf(dictOf(anyType, strType)), absent: true, doc: 'Jobs besides the combinations.' },
  exclude: { type: listOf(dictOf(anyType, strType)), absent: true, doc: 'Combinations that are left out.' },
})

/** The launcher that comes with the package. */
export const basicLauncherConf = schemaOf('BasicLauncherConf', {
  _target_: { type: strType, default: 'hydra._internal.core_plugins.basic_launcher.BasicLauncher' },
})

const whenJobsFail = {
  timeout: { type: optionalOf(numberType), default: null, doc: 'Seconds a job may take.' },
  retries: { type: intType, default: 0, doc: 'How often a job that failed is started once more.' },
  backoff: { type: numberType, default: 1, doc: 'Seconds before the first retry, doubled each time.' },
}

/** Several jobs at once in this process. */
export const asyncLauncherConf = schemaOf('AsyncLauncherConf', {
  _target_: { type: strType, default: 'hydra.launchers.AsyncLauncher' },
  concurrency: { type: intType, default: 4, doc: 'How many jobs run at once.' },
  ...whenJobsFail,
})

/** Several jobs at once, each in a process of its own. */
export const processLauncherConf = schemaOf('ProcessLauncherConf', {
  _target_: { type: strType, default: 'hydra.launchers.ProcessLauncher' },
  concurrency: { type: intType, default: 2, doc: 'How many processes run at once.' },
  ...whenJobsFail,
  grace: { type: numberType, default: 3, doc: 'Seconds between asking a process to end and ending it.' },
  output: { type: strType, default: 'file', doc: 'file: stdout.log and stderr.log of the job; inherit: here.' },
})
