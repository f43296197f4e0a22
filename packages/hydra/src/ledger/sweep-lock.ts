import { readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { HydraException } from '../errors.ts'

/** Who holds a lock. */
interface Holder {
  readonly pid: number
  readonly host: string
  /** When the process began, in the kernel's own count: tells it from a later process with the same number. */
  readonly began: string | undefined
}

/**
 * Takes the lock file at `path` and returns what gives it back. The lock of a process that is gone is taken over.
 *
 * @throws HydraException `LEDGER_LOCKED` where a living process holds it, or one on another machine
 */
export function takeLock(path: string): () => void {
  const mine = JSON.stringify({ pid: process.pid, host: hostname(), began: beginningOf(process.pid) } satisfies Holder)
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      writeFileSync(path, mine, { flag: 'wx' })
      return () => {
        try {
          if (contentOf(path) === mine) unlinkSync(path)
        } catch {
          // somebody was quicker, or removed the directory: it is given back
        }
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const theirs = contentOf(path)
    if (theirs === undefined) continue
    if (isHeld(theirs)) throw held(path, theirs)
    takeAway(path, theirs)
  }
  throw held(path, contentOf(path) ?? '')
}

/** Removes a stale lock, unless another process was quicker and the lock is already a new one. */
function takeAway(path: string, stale: string): void {
  const aside = `${path}.${process.pid}`
  try {
    renameSync(path, aside)
  } catch {
    return
  }
  if (contentOf(aside) === stale) rmSync(aside, { force: true })
  else renameSync(aside, path)
}

function isHeld(content: string): boolean {
  const holder = holderOf(content)
  if (holder === undefined) return false // torn: its writer died while it wrote
  if (holder.host !== hostname()) return true
  try {
    process.kill(holder.pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  const began = beginningOf(holder.pid)
  return began === undefined || holder.began === undefined || began === holder.began
}

/** Linux tells it; where nothing does, the process number has to do. */
function beginningOf(pid: number): string | undefined {
  const stat = contentOf(`/proc/${pid}/stat`)
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
}

function contentOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function holderOf(content: string): Holder | undefined {
  try {
    const holder: unknown = JSON.parse(content)
    const known = typeof holder === 'object' && holder !== null && 'pid' in holder && 'host' in holder
    return known ? (holder as Holder) : undefined
  } catch {
    return undefined
  }
}

function held(path: string, content: string): HydraException {
  const holder = holderOf(content)
  const who = holder === undefined ? 'Another process' : `Process ${holder.pid} on ${holder.host}`
  return new HydraException(`${who} is sweeping in this directory.\n  ${path}`, {
    code: 'LEDGER_LOCKED',
    hint: 'wait for it, or sweep elsewhere with hydra.sweep.dir=…; remove the file if that process is gone',
  })
}
