import { readFileSync } from 'node:fs'
import { HydraException } from '../errors.ts'
import type { LedgerEnd, LedgerEntry, LedgerSweep } from './ledger-entry.ts'

/** What a ledger says. */
export interface LedgerContents {
  readonly sweep: LedgerSweep
  /** The last end of each job, by number. */
  readonly ended: ReadonlyMap<number, LedgerEnd>
  /** Whether all jobs were through. */
  readonly done: boolean
  /** Lines that could not be read: a process died while it wrote them. */
  readonly torn: number
}

/**
 * Reads the ledger at `path`. Lines that were cut off by a crash are passed over.
 *
 * @throws HydraException `LEDGER_UNREADABLE` where there is none, or not even its first line is whole
 */
export function readLedger(path: string): LedgerContents {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    throw new HydraException(`No ledger to go on from.\n  ${path}`, {
      code: 'LEDGER_UNREADABLE',
      hint: 'name the directory of a sweep (the one with multirun.yaml in it); a sweep that ended without a failure under versionBase 1.3 keeps none',
      cause,
    })
  }
  let sweep: LedgerSweep | undefined
  const ended = new Map<number, LedgerEnd>()
  let done = false
  let torn = 0
  for (const line of text.split('\n')) {
    if (line === '') continue
    const entry = parse(line)
    switch (entry?.kind) {
      case undefined:
        torn++
        break
      case 'sweep':
        sweep ??= entry
        break
      case 'end':
        ended.set(entry.num, entry)
        break
      case 'done':
        done = true
        break
      case 'resumed':
        done = false
        break
      case 'start':
        break
      default:
        torn++
    }
  }
  if (sweep === undefined) {
    throw new HydraException(`The ledger does not say what was swept.\n  ${path}`, {
      code: 'LEDGER_UNREADABLE',
      hint: 'its first line is damaged; multirun.yaml beside it has the overrides (hydra.overrides) to sweep anew with',
    })
  }
  return { sweep, ended, done, torn }
}

/** What was swept, by the first line of the ledger at `path`; `undefined` where it does not say. */
export function readSwept(path: string): LedgerSweep | undefined {
  try {
    const text = readFileSync(path, 'utf8')
    const entry = parse(text.slice(0, text.indexOf('\n')))
    return entry?.kind === 'sweep' ? entry : undefined
  } catch {
    return undefined
  }
}

function parse(line: string): LedgerEntry | undefined {
  try {
    const entry: unknown = JSON.parse(line)
    return typeof entry === 'object' && entry !== null && 'kind' in entry && isWhole(entry as LedgerEntry)
      ? (entry as LedgerEntry)
      : undefined
  } catch {
    return undefined
  }
}

/** Whether an entry has what is read of it: somebody may have edited the file. */
function isWhole(entry: LedgerEntry): boolean {
  if (entry.kind === 'sweep') return Array.isArray(entry.overrides) && Number.isFinite(entry.startedAt)
  if (entry.kind !== 'end') return true
  return Number.isInteger(entry.num) && Array.isArray(entry.overrides) && /^(COMPLETED|FAILED)$/.test(entry.status)
}
