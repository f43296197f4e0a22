import { type ConfigNode, childOf, isNode, MapNode, readValue, resolved, toContainer } from '@hydra-zen/omegaconf/nodes'
import { Ambient } from '../ambient.ts'
import { applyDictConfig, handlerKind, logFilePath, unknownHandler } from './dict-config.ts'
import { createFormatter } from './formatter.ts'
import { createLogFile, createStreamHandler, type Handler } from './handlers.ts'
import { createRecord } from './log-record.ts'
import type { LogWorld } from './log-world.ts'
import { copyTree, emptyTree, handlersOf, type LoggingTree, stateOf } from './logging-tree.ts'
import { placed } from './placed.ts'

/** What `configureLogging` is asked for. */
export interface LoggingRequest {
  /** `hydra.job_logging` or `hydra.hydra_logging`, still in its tree: interpolations are followed. */
  readonly config: ConfigNode | undefined
  /** `hydra.verbose` */
  readonly verbose: ConfigNode | undefined
  readonly world: LogWorld
  /** What was configured before: a job's logging stands on the driver's. */
  readonly base?: LoggingContext | undefined
}

/** Loggers with levels and handlers: of the driver, or of one job. */
export interface LoggingContext {
  readonly world: LogWorld
  /** The loggers; worked out when first asked for. */
  readonly tree: LoggingTree
  /** Writes an error to this context's log files and nowhere else: the console has its own way of telling. */
  noteFailure(message: string, error: unknown): void
  /** Closes the files. Logging after it opens them again. */
  close(): void
}

/**
 * The logging that a config describes, in the shape of Python's `logging.config.dictConfig`.
 *
 * Files without `delay: true` exist from here on. All else is worked out when the first line is logged, unless somebody
 * wrote a part of the config: then its mistakes come out at once.
 *
 * @throws HydraException `LOGGING_CONFIG`
 */
export function configureLogging(request: LoggingRequest): LoggingContext {
  placed(request.config, () => createFiles(request))
  const context = new LazyContext(request)
  if (isWritten(request.config)) void context.tree
  return context
}

/** Whether anything of a config was written by somebody, in a file or on the command line, and may thus be wrong. */
function isWritten(node: ConfigNode | undefined): boolean {
  if (node === undefined) return false
  if (node.origin !== undefined) return true
  if (!(node instanceof MapNode)) return false
  for (const cell of node.cells.values()) if (isNode(cell) && isWritten(cell)) return true
  return false
}

/** Runs `body` with this logging, in everything it awaits. Jobs that overlap each keep to their own. */
export function withLogging<T>(context: LoggingContext, body: () => T): T {
  return current.run(context, body)
}

/** The logging around the caller, or `undefined` where none was configured. */
export function currentLogging(): LoggingContext | undefined {
  return current.get()
}

const current = new Ambient<LoggingContext>()

class LazyContext implements LoggingContext {
  readonly world: LogWorld
  #request: LoggingRequest | undefined
  readonly #base: LoggingContext | undefined
  #tree: LoggingTree | undefined

  constructor(request: LoggingRequest) {
    this.world = request.world
    this.#request = request
    this.#base = request.base
  }

  get tree(): LoggingTree {
    if (this.#tree === undefined) {
      this.#tree = build(this.#request as LoggingRequest)
      this.#request = undefined
    }
    return this.#tree
  }

  noteFailure(message: string, error: unknown): void {
    const { env } = this.world
    const time = this.world.now()
    const record = createRecord(message, { name: 'hydra', level: 40, time, error, hasError: true, env })
    for (const handler of handlersOf(this.tree, 'hydra')) {
      if (handler.kind === 'file' && record.level >= handler.level) handler.emit(record)
    }
  }

  close(): void {
    if (this.#tree === undefined) return
    const inherited = new Set(this.#base ? allHandlers(this.#base.tree) : [])
    for (const handler of allHandlers(this.#tree)) if (!inherited.has(handler)) handler.close()
  }
}

function allHandlers(tree: LoggingTree): Handler[] {
  return [...tree.loggers.values()].flatMap(({ handlers }) => handlers)
}

function build({ config, verbose, world, base }: LoggingRequest): LoggingTree {
  const before = base?.tree ?? emptyTree()
  const plain = config === undefined ? null : toContainer(config, { resolve: true })
  let tree: LoggingTree
  if (plain === null) {
    tree = copyTree(before)
    const formatter = createFormatter({ format: '[%(asctime)s][%(name)s][%(levelname)s] - %(message)s' })
    const root = stateOf(tree, '')
    root.level = 20
    root.handlers = [...root.handlers, createStreamHandler({ level: 0, formatter, only: [] }, world.stdout)]
  } else {
    const given = plain as Readonly<Record<string, unknown>>
    // `root: null` is how the config of the name `none` says: leave everything as it is
    tree = given.root === null ? copyTree(before) : placed(config, () => applyDictConfig(before, given, world))
  }
  for (const name of verboseLoggers(verbose)) stateOf(tree, name).level = 10
  return tree
}

/** The loggers that `hydra.verbose` sets to `DEBUG`: `true` means the root. */
function verboseLoggers(verbose: ConfigNode | undefined): readonly string[] {
  const value = verbose === undefined ? false : toContainer(verbose, { resolve: true })
  if (typeof value === 'string') return [value]
  if (Array.isArray(value)) return value.map(String)
  return value === true ? [''] : []
}

/** Makes the files of the handlers, without working out anything else. */
function createFiles({ config, world }: LoggingRequest): void {
  const plain = config === undefined ? undefined : resolved(config)
  if (!(plain instanceof MapNode) || childOf(plain, 'root')?.state === 'null') return
  const handlers = childOf(plain, 'handlers')
  if (!(handlers instanceof MapNode)) return
  for (const [key, handler] of handlers.entries) {
    if (!(handler instanceof MapNode)) continue
    const name = read(handler, 'class') ?? read(handler, '()')
    const kind = handlerKind(name)
    if (kind === undefined) throw unknownHandler(String(key), name)
    if ((kind !== 'file' && kind !== 'rotating') || read(handler, 'delay') === true) continue
    const path = logFilePath(read(handler, 'filename'), String(key), world)
    createLogFile({ path, mode: read(handler, 'mode') === 'w' ? 'w' : 'a' })
  }
}

function read(map: MapNode, key: string): unknown {
  const node = childOf(map, key)
  return node === undefined ? undefined : readValue(node)
}
