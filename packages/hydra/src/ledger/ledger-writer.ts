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
  /** Whether the last line was cut off: the disk was full. */
  #torn = false
  #written = false
  readonly #onProblem: (error: unknown) => void

  /**
   * Opens, or makes, the ledger at `path`. A last line that was cut off is closed off, so that it stays alone.
   *
   * @param onProblem - Told when a later line cannot be written. The jobs matter more than what is told of them.
   */
  constructor(path: string, onProblem: (error: unknown) => void) {
    this.#onProblem = onProblem
    this.#fd = openSync(path, 'a+')
    const { size } = fstatSync(this.#fd)
    const last = new Uint8Array(1)
    if (size > 0 && readSync(this.#fd, last, 0, 1, size - 1) === 1 && last[0] !== 0x0a) writeSync(this.#fd, '\n')
  }

  /** Writes a line. @throws what the file system does, for the first one only */
  append(entry: LedgerEntry): void {
    try {
      this.#write(`${this.#torn ? '\n' : ''}${JSON.stringify(entry)}\n`)
    } catch (error) {
      if (!this.#written) throw error
      this.#onProblem(error)
      return
    }
    this.#written = true
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
    try {
      if (this.#dirty) fdatasyncSync(this.#fd)
    } catch (error) {
      this.#onProblem(error)
    }
    closeSync(this.#fd)
  }

  /** One write, as a rule: with O_APPEND the line cannot be torn apart by another writer's. A full disk takes a part. */
  #write(text: string): void {
    const bytes = Buffer.from(text)
    this.#torn = true
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#fd, bytes, at)
    this.#torn = false
  }
}
