import { findSourceMap } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { isSecondCopy } from '@hydra-zen/hydra'

/** Frames kept: enough to get past helpers that compilers put between a decorator and its class. */
const depth = 8

/**
 * The place from which a function of ours was called. Taking it costs a microsecond or two; it is read only when
 * somebody asks.
 */
export class CallSite {
  #frames: readonly Frame[] | undefined
  readonly #holder: { stack?: unknown }

  /** @param above - Frames down to this function's do not count; without one, the place is unknown. */
  constructor(above?: unknown) {
    if (above === undefined) {
      this.#holder = {}
      this.#frames = []
      return
    }
    const limit = Error.stackTraceLimit
    Error.stackTraceLimit = depth
    this.#holder = {}
    Error.captureStackTrace(this.#holder, above as () => void)
    Error.stackTraceLimit = limit
  }

  /** The caller's file, absolute; nothing for code without one. */
  get file(): string | undefined {
    return this.#read()[0]?.file
  }

  /** `/app/src/my_app.ts:21`, for messages. */
  get text(): string {
    const [frame] = this.#read()
    return frame ? placeInSource(frame) : 'an unknown place'
  }

  /** Whether the caller is the app's own file, loaded once more because the first copy still runs. */
  get inSecondCopy(): boolean {
    return this.#read()[0]?.inSecondCopy ?? false
  }

  #read(): readonly Frame[] {
    this.#frames ??= readFrames(this.#holder)
    return this.#frames
  }
}

interface Frame {
  readonly file: string
  readonly inSecondCopy: boolean
  readonly line: number
  readonly column: number
}

/** Loaders put all of a file into one line, and keep a map of it where source maps are on. */
function placeInSource({ file, line, column }: Frame): string {
  const map = findSourceMap(file) ?? findSourceMap(pathToFileURL(file).href)
  const entry = map?.findEntry(line - 1, column - 1)
  return entry && 'originalLine' in entry ? `${file}:${entry.originalLine + 1}` : `${file}:${line}`
}

function readFrames(holder: { stack?: unknown }): Frame[] {
  const prepare = Error.prepareStackTrace
  Error.prepareStackTrace = (_error, sites) => sites
  let stack: unknown
  try {
    stack = holder.stack
  } finally {
    Error.prepareStackTrace = prepare
  }
  const frames = Array.isArray(stack) ? stack.map(fromSite) : String(stack).split('\n').map(fromLine)
  return frames.filter((frame) => frame !== undefined)
}

function fromSite(site: NodeJS.CallSite): Frame | undefined {
  const name = site.getFileName()
  return frameOf(name ?? undefined, site.getLineNumber() ?? 0, site.getColumnNumber() ?? 0)
}

function fromLine(line: string): Frame | undefined {
  const found = /(?:\(|at )([^()\s]+?):(\d+):(\d+)\)?$/.exec(line)
  return found ? frameOf(found[1], Number(found[2]), Number(found[3])) : undefined
}

function frameOf(name: string | undefined, line: number, column: number): Frame | undefined {
  if (name === undefined || name.startsWith('node:')) return undefined
  const file = withoutQuery(name.startsWith('file:') ? fileURLToPath(withoutQuery(name)) : name)
  return { file, inSecondCopy: isSecondCopy(name), line, column }
}

/** Loaders add `?v=…` and the like to what they load. */
function withoutQuery(name: string): string {
  const mark = name.indexOf('?')
  return mark < 0 ? name : name.slice(0, mark)
}
