import { closeSync, existsSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Formatter } from './formatter.ts'
import type { LogRecord } from './log-record.ts'

/** Where records go. */
export interface Handler {
  readonly level: number
  readonly formatter: Formatter
  /** Names of loggers; a record of none of them, nor of one below, is left out. Empty: everything passes. */
  readonly only: readonly string[]
  /** What it is: files are written even where the console has its own way of telling. */
  readonly kind: 'stream' | 'file' | 'nowhere'
  emit(record: LogRecord): void
  close(): void
}

/** What every handler is made of. */
export interface HandlerParts {
  readonly level: number
  readonly formatter: Formatter
  readonly only: readonly string[]
}

/** Writes lines to standard output or standard error. */
export function createStreamHandler(parts: HandlerParts, stream: { write(text: string): unknown }): Handler {
  return {
    ...parts,
    kind: 'stream',
    emit(record) {
      stream.write(`${parts.formatter.format(record)}\n`)
    },
    close() {},
  }
}

/** Swallows everything. */
export function createNullHandler(parts: HandlerParts): Handler {
  return { ...parts, kind: 'nowhere', emit() {}, close() {} }
}

/** A file of a log. */
export interface LogFile {
  /** Absolute. */
  readonly path: string
  /** `w` empties it first. */
  readonly mode: 'a' | 'w'
  /** More bytes than this go to a new file, the old ones being kept as `.1`, `.2` …; 0: never. */
  readonly maxBytes: number
  readonly backupCount: number
}

/**
 * Appends lines to a file, each written before `emit` returns: what was logged is there whatever happens next.
 *
 * The file is opened with the first line; `createLogFile` makes an empty one before. A disk that takes no more costs
 * lines of the log and a warning, never the job.
 */
export function createFileHandler(
  parts: HandlerParts,
  file: LogFile,
  stderr: { write(text: string): unknown },
): Handler {
  let failed = false
  let open: number | undefined
  let size = 0

  function opened(): number {
    if (open === undefined) {
      open = openSync(file.path, 'a')
      size = file.maxBytes > 0 ? fstatSync(open).size : 0
    }
    return open
  }

  function close(): void {
    if (open !== undefined) closeSync(open)
    open = undefined
  }

  function write(line: Uint8Array): void {
    let to = opened()
    if (file.maxBytes > 0 && size > 0 && size + line.length > file.maxBytes) {
      close()
      rotate(file)
      to = opened()
    }
    for (let from = 0; from < line.length; ) from += writeSync(to, line, from)
    size += line.length
  }

  return {
    ...parts,
    kind: 'file',
    emit(record) {
      const line = Buffer.from(`${parts.formatter.format(record)}\n`)
      try {
        write(line)
      } catch (error) {
        if (!failed) stderr.write(`warning: the log ${file.path} misses lines: ${String(error)}\n`)
        failed = true
      }
    },
    close,
  }
}

/** Makes the file, empty where it is new or `mode` is `w`; and its directory. */
export function createLogFile({ path, mode }: Pick<LogFile, 'path' | 'mode'>): void {
  try {
    closeSync(openSync(path, mode))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    mkdirSync(dirname(path), { recursive: true })
    closeSync(openSync(path, mode))
  }
}

function rotate({ path, backupCount }: LogFile): void {
  if (backupCount === 0) {
    rmSync(path, { force: true })
    return
  }
  for (let number = backupCount - 1; number >= 1; number--) {
    if (existsSync(`${path}.${number}`)) renameSync(`${path}.${number}`, `${path}.${number + 1}`)
  }
  renameSync(path, `${path}.1`)
}
