import { closeSync, fdatasync, fdatasyncSync, fstatSync, openSync, readSync, writeSync } from 'node:fs'
import type { LedgerEntry } from './ledger-entry.ts'

/** Longest time in milliseconds that a written line may wait before the disk is asked to keep it. */
const SYNC_EVERY = 250

/**
 * Appends to a ledger, one JSON line an entry.
 *
 * A line is with the operating system when `append` returns: it survives the death of this process. The disk is asked
 * to keep it within a quarter of a second and at the end: it survives the death of the machine.
 */
export class LedgerWriter {
  readonly #fd: number
  #syncedAt = 0
  #dirty = false
  #syncing = false

  /** Opens, or makes, the ledger at `path`. A last line that was cut off is closed off, so that it stays alone. */
  constructor(path: string) {
    this.#fd = openSync(path, 'a+')
    const { size } = fstatSync(this.#fd)
    const last = new Uint8Array(1)
    if (size > 0 && readSync(this.#fd, last, 0, 1, size - 1) === 1 && last[0] !== 0x0a) writeSync(this.#fd, '\n')
  }

  append(entry: LedgerEntry): void {
    // one write: with O_APPEND the line cannot be torn apart by another writer's
    writeSync(this.#fd, `${JSON.stringify(entry)}\n`)
    this.#dirty = true
    const now = Date.now()
    if (this.#syncing || now - this.#syncedAt < SYNC_EVERY) return
    this.#syncedAt = now
    this.#dirty = false
    this.#syncing = true
    fdatasync(this.#fd, () => {
      this.#syncing = false
    })
  }

  close(): void {
    if (this.#dirty) fdatasyncSync(this.#fd)
    closeSync(this.#fd)
  }
}
