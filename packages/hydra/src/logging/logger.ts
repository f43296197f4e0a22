/** One voice of the log. Its lines go where the logging config of the job around the caller says. */
export interface Logger {
  readonly name: string
  debug(message: unknown, ...args: readonly unknown[]): void
  info(message: unknown, ...args: readonly unknown[]): void
  warning(message: unknown, ...args: readonly unknown[]): void
  error(message: unknown, ...args: readonly unknown[]): void
  critical(message: unknown, ...args: readonly unknown[]): void
  /** As `error`, with the stack of `error` (and of its causes) below the line. */
  exception(message: unknown, error: unknown): void
  log(level: number | string, message: unknown, ...args: readonly unknown[]): void
  isEnabledFor(level: number | string): boolean
}

/**
 * The logger of that name: `app.db` is below `app`, and all are below the root, whose name is `''`.
 *
 * Levels and handlers are looked up when something is logged, in the logging of the job around the caller; so a logger
 * may be made once, at the top of a module.
 */
export declare function getLogger(name?: string): Logger
