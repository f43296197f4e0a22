import type { Handler } from './handlers.ts'
import { levelNumber } from './level.ts'
import { createRecord, findCaller, type LogRecord } from './log-record.ts'
import { currentLogging } from './logging-context.ts'
import { effectiveLevel, handlersOf, isDisabled } from './logging-tree.ts'

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
 * may be made once, at the top of a module. `%s`, `%d`, `%j` in a message take the arguments, as in `console.log`.
 *
 * @example
 * const log = getLogger('app.db')
 * log.info('connected to %s', host)
 */
export function getLogger(name = ''): Logger {
  return new LiveLogger(name === 'root' ? '' : name)
}

class LiveLogger implements Logger {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }

  debug(message: unknown, ...args: readonly unknown[]): void {
    this.#write(10, message, args)
  }

  info(message: unknown, ...args: readonly unknown[]): void {
    this.#write(20, message, args)
  }

  warning(message: unknown, ...args: readonly unknown[]): void {
    this.#write(30, message, args)
  }

  error(message: unknown, ...args: readonly unknown[]): void {
    this.#write(40, message, args)
  }

  critical(message: unknown, ...args: readonly unknown[]): void {
    this.#write(50, message, args)
  }

  exception(message: unknown, error: unknown): void {
    this.#write(40, message, [], { error })
  }

  log(level: number | string, message: unknown, ...args: readonly unknown[]): void {
    this.#write(numberOf(level), message, args)
  }

  isEnabledFor(level: number | string): boolean {
    const number = numberOf(level)
    const tree = currentLogging()?.tree
    if (tree === undefined) return number >= 30
    return !isDisabled(tree, this.name) && number >= effectiveLevel(tree, this.name)
  }

  #write(level: number, message: unknown, args: readonly unknown[], failure?: { readonly error: unknown }): void {
    if (!this.isEnabledFor(level)) return
    const context = currentLogging()
    const handlers = context ? handlersOf(context.tree, this.name) : []
    const time = context ? context.world.now() : new Date()
    const record = createRecord(message, {
      name: this.name,
      level,
      time,
      args,
      error: failure?.error,
      hasError: failure !== undefined,
      env: context?.world.env,
      caller: handlers.some(({ formatter }) => formatter.wantsCaller) ? findCaller() : undefined,
    })
    // outside of every run there is no world to ask for standard error
    if (handlers.length === 0) lastResort(record, context?.world.stderr ?? process.stderr)
    for (const handler of handlers) if (takes(handler, record)) handler.emit(record)
  }
}

function takes({ level, only }: Handler, record: LogRecord): boolean {
  if (record.level < level) return false
  return only.length === 0 || only.every((name) => record.name === name || record.name.startsWith(`${name}.`))
}

/** Without any handler, warnings and worse are shown bare, so that they are not lost. */
function lastResort(record: LogRecord, stderr: { write(text: string): unknown }): void {
  if (record.level < 30) return
  stderr.write(`${record.stack === undefined ? record.message : `${record.message}\n${record.stack}`}\n`)
}

/** A name that is no level counts as `INFO`: logging must not be what fails. */
function numberOf(level: number | string): number {
  return levelNumber(level) ?? 20
}
