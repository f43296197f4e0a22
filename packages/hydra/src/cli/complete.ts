import { basename } from 'node:path'
import { argumentsOf } from '../completion/command-line.ts'
import { completeOverride } from '../completion/complete-line.ts'
import { runners, type ShellRequest } from '../completion/shell.ts'
import { completionRequest } from '../completion/shells.ts'
import { composeConfig } from '../compose/compose-config.ts'
import type { HydraApp } from '../run/app.ts'
import type { Runtime } from '../run/runtime.ts'
import { composeRequest, createApp } from './create-app.ts'
import type { Flags } from './flags.ts'
import type { HydraMainOptions } from './hydra-main-options.ts'
import { parseFlags } from './parse-flags.ts'

/** What `--shell-completion` is given. */
export interface CompleteRequest {
  readonly app: HydraApp
  readonly options: HydraMainOptions
  readonly flags: Flags
  readonly runtime: Runtime
}

/**
 * What `--shell-completion` prints: the script of a shell, or the candidates for the line in `COMP_LINE`.
 *
 * @throws CompactHydraException `COMPLETION`; FlagError where a flag on the line cannot be told
 */
export function completionText({ app, options, flags, runtime }: CompleteRequest): string {
  const { action, shell } = completionRequest(flags.overrides)
  if (action !== 'query') return shell[action](shellRequest(app))
  const { COMP_LINE: line = '', COMP_POINT: point, HYDRA_COMPLETE: ours } = runtime.env
  const typed = point === undefined || ours === undefined ? line : upToByte(line, Number(point))
  return shell.answer(candidatesFor(typed, { app, options, flags, runtime }))
}

/** The candidates for a line, whose last word is to be completed. */
export function candidatesFor(line: string, { app, options, flags, runtime }: CompleteRequest): readonly string[] {
  const words = argumentsOf(line)
  const fresh = words.length === 0 || words.at(-1) === ''
  const typed = parseFlags(words.filter((word) => word !== ''))
  // the reference takes no notice of the flags on the line; our own scripts ask us to
  const place = runtime.env.HYDRA_COMPLETE === undefined ? flags : { ...flags, ...givenPlace(typed) }
  const target = place === flags ? app : createApp(options, place, runtime)
  const overrides = fresh ? [...typed.overrides, ''] : typed.overrides
  return completeOverride(overrides, {
    cwd: runtime.cwd,
    groupOptions: (group, kind) => target.repository.groupOptions(group, kind),
    compose(finished) {
      try {
        const mode = typed.multirun ? 'multirun' : 'run'
        return composeConfig({ ...composeRequest(target, finished), mode }).config
      } catch {
        return undefined // what does not compose has no keys to offer
      }
    },
  })
}

function givenPlace({ configPath, configName, configDir }: Flags): Partial<Flags> {
  return {
    ...(configPath !== undefined && { configPath }),
    ...(configName !== undefined && { configName }),
    ...(configDir !== undefined && { configDir }),
  }
}

/** A file is completed for the programs that run files, a command of its own under its own name. */
function shellRequest({ entry, jobName }: HydraApp): ShellRequest {
  const isFile = entry === undefined || /\.[cm]?[jt]sx?$/.test(entry)
  return { commands: isFile ? runners : [basename(entry ?? jobName)], helper: undefined }
}

/** Shells count the cursor's place in bytes. */
function upToByte(line: string, point: number): string {
  return Number.isInteger(point) && point >= 0 ? Buffer.from(line).subarray(0, point).toString() : line
}
