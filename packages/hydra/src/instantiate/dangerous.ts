import { createRequire } from 'node:module'

/** Modules of Node that run programs, load code or end the process: every member only by its exact address. */
const MODULES = new Set([
  'child_process',
  'cluster',
  'inspector',
  'inspector/promises',
  'module',
  'process',
  'repl',
  'sqlite',
  'test',
  'v8',
  'vm',
  'wasi',
  'worker_threads',
])

/** What `fs` and `fs/promises` may be asked by a wildcard: to look. */
const READERS =
  /^(?:access|exists|lstat|stat|statfs|readdir|readFile|readlink|realpath|createReadStream|glob|watch)(?:Sync)?$/

/** Names under which dangerous functions are known, so that only few values need a closer look. */
const NAMES =
  /^(?:_?exec|_?spawn|_?fork|ChildProcess|runIn|compileFunction|createContext|Script|SourceTextModule|createRequire|register|Module|_load|Worker|eval|Function|AsyncFunction|GeneratorFunction|AsyncGeneratorFunction|exit|reallyExit|kill|_kill|abort|chdir|dlopen|binding|_linkedBinding|set(?:e?[ug]id|groups)|write|append|rm|unlink|rename|copyFile|cp|mkdir|mkdtemp|truncate|ftruncate|l?chmod|fchmod|l?chown|fchown|symlink|link|open|close|l?utimes|futimes|start|setFlagsFromString|DatabaseSync)/

/**
 * Whether a member of one of Node's modules may only be named in full: `node:child_process:execSync`, not
 * `node:child_process:*`.
 */
export function isDangerousMember(module: string, member: string | undefined): boolean {
  if (MODULES.has(module)) return true
  return (module === 'fs' || module === 'fs/promises') && !READERS.test(member ?? '')
}

/** Whether a value is one of those functions, however it was reached. */
export function isDangerousValue(value: unknown): boolean {
  if (typeof value !== 'function' || !NAMES.test(value.name)) return false
  if (EVALUATORS.has(value)) return true
  const require = createRequire(import.meta.url ?? __filename)
  for (const module of ['child_process', 'vm', 'module', 'worker_threads', 'process', 'v8', 'fs', 'fs/promises']) {
    const exports = require(`node:${module}`) as Record<string, unknown>
    for (const name of Object.getOwnPropertyNames(exports)) {
      if (isDangerousMember(module, name) && !isGetter(exports, name) && exports[name] === value) return true
    }
  }
  return false
}

/** Some members are deprecated getters, which warn when read. */
function isGetter(object: object, name: string): boolean {
  return Object.getOwnPropertyDescriptor(object, name)?.get !== undefined
}

// biome-ignore lint/security/noGlobalEval: named here so that it can be refused
const evaluate = eval

const EVALUATORS: ReadonlySet<unknown> = new Set<unknown>([
  evaluate,
  Function,
  (async () => {}).constructor,
  function* () {}.constructor,
  async function* () {}.constructor,
])
