import { resolve } from 'node:path'
import type { DictConfig } from '@hydra-zen/omegaconf'
import { isSecondCopy } from '../instantiate/import-module.ts'
import type { JobReturn } from '../plugins/job-return.ts'
import type { HydraApp, MultirunRequest } from '../run/app.ts'
import { exitCodeOf, leftBehind } from '../run/exit-code.ts'
import type { Runtime } from '../run/runtime.ts'
import { runSingle } from '../run/single.ts'
import type { PlaceFlags } from './app-configs.ts'
import { checkFlags, idleFlags } from './check-flags.ts'
import { createApp } from './create-app.ts'
import type { Flags } from './flags.ts'
import type { HydraMainOptions, RunOutcome } from './hydra-main-options.ts'
import { isMain } from './is-main.ts'
import { FlagError, parseFlags } from './parse-flags.ts'
import { type ProcessRuntime, processRuntime } from './process-runtime.ts'
import { composeRun } from './run-mode.ts'

/**
 * The command line of an app: does what the arguments ask for, and sets the process' exit code.
 *
 * Does nothing, and gives `undefined`, where `entry` is not the file the process was started with (it was imported)
 * and no `argv` is given. Gives `undefined` also where something was shown instead of run. A task that fails does not
 * reject: its error is printed and the outcome says so. Exit codes: 0, 1 for errors, 2 for a wrong flag, 130 after Ctrl-C.
 *
 * The task's config is typed by what the task says of it: `(cfg: AppConfig) => …`, or `hydraMain<AppConfig>({ … })`.
 *
 * @example
 * await hydraMain({ task: (cfg) => console.log(toYaml(cfg)), entry: import.meta.url, configPath: 'conf', configName: 'config' })
 */
export async function hydraMain<Config extends object = DictConfig, R = unknown>(
  options: HydraMainOptions<R, Config>,
): Promise<RunOutcome<R> | undefined> {
  const { argv, runtime, entry } = options
  if (runtime !== undefined) return (await runCommandLine(options, runtime)).outcome
  if (isSecondCopy(entry)) return undefined
  if (argv === undefined && !isMain(entry, process.argv[1])) return undefined
  const world = await processWorld(argv)
  if (world === undefined) return undefined
  const { code, outcome } = await runCommandLine(options, world)
  if (code !== 0) process.exitCode = code
  // a job that would not end, though it was asked to, must not keep the process
  if (outcome !== undefined && (leftBehind(outcome) || world.hadUncaught()))
    setTimeout(() => process.exit(code), 250).unref()
  return outcome
}

/** The process, or `undefined` after telling why it cannot run anything. */
async function processWorld(argv: readonly string[] | undefined): Promise<ProcessRuntime | undefined> {
  try {
    return processRuntime(argv)
  } catch (error) {
    const { reportError } = await import('./report-error.ts')
    reportError(error, process)
    process.exitCode = 1
    return undefined
  }
}

/** How a command line ended. */
export interface CommandLineEnd<R> {
  /** The process' exit code. */
  readonly code: number
  /** `undefined` where nothing was run. */
  readonly outcome: RunOutcome<R> | undefined
}

/** What `hydraMain` does, in the world it is given: nothing is read from the process, no exit code is set. */
export async function runCommandLine<R>(
  options: HydraMainOptions<R, never>,
  runtime: Runtime,
): Promise<CommandLineEnd<R>> {
  try {
    if (runtime.channel !== undefined) {
      const { serveJob } = await import('../run/serve-jobs.ts')
      return { code: await serveJob(createApp(options, noPlace, runtime), runtime.channel), outcome: undefined }
    }
    const flags = parseFlags(runtime.argv)
    if (flags.version) return shown((await import('./version.ts')).versionText(), runtime)
    checkFlags(flags)
    const idle = idleFlags(flags)
    if (idle !== undefined) runtime.stderr.write(`warning: ${idle}\n`)
    const places = flags.resume === undefined ? flags : await sweptPlaces(flags, resolve(runtime.cwd, flags.resume))
    const app = createApp(options, places, runtime)
    const overrides = withDefaults(flags.overrides, options.overrides)
    if (showsSomething(flags)) {
      const { showFor } = await import('./show.ts')
      return shown(showFor({ app, flags, overrides, docOf: options.docOf }), runtime)
    }
    if (flags.shellCompletion) {
      const { completionText } = await import('./complete.ts')
      return shown(completionText({ app, options, flags }), runtime)
    }
    return await run(app, flags, overrides)
  } catch (error) {
    const { reportError } = await import('./report-error.ts')
    if (!(error instanceof FlagError)) {
      reportError(error, runtime)
      return { code: 1, outcome: undefined }
    }
    const { usage } = await import('./usage.ts')
    runtime.stderr.write(`${usage(programOf(options))}${programOf(options)}: error: ${error.message}\n`)
    return { code: 2, outcome: undefined }
  }
}

const noPlace = { configPath: undefined, configName: undefined, configDir: undefined }

/** Where configs are: as the flags say, and where they say nothing as those of the sweep in `dir` did. */
async function sweptPlaces({ configPath, configName, configDir }: Flags, dir: string): Promise<PlaceFlags> {
  const { placesOf } = await import('../run/resume.ts')
  const swept = placesOf(dir)
  return { configPath: configPath ?? swept.configPath, configName, configDir: configDir ?? swept.configDir }
}

/** The overrides typed, behind those of the app whose keys are not among them. */
function withDefaults(typed: readonly string[], own: readonly string[] = []): readonly string[] {
  if (own.length === 0) return typed
  const keyOf = (override: string): string => override.replace(/^[+~]*/, '').replace(/=.*$/s, '')
  const keys = new Set(typed.map(keyOf))
  return [...own.filter((override) => !keys.has(keyOf(override))), ...typed]
}

function shown<R>(text: string, { stdout }: Runtime): CommandLineEnd<R> {
  if (text !== '') stdout.write(text)
  return { code: 0, outcome: undefined }
}

function showsSomething({ help, hydraHelp, cfg, info, explain }: Flags): boolean {
  return help || hydraHelp || cfg !== undefined || info !== undefined || explain !== undefined
}

async function run<R>(app: HydraApp<R>, flags: Flags, given: readonly string[]): Promise<CommandLineEnd<R>> {
  const { runtime } = app
  if (flags.experimentalRerun !== undefined) {
    if (given.length > 0) {
      runtime.stderr.write(`warning: --experimental-rerun runs the job as it was: ${given.join(' ')} is not applied\n`)
    }
    const { rerun } = await import('../run/rerun.ts')
    return ended(await rerun(app, flags.experimentalRerun), runtime)
  }
  const { resume, retryFailed, acceptChanges: force } = flags
  if (resume !== undefined && flags.dryRun !== undefined) {
    const { dryRun, dryRunJson, printDryRun } = await import('../run/dry-run.ts')
    const would = await dryRun(app, { overrides: given, resume, retryFailed, force })
    return shown(flags.dryRun === 'json' ? dryRunJson(would) : printDryRun(would), runtime)
  }
  if (resume !== undefined) return sweep(app, { overrides: given, resume, retryFailed, force })
  const { composition, mode, overrides } = composeRun(app, given, { multirun: flags.multirun })
  for (const warning of composition.warnings) runtime.stderr.write(`warning: ${warning}\n`)
  if (mode === 'multirun' && flags.dryRun !== undefined) {
    const { dryRun, dryRunJson, printDryRun } = await import('../run/dry-run.ts')
    const would = await dryRun(app, { overrides, composition })
    return shown(flags.dryRun === 'json' ? dryRunJson(would) : printDryRun(would), runtime)
  }
  if (flags.dryRun !== undefined) {
    const { dryRunText } = await import('./dry-run.ts')
    return shown(await dryRunText(app, { composition, mode, overrides }, flags.dryRun), runtime)
  }
  if (mode === 'multirun') return sweep(app, { overrides, composition })
  return ended(await runSingle(app, { overrides, composition }), runtime)
}

async function ended<R>(outcome: JobReturn<R>, runtime: Runtime): Promise<CommandLineEnd<R>> {
  if (outcome.status === 'COMPLETED') return { code: 0, outcome }
  if (outcome.aborted) {
    const { errorText } = await import('../run/result-table.ts')
    runtime.stderr.write(`${errorText(outcome.error)}\n`)
    return { code: 130, outcome }
  }
  const { reportJobError } = await import('./report-error.ts')
  reportJobError(outcome.error, outcome.overrides, runtime)
  return { code: exitCodeOf(outcome), outcome }
}

async function sweep<R>(app: HydraApp<R>, request: MultirunRequest): Promise<CommandLineEnd<R>> {
  const { runMultirun } = await import('../run/multirun.ts')
  const outcome = await runMultirun(app, request)
  const [first] = outcome.failures
  if (first !== undefined && outcome.outcome !== 'aborted') {
    const { reportJobError } = await import('./report-error.ts')
    reportJobError(first.error, first.overrides, app.runtime)
  }
  return { code: exitCodeOf(outcome), outcome }
}

/** The app's file, as the usage calls the program. */
function programOf({ entry }: Pick<HydraMainOptions, 'entry'>): string {
  return String(entry).replace(/^.*[\\/]/, '')
}
