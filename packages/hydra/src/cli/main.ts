import type { HydraMainOptions, RunOutcome } from './hydra-main-options.ts'

/**
 * The command line of an app: does what the arguments ask for, and sets the process' exit code.
 *
 * Does nothing, and gives `undefined`, where `entry` is not the file the process was started with (it was imported)
 * and no `argv` is given. Gives `undefined` also where something was shown instead of run. A task that fails does not
 * reject: its error is printed and the outcome says so. Exit codes: 0, 1 for errors, 2 for a wrong flag, 130 after Ctrl-C.
 *
 * @example
 * await hydraMain({ task: (cfg) => console.log(toYaml(cfg)), entry: import.meta.url, configPath: 'conf', configName: 'config' })
 */
export declare function hydraMain<Result>(options: HydraMainOptions<Result>): Promise<RunOutcome<Result> | undefined>
