/** Something one can write text to. */
export interface TextSink {
  write(text: string): unknown
  /** Whether a person looks at it. */
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
}

/** The line between a worker process and the process that started it. */
export interface JobChannel {
  /** `sent` is called when the message is on its way. */
  send(message: unknown, sent?: () => void): void
  /** Closes the line; the process may end then. */
  close(): void
  /** The line alone keeps the process no longer: one that has nothing left to do ends. */
  unref(): void
  onMessage(listener: (message: unknown) => void): void
  onClose(listener: () => void): void
}

/**
 * How a process ended: nothing was left to wait for (`beforeExit`), an error that was nobody's, or somebody called
 * `process.exit`.
 */
export type ProcessEnd = 'drained' | 'uncaught' | 'exit'

/** The world as a run sees it. Only `cli/main.ts` and a worker's own entry make one from `process`. */
export interface Runtime {
  readonly env: Record<string, string | undefined>
  /** The process's working directory when it started. */
  readonly cwd: string
  /** The arguments after the program and its file. */
  readonly argv: readonly string[]
  readonly execPath: string
  readonly execArgv: readonly string[]
  now(): Date
  readonly stdout: TextSink
  readonly stderr: TextSink
  /** For `hydra.job.chdir`: changes the process's directory. */
  chdir(directory: string): void
  /** Calls `stop` when the user asks to end (SIGINT, SIGTERM); returns what takes the listener away again. */
  onStop(stop: (signal: 'SIGINT' | 'SIGTERM') => void): () => void
  /**
   * Calls `listener` when the process ends, whatever ends it but a signal: with the exit code, which what it returns
   * replaces, and how it came. Returns what takes the listener away again.
   */
  onExit?(listener: (code: number, how: ProcessEnd) => number): () => void
  /**
   * Calls `listener` when nothing is left to wait for, and the process would end; it goes on where `listener` begins
   * something. Returns what takes the listener away again.
   */
  onDrained?(listener: () => void): () => void
  /**
   * Calls `listener` before anything is written to a terminal, by whomever. Returns what takes the listener away again.
   */
  beforeOutput?(listener: () => void): () => void
  /**
   * Calls `listener` with an error that nobody caught (of a timer, a rejection nobody awaited); `true` where it was
   * somebody's, anything else ends the process as it would without us. Returns what takes the listener away again.
   */
  onUncaught?(listener: (error: unknown) => boolean): () => void
  /** There in a process that a launcher started: jobs come through it, and the command line is not looked at. */
  readonly channel?: JobChannel | undefined
}
