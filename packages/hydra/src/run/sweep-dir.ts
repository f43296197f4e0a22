import { existsSync, mkdirSync, readdirSync, rmdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { HydraException } from '../errors.ts'
import { takeLock } from '../ledger/sweep-lock.ts'
import { asOutputError, makeTree, type OnExists } from '../output/output-dir.ts'

/** The directory in a sweep's directory that holds its ledger and its lock. */
const OWN = '.sweep'

/** A sweep's directory, locked for this process. */
export interface SweepDir {
  readonly dir: string
  readonly ledger: string
  /** Gives the lock back; unless the ledger is to be kept, nothing of ours stays behind. */
  release(options: { readonly keepLedger: boolean }): void
}

/**
 * Takes a directory for a new sweep: `dir`, or by policy the next free name where an earlier sweep used it.
 *
 * @throws HydraException `OUTPUT_DIR_EXISTS`, `OUTPUT_DIR`, `LEDGER_LOCKED`
 */
export function claimSweepDir(dir: string, onExists: OnExists): SweepDir {
  try {
    for (let n = 0; ; n++) {
      const next = n === 0 ? dir : `${dir}-${n}`
      makeTree(next)
      if (onExists === 'overwrite') {
        mkdirSync(join(next, OWN), { recursive: true })
        const claimed = lockSweepDir(next)
        rmSync(claimed.ledger, { force: true })
        return claimed
      }
      // making our own directory in it is what only one sweep succeeds in
      if (!isUsed(next) && makeAlone(join(next, OWN))) return lockSweepDir(next)
      if (onExists === 'error') throw taken(next)
    }
  } catch (error) {
    throw asOutputError(dir, error)
  }
}

/**
 * Takes the directory of a sweep that is to go on.
 *
 * @throws HydraException `LEDGER_LOCKED` where another process is at it, `LEDGER_UNREADABLE` where there is no ledger
 */
export function reopenSweepDir(dir: string): SweepDir {
  if (existsSync(join(dir, OWN, 'ledger.jsonl'))) {
    try {
      return lockSweepDir(dir)
    } catch (error) {
      throw asOutputError(dir, error)
    }
  }
  throw new HydraException(`No ledger of a sweep to go on with.\n  ${dir}`, {
    code: 'LEDGER_UNREADABLE',
    hint: 'name the directory that holds multirun.yaml; apps with versionBase 1.3 keep the ledger only of a sweep that was interrupted',
  })
}

/** The ledger's place in a sweep's directory. */
export function ledgerPath(dir: string): string {
  return join(dir, OWN, 'ledger.jsonl')
}

function lockSweepDir(dir: string): SweepDir {
  const own = join(dir, OWN)
  const release = takeLock(join(own, 'lock'))
  return {
    dir,
    ledger: ledgerPath(dir),
    release({ keepLedger }) {
      release()
      if (keepLedger) return
      rmSync(ledgerPath(dir), { force: true })
      try {
        rmdirSync(own)
      } catch {
        // somebody put something into it: it stays
      }
    },
  }
}

/** Whether a sweep was here. One that did not compose leaves `multirun.yaml` alone: its name is free. */
function isUsed(dir: string): boolean {
  return existsSync(join(dir, 'multirun.yaml')) && readdirSync(dir).length > 1
}

function makeAlone(dir: string): boolean {
  try {
    mkdirSync(dir)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function taken(dir: string): HydraException {
  return new HydraException(`The directory holds an earlier sweep.\n  ${dir}`, {
    code: 'OUTPUT_DIR_EXISTS',
    hint: '--resume goes on with it; hydra.job.on_exists=suffix takes the next free name',
  })
}
