import { fstatSync, type Stats, statSync, writeSync } from 'node:fs'
import { diskReason } from '../output/output-dir.ts'
import type { TextSink } from '../run/runtime.ts'

/**
 * An output of the process. Its stream is opened when it is needed: that takes longer than composing a small config.
 *
 * A file, a pipe and `/dev/null` do without, as long as nobody has asked for a stream: whoever stands in between to catch
 * what is written (a test, a logger) gets it. Texts come in the order they were written, whichever way they went.
 */
export function processOutput(name: 'stdout' | 'stderr'): TextSink {
  const descriptor = name === 'stdout' ? 1 : 2
  let open = false
  return {
    write(text) {
      const rest = open || !isPlain(name) ? text : writeAll(descriptor, text)
      if (rest === undefined) return true
      const stream = process[name]
      const failed = name === 'stdout' ? outputLost : readerLeft
      if (!open && !stream.listeners('error').includes(failed)) stream.on('error', failed)
      open = true
      return stream.write(rest)
    },
    get isTTY() {
      return isDevice(statOf(descriptor)) && process[name].isTTY
    },
    get columns() {
      return process[name].columns
    },
  }
}

/** Whoever reads may leave (`| head -1`): that costs them the rest, not us the jobs. */
function readerLeft(): void {}

/** As `readerLeft`; but a disk that is full costs a text that somebody waits for. */
function outputLost(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED') return
  process.stderr.write(`error: standard output cannot be written: ${diskReason(error)}\n`)
  process.exitCode ||= 1
}

/** Whether an output can be written to as it is: what is behind it is no terminal, and no stream stands before it. */
function isPlain(name: 'stdout' | 'stderr'): boolean {
  if (process.platform === 'win32') return false
  // what Node has loaded of its own, and what it calls things: undocumented, and where it is not told we open the stream
  const { moduleLoadList } = process as { readonly moduleLoadList?: readonly string[] }
  if (moduleLoadList === undefined || OPENED.some((each) => moduleLoadList.includes(each))) return false
  // somebody has put a stream of theirs in its place
  if (Object.getOwnPropertyDescriptor(process, name)?.get?.name !== GETTERS[name]) return false
  // a thread writes to whoever started it; it has this module from its first line on
  if (moduleLoadList.includes(THREADS) && !process.getBuiltinModule('node:worker_threads').isMainThread) return false
  const stat = statOf(name === 'stdout' ? 1 : 2)
  return stat !== undefined && !isDevice(stat)
}

/** What Node needs for the stream of a file, of a pipe and of a terminal, each loaded with the first of its kind. */
const OPENED = ['NativeModule internal/fs/sync_write_stream', 'NativeModule net', 'NativeModule tty']
const THREADS = 'NativeModule worker_threads'
/** What Node's own getters of the streams are called. */
const GETTERS = { stdout: 'getStdout', stderr: 'getStderr' }

/** Writes `text`; what the descriptor does not take now (a pipe that is full, a reader who left) is given back. */
function writeAll(descriptor: number, text: string): Buffer | undefined {
  const bytes = Buffer.from(text)
  let at = 0
  try {
    while (at < bytes.length) at += writeSync(descriptor, bytes, at)
    return undefined
  } catch {
    return bytes.subarray(at) // the stream knows how to wait, and whom to tell
  }
}

/** What may be a terminal. Told without opening the stream. */
function isDevice(stat: Stats | undefined): boolean {
  return stat?.isCharacterDevice() === true && stat.rdev !== nullDevice()
}

function statOf(descriptor: number): Stats | undefined {
  try {
    return fstatSync(descriptor)
  } catch {
    return undefined // closed
  }
}

function nullDevice(): number | undefined {
  try {
    return statSync('/dev/null').rdev
  } catch {
    return undefined // gone, or `--permission` keeps it from us
  }
}
