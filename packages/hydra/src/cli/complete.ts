import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { toYaml } from '@hydra-zen/omegaconf/nodes'
import { writeIndex } from '../completion/completion-index.ts'
import { fish } from '../completion/fish.ts'
import { runners, type ShellRequest } from '../completion/shell.ts'
import { completionRequest } from '../completion/shells.ts'
import type { HydraApp } from '../run/app.ts'
import { mainPlace } from './app-configs.ts'
import { candidatesFor } from './candidates.ts'
import type { Flags } from './flags.ts'
import type { HydraMainOptions } from './hydra-main-options.ts'
import { PACKAGE_VERSION } from './version.ts'

/** What `--shell-completion` is given. */
export interface CompleteRequest {
  readonly app: HydraApp
  readonly options: Omit<HydraMainOptions, 'task'>
  readonly flags: Flags
}

/**
 * What `--shell-completion` prints: the script of a shell, or the candidates for the line in `COMP_LINE`.
 *
 * @throws CompactHydraException `COMPLETION`; FlagError where a flag on the line cannot be told
 */
export function completionText({ app, options, flags }: CompleteRequest): string {
  const { action, shell } = completionRequest(flags.overrides)
  if (action !== 'query') return shell[action](shellRequest(app))
  const asked = app.runtime.env.HYDRA_COMPLETE !== undefined
  if (asked) keepIndex(app, options)
  const candidates = candidatesFor(options, flags, app.runtime)
  // scripts of Hydra's own read one line, in zsh too; only those of fish read a candidate a line
  return asked ? shell.answer(candidates) : `${candidates.join(shell === fish ? '\n' : ' ')}\n`
}

/**
 * Lets the next Tab do without starting the app. Sources and search paths made by code cannot be kept, nor is it said
 * that configs are to be read as Hydra 1.1 did: such apps answer themselves.
 */
function keepIndex({ entry, jobName, repository, runtime }: HydraApp, options: Omit<HydraMainOptions, 'task'>): void {
  const { schemes, searchPath } = options
  if (entry === undefined || repository.legacy || schemes !== undefined || searchPath !== undefined) return
  const stored = [...repository.store.entries()].map(({ group, name, package: at, provider, node }) => {
    return { group, name, package: at, provider, yaml: toYaml(node) }
  })
  const main = mainPlace(options.configPath, options.directory ?? entry.replace(/[\\/][^\\/]*$/, ''))
  const configName = options.configName ?? null
  writeIndex(entry, runtime, { version: PACKAGE_VERSION, main, configName, jobName, stored })
}

/** A file is completed for the programs that run files, a command of its own under its own name. */
function shellRequest({ entry, jobName, runtime }: HydraApp): ShellRequest {
  const isFile = entry === undefined || /\.[cm]?[jt]sx?$/.test(entry)
  if (!isFile) return { commands: [basename(entry ?? jobName)], helper: undefined }
  const helper = helperPath()
  return { commands: runners, helper: helper === undefined ? undefined : [runtime.execPath, helper] }
}

/** The program that answers in the app's place, where this is not run from the sources. */
function helperPath(): string | undefined {
  if (import.meta.url.endsWith('.ts')) return undefined
  try {
    return fileURLToPath(import.meta.resolve('@hydra-zen/hydra/complete'))
  } catch {
    return undefined // an app that is one bundled file has no such program beside it: it answers itself
  }
}
