/** What stands on a command line beside the overrides. A flag that was not given is `undefined` or `false`. */
export interface Flags {
  readonly help: boolean
  readonly hydraHelp: boolean
  readonly version: boolean
  readonly cfg: 'job' | 'hydra' | 'all' | undefined
  readonly resolve: boolean
  readonly package: string | undefined
  readonly run: boolean
  readonly multirun: boolean
  readonly shellCompletion: boolean
  readonly configPath: string | undefined
  readonly configName: string | undefined
  readonly configDir: string | undefined
  /** The file that the job-info callback of an earlier run wrote. */
  readonly experimentalRerun: string | undefined
  readonly info: InfoTopic | undefined
  readonly format: 'text' | 'json' | undefined
  /** The key whose value is to be explained. */
  readonly explain: string | undefined
  readonly blame: boolean
  readonly dryRun: 'text' | 'json' | undefined
  /** The sweep directory to go on with. */
  readonly resume: string | undefined
  readonly retryFailed: boolean
  /** Go on with a sweep although its base config has changed. */
  readonly acceptChanges: boolean
  /** Everything else, in the order it was typed. */
  readonly overrides: readonly string[]
}

export type InfoTopic = 'all' | 'config' | 'defaults' | 'defaults-tree' | 'plugins' | 'searchpath'

/** One flag: what may be typed, and what the help says about it. */
export interface FlagSpec {
  readonly field: Exclude<keyof Flags, 'overrides'>
  /** `--config-name`, then the short form if there is one. */
  readonly names: readonly [string, ...string[]]
  /** What follows the flag: nothing, a value, or a value that may be left out. */
  readonly takes: 'nothing' | 'value' | 'optional value'
  readonly choices?: readonly string[]
  /** What the flag means where its optional value is left out. */
  readonly otherwise?: string
  /** How the value is called in the usage. */
  readonly placeholder?: string
  /** Has no counterpart in the reference. An abbreviation means such a flag only where it fits none of the others. */
  readonly ours?: boolean
  readonly help: string
}

const topics = ['all', 'config', 'defaults', 'defaults-tree', 'plugins', 'searchpath'] as const

/** Every flag, in the order of the help. */
export const flagSpecs: readonly FlagSpec[] = [
  { field: 'help', names: ['--help', '-h'], takes: 'nothing', help: "Shows the app's help and its config." },
  { field: 'hydraHelp', names: ['--hydra-help'], takes: 'nothing', help: 'Shows the help of Hydra itself.' },
  { field: 'version', names: ['--version'], takes: 'nothing', help: "Shows Hydra's version." },
  {
    field: 'cfg',
    names: ['--cfg', '-c'],
    takes: 'value',
    choices: ['job', 'hydra', 'all'],
    help: "Shows the composed config instead of running: the job's, Hydra's own, or both.",
  },
  {
    field: 'resolve',
    names: ['--resolve'],
    takes: 'nothing',
    help: 'With --cfg or --help: shows values in the place of interpolations.',
  },
  {
    field: 'package',
    names: ['--package', '-p'],
    takes: 'value',
    placeholder: 'KEY',
    help: 'With --cfg: shows only what is under this key.',
  },
  { field: 'run', names: ['--run', '-r'], takes: 'nothing', help: 'Runs one job. This is what happens anyway.' },
  {
    field: 'multirun',
    names: ['--multirun', '-m'],
    takes: 'nothing',
    help: 'Runs a job for each combination of values, with the launcher and the sweeper of the config.',
  },
  {
    field: 'shellCompletion',
    names: ['--shell-completion', '-sc'],
    takes: 'nothing',
    help: 'With install=SHELL or uninstall=SHELL: prints the script that switches completion on or off, for bash, zsh or fish.',
  },
  {
    field: 'configPath',
    names: ['--config-path', '-cp'],
    takes: 'value',
    placeholder: 'DIR',
    help: 'The directory of the configs, in the place of the one the app names. Relative to the file of the app.',
  },
  {
    field: 'configName',
    names: ['--config-name', '-cn'],
    takes: 'value',
    placeholder: 'NAME',
    help: 'The primary config, in the place of the one the app names.',
  },
  {
    field: 'configDir',
    names: ['--config-dir', '-cd'],
    takes: 'value',
    placeholder: 'DIR',
    help: 'One more directory of configs. Relative to the working directory.',
  },
  {
    field: 'experimentalRerun',
    names: ['--experimental-rerun'],
    takes: 'value',
    placeholder: 'FILE',
    help: 'Runs a job again, exactly: the config.pickle that its job-info callback left, or its directory.',
  },
  {
    field: 'info',
    names: ['--info', '-i'],
    takes: 'optional value',
    choices: topics,
    otherwise: 'all',
    help: 'Shows how the config comes about: search path, defaults list, defaults tree, plugins, config.',
  },
  {
    field: 'format',
    names: ['--format'],
    takes: 'value',
    choices: ['text', 'json'],
    ours: true,
    help: 'With --info: json is for programs.',
  },
  {
    field: 'explain',
    names: ['--explain'],
    takes: 'value',
    placeholder: 'KEY',
    ours: true,
    help: 'Shows where the value of a key comes from, and all it was before.',
  },
  {
    field: 'blame',
    names: ['--blame'],
    takes: 'nothing',
    ours: true,
    help: 'With --cfg: says beside each line where its value was written.',
  },
  {
    field: 'dryRun',
    names: ['--dry-run'],
    takes: 'optional value',
    choices: ['text', 'json'],
    otherwise: 'text',
    ours: true,
    help: 'Composes every job and shows what would run, and where; starts nothing.',
  },
  {
    field: 'resume',
    names: ['--resume'],
    takes: 'value',
    placeholder: 'DIR',
    ours: true,
    help: 'Goes on with the sweep in this directory: runs only the jobs that are missing.',
  },
  {
    field: 'retryFailed',
    names: ['--retry-failed'],
    takes: 'nothing',
    ours: true,
    help: 'With --resume: runs those that failed once more.',
  },
  {
    field: 'acceptChanges',
    names: ['--accept-changes'],
    takes: 'nothing',
    ours: true,
    help: 'With --resume: goes on although the config of the sweep has changed since.',
  },
]

/** The names of the flags, for suggestions. */
export const flagNames: readonly string[] = flagSpecs.flatMap(({ names }) => names)
