import { fstatSync } from 'node:fs'
import { CompactHydraException } from '../errors.ts'
import { WORKER_VARIABLE } from '../launchers/worker-variable.ts'
import type { JobChannel, Runtime, TextSink } from '../run/runtime.ts'

/**
 * The process as a run sees it. The one place, with a worker's entry, that looks at it.
 *
 * @throws CompactHydraException `CWD_GONE` where the working directory is removed.
 */
export function processRuntime(argv: readonly string[] = process.argv.slice(2)): Runtime {
  return {
    env: process.env,
    cwd: workingDirectory(),
    argv,
    execPath: process.execPath,
    execArgv: process.execArgv,
    now: () => new Date(),
    stdout: sink('stdout'),
    stderr: sink('stderr'),
    chdir: (directory) => process.chdir(directory),
    onStop(stop) {
      process.on('SIGINT', stop).on('SIGTERM', stop)
      return () => process.off('SIGINT', stop).off('SIGTERM', stop)
    },
    onExit(listener) {
      let drained = false
      const dry = (): void => {
        drained = true
      }
      const ended = (code: number): void => {
        process.exitCode = listener(code, drained)
      }
      process.on('beforeExit', dry).on('exit', ended)
      return () => process.off('beforeExit', dry).off('exit', ended)
    },
    channel: process.env[WORKER_VARIABLE] === undefined ? undefined : processChannel(),
  }
}

/** A stream of the process, opened with the first text: to open the two takes longer than to compose a small config. */
function sink(name: 'stdout' | 'stderr'): TextSink {
  return {
    write: (text) => process[name].write(text),
    get isTTY() {
      return isDevice(name === 'stdout' ? 1 : 2) && process[name].isTTY
    },
    get columns() {
      return process[name].columns
    },
  }
}

/** Told without opening the stream: what is no device is no terminal. */
function isDevice(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isCharacterDevice()
  } catch {
    return false // closed
  }
}

/** Gone directories are not unheard of: a terminal left open, a build that cleans up. */
function workingDirectory(): string {
  try {
    return process.cwd()
  } catch (cause) {
    throw new CompactHydraException('The working directory is gone.', {
      code: 'CWD_GONE',
      hint: 'change to a directory that exists (`cd .` does, where it was made anew)',
      cause,
    })
  }
}

function processChannel(): JobChannel | undefined {
  if (process.send === undefined) return undefined
  return {
    send: (message, done) => process.send?.(message, undefined, undefined, () => done?.()),
    onMessage: (listener) => process.on('message', listener),
    onClose: (listener) => process.on('disconnect', listener),
    close() {
      if (process.connected) process.disconnect()
    },
  }
}
