import { isAbsolute, join } from 'node:path'
import { didYouMean, listed } from '@hydra-zen/diagnostics'
import { HydraException } from '../errors.ts'
import { defaultLogColors } from './colors.ts'
import { createFormatter, type Formatter } from './formatter.ts'
import {
  createFileHandler,
  createNullHandler,
  createStreamHandler,
  type Handler,
  type HandlerParts,
} from './handlers.ts'
import { levelNumber, levels } from './level.ts'
import type { LogWorld } from './log-world.ts'
import { copyTree, freshState, type LoggerState, type LoggingTree, stateOf } from './logging-tree.ts'

const RICH = 'rich.logging.RichHandler'

type Plain = Readonly<Record<string, unknown>>

/** The classes of handlers, and whether they write to a file. */
const handlerClasses: ReadonlyMap<string, 'stream' | 'file' | 'rotating' | 'nowhere'> = new Map([
  ['logging.StreamHandler', 'stream'],
  ['logging.FileHandler', 'file'],
  ['logging.NullHandler', 'nowhere'],
  ['logging.handlers.RotatingFileHandler', 'rotating'],
  ['logging.handlers.TimedRotatingFileHandler', 'file'], // one run is one file: nothing is rotated by time
  ['logging.handlers.WatchedFileHandler', 'file'],
  ['colorlog.StreamHandler', 'stream'],
  [RICH, 'stream'],
])

/** What kind of handler a class is; `undefined` where we have none of that name. */
export function handlerKind(name: unknown): 'stream' | 'file' | 'rotating' | 'nowhere' | undefined {
  return typeof name === 'string' ? handlerClasses.get(name) : undefined
}

/** Says that there is no such class of handlers. */
export function unknownHandler(key: string, name: unknown): HydraException {
  const summary = `The handler \`${key}\` is of an unknown class: ${String(name)}.`
  return problem(summary, { path: `handlers.${key}.class`, typed: String(name), known: handlerClasses.keys() })
}

/**
 * The loggers that a config asks for, on top of those there were.
 *
 * Reference: `logging.config.dictConfig`. Loggers have no life of their own here, so where `disable_existing_loggers`
 * is on (it is unless the config says otherwise) every logger that the config does not name, nor one above it, is silent.
 *
 * @throws HydraException `LOGGING_CONFIG`
 */
export function applyDictConfig(base: LoggingTree, config: Plain, world: LogWorld): LoggingTree {
  if (config.version !== 1) {
    throw new HydraException(`A logging config is of version 1, not ${String(config.version)}.`, {
      code: 'LOGGING_CONFIG',
      path: 'version',
      hint: 'write `version: 1` in hydra/job_logging and hydra/hydra_logging',
    })
  }
  const tree = copyTree(base)
  const loggers = entries(config.loggers)
  if (config.incremental === true) {
    for (const [name, given] of loggers) setLevel(stateOf(tree, name), given, name)
    if (isPlain(config.root)) setLevel(stateOf(tree, ''), config.root, 'root')
    return tree
  }
  const handlers = handlersFrom(config, world)
  const named = new Set(loggers.map(([name]) => name))
  tree.named.clear()
  for (const name of named) tree.named.add(name)
  tree.othersDisabled = config.disable_existing_loggers !== false
  for (const [name, state] of tree.loggers) {
    if (name === '' || named.has(name)) continue
    if (isBelow(name, named)) tree.loggers.set(name, freshState())
    else state.disabled = tree.othersDisabled
  }
  for (const [name, given] of loggers) {
    const state = stateOf(tree, name)
    state.disabled = false
    setLogger(state, given, { name, handlers })
    if (typeof given.propagate === 'boolean') state.propagate = given.propagate
  }
  if (isPlain(config.root)) setLogger(stateOf(tree, ''), config.root, { name: 'root', handlers })
  return tree
}

function isBelow(name: string, named: ReadonlySet<string>): boolean {
  for (let dot = name.lastIndexOf('.'); dot > 0; dot = name.lastIndexOf('.', dot - 1)) {
    if (named.has(name.slice(0, dot))) return true
  }
  return false
}

interface LoggerNames {
  readonly name: string
  readonly handlers: ReadonlyMap<string, Handler>
}

function setLogger(state: LoggerState, given: Plain, { name, handlers }: LoggerNames): void {
  setLevel(state, given, name)
  state.handlers = list(given.handlers).map((key) => {
    const handler = handlers.get(String(key))
    if (handler === undefined) {
      const summary = `The logger \`${name}\` names the handler \`${String(key)}\`, which is not there.`
      throw problem(summary, { path: `${loggerPath(name)}.handlers`, typed: String(key), known: handlers.keys() })
    }
    return handler
  })
}

function setLevel(state: LoggerState, given: Plain, name: string): void {
  if (given.level === undefined || given.level === null) return
  state.level = levelOf(given.level, `logger \`${name}\``, loggerPath(name))
}

function loggerPath(name: string): string {
  return name === 'root' ? name : `loggers.${name}`
}

function levelOf(level: unknown, whose: string, at: string): number {
  const number = levelNumber(level)
  if (number !== undefined) return number
  const summary = `The level of the ${whose} is unknown: ${String(level)}.`
  throw problem(summary, { path: `${at}.level`, typed: String(level), known: Object.keys(levels) })
}

function handlersFrom(config: Plain, world: LogWorld): Map<string, Handler> {
  const formatters = new Map(entries(config.formatters))
  // those that no handler names are judged, too
  for (const [key, given] of formatters) formatterFrom(given, world, `formatters.${key}`)
  const filters = new Map(entries(config.filters))
  const made = new Map<string, Handler>()
  for (const [key, given] of entries(config.handlers)) {
    const name = given.class ?? given['()']
    const kind = handlerKind(name)
    if (kind === undefined) throw unknownHandler(key, name)
    const wanted = given.formatter ?? undefined
    const own = formatters.get(String(wanted))
    if (wanted !== undefined && own === undefined) {
      const summary = `The handler \`${key}\` names the formatter \`${String(wanted)}\`, which is not there.`
      throw problem(summary, { path: `handlers.${key}.formatter`, typed: String(wanted), known: formatters.keys() })
    }
    const parts: HandlerParts = {
      level:
        given.level === undefined || given.level === null
          ? 0
          : levelOf(given.level, `handler \`${key}\``, `handlers.${key}`),
      formatter: name === RICH ? richFormatter(own ?? {}) : formatterFrom(own ?? {}, world),
      only: list(given.filters).flatMap((name) => {
        const filter = filters.get(String(name))
        return filter?.name === undefined || filter.name === '' ? [] : [String(filter.name)]
      }),
    }
    made.set(key, handlerFrom(kind, { key, given, parts, world }))
  }
  return made
}

interface HandlerRequest {
  readonly key: string
  readonly given: Plain
  readonly parts: HandlerParts
  readonly world: LogWorld
}

function handlerFrom(kind: 'stream' | 'file' | 'rotating' | 'nowhere', request: HandlerRequest): Handler {
  const { key, given, parts, world } = request
  switch (kind) {
    case 'nowhere':
      return createNullHandler(parts)
    case 'stream':
      return createStreamHandler(parts, streamFrom(given.stream ?? defaultStream(given), key, world))
    case 'file':
    case 'rotating': {
      const rotating = kind === 'rotating'
      const file = {
        path: logFilePath(given.filename, key, world),
        mode: given.mode === 'w' ? 'w' : 'a',
        maxBytes: rotating ? Number(given.maxBytes ?? 0) : 0,
        backupCount: rotating ? Number(given.backupCount ?? 0) : 0,
      } as const
      return createFileHandler(parts, file, world.stderr)
    }
    default:
      return kind satisfies never
  }
}

function streamFrom(stream: unknown, key: string, world: LogWorld): { write(text: string): unknown } {
  if (stream === undefined || stream === null || stream === 'ext://sys.stderr') return world.stderr
  if (stream === 'ext://sys.stdout') return world.stdout
  const known = ['ext://sys.stdout', 'ext://sys.stderr']
  const summary = `The handler \`${key}\` writes to an unknown stream: ${String(stream)}.`
  throw problem(summary, { path: `handlers.${key}.stream`, typed: String(stream), known })
}

/** Rich writes to standard output, Python's own handler to standard error. */
function defaultStream(given: Plain): string | undefined {
  return (given.class ?? given['()']) === RICH ? 'ext://sys.stdout' : undefined
}

/** Rich puts time and level in front of what its formatter makes, which is the bare message in most configs. */
function richFormatter(given: Plain): Formatter {
  const message = text(given.format) ?? text(given.fmt) ?? '%(message)s'
  const datefmt = (text(given.datefmt) ?? '[%X]').replace(/\s+$/, '')
  return createFormatter({ format: `%(asctime)s %(levelname)-8s ${message}`, datefmt })
}

/**
 * The absolute path of a handler's file.
 *
 * @throws HydraException `LOGGING_CONFIG` where there is none
 */
export function logFilePath(filename: unknown, key: string, world: LogWorld): string {
  if (typeof filename !== 'string' || filename === '') {
    throw new HydraException(`The handler \`${key}\` needs a file name.`, {
      code: 'LOGGING_CONFIG',
      path: `handlers.${key}.filename`,
      hint: 'set its `filename`, as in `${hydra.runtime.output_dir}/${hydra.job.name}.log`',
    })
  }
  return isAbsolute(filename) ? filename : join(world.cwd, filename)
}

function formatterFrom(given: Plain, world: LogWorld, path?: string): Formatter {
  const format = text(given.format) ?? text(given.fmt)
  const style = given.style === '{' || given.style === '$' ? given.style : '%'
  const datefmt = text(given.datefmt)
  const factory = String(given['()'] ?? given.class ?? '')
  if (!factory.startsWith('colorlog.')) return createFormatter({ format, datefmt, style, path })
  const colors = new Map(defaultLogColors)
  if (isPlain(given.log_colors))
    for (const [level, words] of Object.entries(given.log_colors)) colors.set(level, String(words))
  const paint = world.env?.NO_COLOR === undefined || world.env.NO_COLOR === ''
  return createFormatter({
    format: format ?? '%(log_color)s%(levelname)s:%(name)s:%(message)s',
    datefmt,
    style,
    colors,
    paint,
    path,
  })
}

function entries(value: unknown): [string, Plain][] {
  if (!isPlain(value)) return []
  return Object.entries(value).map(([key, given]) => [key, isPlain(given) ? given : {}])
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

interface Mistake {
  /** Where it is in the config: `root.level`. */
  readonly path: string
  readonly typed: string
  /** What could stand there. */
  readonly known: Iterable<string>
}

function problem(summary: string, { path, typed, known }: Mistake): HydraException {
  const names = [...known]
  const hint = didYouMean(typed, names) ?? (names.length > 0 ? `there is ${listed(names)}` : undefined)
  return new HydraException(summary, { code: 'LOGGING_CONFIG', path, hint })
}
