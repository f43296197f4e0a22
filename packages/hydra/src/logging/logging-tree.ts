import type { Handler } from './handlers.ts'

/** What is set of one logger. A level of 0 asks the logger above. */
export interface LoggerState {
  level: number
  handlers: readonly Handler[]
  propagate: boolean
  disabled: boolean
}

/** Every logger that has something set, by its dotted name; the root, whose name is `''`, is always there. */
export interface LoggingTree {
  readonly loggers: Map<string, LoggerState>
  /** Loggers that are neither set nor below one that is are silent. */
  othersDisabled: boolean
  /** Whether a config has set handlers: without any, warnings go to standard error, bare. */
  readonly named: Set<string>
}

/** Loggers before any config: the root at `WARNING`, no handlers. */
export function emptyTree(): LoggingTree {
  return { loggers: new Map([['', freshState(30)]]), othersDisabled: false, named: new Set() }
}

/** The same settings, to be changed apart. Handlers are shared. */
export function copyTree(tree: LoggingTree): LoggingTree {
  return {
    loggers: new Map([...tree.loggers].map(([name, state]) => [name, { ...state }])),
    othersDisabled: tree.othersDisabled,
    named: new Set(tree.named),
  }
}

export function freshState(level = 0): LoggerState {
  return { level, handlers: [], propagate: true, disabled: false }
}

/** The state of a logger, made where there is none. */
export function stateOf(tree: LoggingTree, name: string): LoggerState {
  let state = tree.loggers.get(name)
  if (state === undefined) {
    state = freshState()
    tree.loggers.set(name, state)
  }
  return state
}

/** The name and those above it, up to the root: `a.b`, `a`, `''`. */
export function* lineage(name: string): Iterable<string> {
  for (let at = name; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) yield at
  yield ''
}

/** The level that counts for a logger: its own, or that of the nearest above that has one. */
export function effectiveLevel(tree: LoggingTree, name: string): number {
  for (const at of lineage(name)) {
    const level = tree.loggers.get(at)?.level ?? 0
    if (level !== 0) return level
  }
  return 0
}

/** Whether a logger is silent altogether. */
export function isDisabled(tree: LoggingTree, name: string): boolean {
  const own = tree.loggers.get(name)
  if (own?.disabled) return true
  if (!tree.othersDisabled || name === '') return false
  for (const at of lineage(name)) if (at !== '' && tree.named.has(at)) return false
  return true
}

/** The handlers that get a logger's records: its own, then those above it as far as records propagate. */
export function handlersOf(tree: LoggingTree, name: string): Handler[] {
  const handlers: Handler[] = []
  for (const at of lineage(name)) {
    const state = tree.loggers.get(at)
    if (state === undefined) continue
    handlers.push(...state.handlers)
    if (!state.propagate) break
  }
  return handlers
}
