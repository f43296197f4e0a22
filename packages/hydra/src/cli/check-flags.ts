import { CompactHydraException } from '../errors.ts'
import type { Flags } from './flags.ts'

/**
 * Refuses flags that make no sense together.
 *
 * @throws CompactHydraException `FLAG_CONFLICT`
 */
export function checkFlags(flags: Flags): void {
  if (flags.help) return
  if (flags.resolve && flags.cfg === undefined) conflict('--resolve needs --cfg or --help.', 'add `--cfg job`')
  if (flags.hydraHelp) return
  const modes: string[] = []
  if (flags.run) modes.push('--run')
  if (flags.multirun) modes.push('--multirun')
  if (flags.cfg !== undefined) modes.push('--cfg')
  if (flags.info !== undefined) modes.push('--info')
  if (flags.explain !== undefined) modes.push('--explain')
  if (flags.shellCompletion) modes.push('--shell-completion')
  if (flags.experimentalRerun !== undefined) {
    if (flags.resume !== undefined) modes.push('--resume')
    if (flags.dryRun !== undefined) modes.push('--dry-run')
    if (modes.length > 0) modes.push('--experimental-rerun')
  }
  if (modes.length > 1) conflict(`${modes.join(' and ')} exclude each other.`, 'give one of them')
  if (flags.blame && flags.cfg === undefined) conflict('--blame needs --cfg.', 'add `--cfg job`')
  if (flags.format !== undefined && flags.info === undefined) conflict('--format needs --info.', 'add `--info all`')
  const runs = flags.cfg === undefined && flags.info === undefined && flags.explain === undefined
  if (flags.dryRun !== undefined && !(runs && !flags.shellCompletion)) conflict('--dry-run goes with a run.')
  if (flags.resume === undefined) {
    if (flags.retryFailed) conflict('--retry-failed needs --resume.', 'add `--resume DIR`, the directory of the sweep')
    if (flags.acceptChanges) conflict('--accept-changes needs --resume.', 'add `--resume DIR`')
  } else if (!runs || flags.run || flags.shellCompletion) {
    conflict('--resume goes on with a sweep: it cannot be combined with another mode.')
  }
}

/** What of the flags does nothing, as one line; the reference says nothing of it and goes on, too. */
export function idleFlags({ package: path, cfg, help, hydraHelp }: Flags): string | undefined {
  if (path === undefined || cfg !== undefined || help || hydraHelp) return undefined
  return '--package does nothing without --cfg: add `--cfg job` to see a part of the config'
}

function conflict(summary: string, hint?: string): never {
  throw new CompactHydraException(summary, { code: 'FLAG_CONFLICT', hint })
}
