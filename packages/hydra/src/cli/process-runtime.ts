import { CompactHydraException } from '../errors.ts'
import { WORKER_VARIABLE } from '../launchers/worker-process.ts'
import { errorText } from '../logging/error-text.ts'
import type { JobChannel, Runtime } from '../run/runtime.ts'
import { processOutput } from './process-output.ts'

/** The process, and what became of it. */
export interface ProcessRuntime extends Runtime {
  /** Whether an error that nobody caught ended a job: what the job began may still be going on. */
  hadUncaught(): boolean
}

/**
 * The process as a run sees it. The one place, with a worker's entry, that looks at it.
 *
 * @throws CompactHydraException `CWD_GONE` where the working directory is removed.
 */
export function processRuntime(argv: readonly string[] = process.argv.slice(2)): ProcessRuntime {
  let uncaughts = 0
  let fatal = false
  return {
    hadUncaught: () => uncaughts > 0,
    env: process.env,
    cwd: workingDirectory(),
    argv,
    execPath: process.execPath,
    execArgv: process.execArgv,
    now: () => new Date(),
    stdout: processOutput('stdout'),
    stderr: processOutput('stderr'),
    chdir: (directory) => process.chdir(directory),
    onStop(stop) {
      process.on('SIGINT', stop).on('SIGTERM', stop)
      return () => process.off('SIGINT', stop).off('SIGTERM', stop)
    },
    onExit(listener) {
      let drained = false
      const dry = (): void => {
        drained = true
        // this only comes about where somebody found something to go on with
        setImmediate(() => {
          drained = false
        }).unref()
      }
      const ended = (code: number): void => {
        process.exitCode = listener(code, fatal ? 'uncaught' : drained ? 'drained' : 'exit')
      }
      process.on('beforeExit', dry).on('exit', ended)
      return () => process.off('beforeExit', dry).off('exit', ended)
    },
    onDrained(listener) {
      process.on('beforeExit', listener)
      return () => process.off('beforeExit', listener)
    },
    beforeOutput(listener) {
      const undo = (['stdout', 'stderr'] as const).flatMap((name) =>
        process[name].isTTY ? [beforeWrite(process[name], listener)] : [],
      )
      return () => {
        for (const one of undo) one()
      }
    },
    onUncaught(listener) {
      // an app that looks after such errors itself is left to it
      if (process.listenerCount('uncaughtException') > 0) return () => {}
      const uncaught = (error: unknown): void => {
        uncaughts++
        if (listener(error)) return
        fatal = true
        process.stderr.write(`Uncaught ${errorText(error)}\n`)
        process.exit(1)
      }
      process.on('uncaughtException', uncaught)
      return () => process.off('uncaughtException', uncaught)
    },
    channel: process.env[WORKER_VARIABLE] === undefined ? undefined : processChannel(),
  }
}

/** Has `listener` called before each text that is written to `stream`; gives what ends that. */
function beforeWrite(stream: NodeJS.WriteStream, listener: () => void): () => void {
  const { write } = stream
  const noticed = (...given: Parameters<typeof write>): boolean => {
    listener()
    return write.apply(stream, given)
  }
  stream.write = noticed as typeof write
  return () => {
    // somebody else may stand in between meanwhile
    if (stream.write === noticed) stream.write = write
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

/** Milliseconds that a job has to end by itself when the process that started it is gone. */
const ORPHAN_GRACE = 5000

function processChannel(): JobChannel | undefined {
  if (process.send === undefined) return undefined
  let closed = false
  return {
    send: (message, done) => process.send?.(message, undefined, undefined, () => done?.()),
    onMessage: (listener) => process.on('message', listener),
    onClose(listener) {
      process.on('disconnect', () => {
        listener()
        // nobody is left who could end a job that does not listen
        if (!closed) setTimeout(() => process.exit(1), ORPHAN_GRACE).unref()
      })
    },
    unref: () => process.channel?.unref(),
    close() {
      closed = true
      if (process.connected) process.disconnect()
    },
  }
}
