import { createHash } from 'node:crypto'
import { basename } from 'node:path'

/**
 * The core of a package, what every run loads, as a script: compiling is most of what loading costs, and Node 20 can
 * store the compiled form of scripts only. The modules that run it keep that form beside it (`HYDRA_ZEN_CACHE=off`
 * forbids it; where it cannot be written, nothing is kept).
 *
 * The script holds the cores of the packages below as well, each a function that is called unless this process has that
 * core already: one file is read, and Node looks up one package, whichever is imported first.
 *
 * @param {object} from
 * @param {string} from.name - The package's name.
 * @param {string} from.code - Its core as an ES module whose imports come first and whose exports come last.
 * @param {string} from.file - What the core's module is called, `chunks/core-….js`.
 * @param {Map<string, Map<string, string>>} from.entries - Per entry point that passes on what the core makes
 *   (`index.js`): its names, each with the core's name for it.
 * @param {string} [from.runtime] - The bundler's own few helpers, a module that is put inside.
 * @param {(id: string) => { core: Core, names: Map<string, string> }} below - What a package below has under a specifier.
 * @returns {Core & { files: Map<string, string> }}
 *
 * @typedef {{ name: string, key: string, factory: string, below: Core[] }} Core
 */
export function coreScript({ name, code, file, entries, runtime = '' }, below) {
  const { factory, needed, names } = factoryOf(code, basename(file), runtime, below)
  const key = `${name} ${createHash('sha256')
    .update([factory, ...needed.map((core) => core.key)].join('\n'))
    .digest('hex')
    .slice(0, 16)}`
  const core = { name, key, factory, below: needed }
  const script = `chunks/core-${key.slice(-16)}.script`
  const text = ascii(combined(core))
  const run = (path, passed) => runner(core, { script: path, size: text.length }, passed)
  const files = new Map([
    [script, text],
    [file, run(`./${basename(script)}`, new Map(names.map((each) => [each, each])))],
  ])
  for (const [entry, passed] of entries) files.set(entry, run(`./${script}`, passed))
  return { ...core, files }
}

/** What a module passes on of the core: its names, each with the core's for it. `undefined` where it does anything else. */
export function passedOn(text, chunk) {
  const direct = /^export\s*\{([^}]*)\}\s*from\s*["']([^"']+)["'];?\s*$/.exec(text.replace(sourceMap, ''))
  return direct !== null && basename(direct[2]) === basename(chunk)
    ? new Map(pairs(direct[1]).map(([theirs, ours]) => [ours, theirs]))
    : undefined
}

const head = /^import\s*(?:([\w$]+)\s*,?\s*)?(?:\*\s*as\s+([\w$]+)|\{([^}]*)\})?\s*(?:from\s*)?["']([^"']+)["'];?\n?/
const tail = /export\s*\{([^}]*)\};?\s*$/
const sourceMap = /\/\/# sourceMappingURL=[^\n]*\s*$/

/** A chunk as a function of the cores it needs, of where it is, and of how to load more; it returns what it exports. */
function factoryOf(code, chunk, runtime, below) {
  const needed = []
  let body = code.replace(/^#![^\n]*\n/, '').replace(sourceMap, '')
  let setup = ''
  for (let match = head.exec(body); match !== null; match = head.exec(body)) {
    const [whole, first, all, some, id] = match
    setup += imported(id, { first, all, some: some === undefined ? undefined : pairs(some) })
    body = withoutHead(body, whole)
  }

  function imported(id, { first, all, some }) {
    if (id.includes('rolldown-runtime')) return bound(some, asExpression(runtime))
    // Node's own: to import one as a module makes all that it has lazily, streams and crypto among them
    if (id.startsWith('node:')) {
      const own = `process.getBuiltinModule(${JSON.stringify(id)})`
      if (some !== undefined && isLater(id, some))
        return some.map(([theirs, ours]) => `const ${ours} = (...given) => ${own}.${theirs}(...given);\n`).join('')
      return (all ?? first) ? `const ${all ?? first} = ${own};\n` : bound(some, own)
    }
    const { core, names } = below(id)
    if (!needed.includes(core)) needed.push(core)
    const from = `__needed[${needed.indexOf(core)}]`
    if (all !== undefined)
      return `const ${all} = {${[...names].map(([public_, inner]) => `${public_}: ${from}.${inner}`).join(', ')}};\n`
    return bound(
      some.map(([theirs, ours]) => [names.get(theirs), ours]),
      from,
    )
  }

  const exported = pairs(tail.exec(body)?.[1] ?? '')
  // a script is no module: what a package looks up it looks up from its own place, wherever the script lies
  body = body
    .replace(tail, '')
    .replaceAll('createRequire(import.meta.url ?? __filename)', 'createRequire(__meta.home)')
    .replace(/\bimport\.meta(?=\.(?:url|dirname|filename|resolve)\b)/g, '__meta')
    .replaceAll(new RegExp(`(?<![\\w$.'"\`])import\\(["']\\./${chunk}["']\\)`, 'g'), 'Promise.resolve(__made)')
    .replace(/(?<![\w$.'"`])import\(/g, '__load(')
  const table = exported.map(([ours, theirs]) => `${theirs}: ${ours}`).join(', ')
  return {
    factory: `(function (__needed, __meta, __load) {\n${setup}${body}const __made = {${table}};\nreturn __made;\n})`,
    needed,
    names: exported.map(([, theirs]) => theirs),
  }
}

/** The cores below and the package's own, those that are needed first. */
function inOrder(core, found = new Set()) {
  for (const each of core.below) inOrder(each, found)
  return found.add(core)
}

/** A function that makes the cores that are not `made`, and returns the package's own. */
function combined(core) {
  const steps = [...inOrder(core)].map(
    ({ name, key, factory, below }) =>
      `made.has(${JSON.stringify(key)}) || made.set(${JSON.stringify(key)}, ${factory}([${below
        .map((each) => `made.get(${JSON.stringify(each.key)})`)
        .join(', ')}], ...at(${JSON.stringify(name)})));\n`,
  )
  return `(function (made, at) {'use strict';\n${steps.join('')}return made.get(${JSON.stringify(core.key)});\n})\n`
}

/** The module that has the script run, if nothing in this process has, and exports some of what the core makes. */
function runner(core, { script, size }, passed) {
  const names = [...passed]
  return `const cores = (globalThis[Symbol.for('hydra-zen.cores')] ??= new Map())
const core = cores.get(${JSON.stringify(core.key)}) ?? run()
function run() {
  const { closeSync, openSync, readSync } = process.getBuiltinModule('node:fs')
  const { Script } = process.getBuiltinModule('node:vm')
  const file = import.meta.dirname + ${JSON.stringify(script.slice(1))}
  // one piece of memory for both files: to make new memory ready takes longer than to read into it
  const memory = Buffer.allocUnsafeSlow(${2 * size})
  const read = (path) => {
    const descriptor = openSync(path)
    let end = 0
    for (let more = 1; more > 0 && end < memory.length; end += more) more = readSync(descriptor, memory, end, memory.length - end)
    closeSync(descriptor)
    return memory.subarray(0, end)
  }
  let code
  try {
    code = read(file).latin1Slice()
  } catch (error) {
    throw new Error(
      ${JSON.stringify(`${core.name} looks for a file beside it, and there is none`)} + ': ' + file +
        '. In a bundle, say the condition "module" (esbuild: --conditions=module) or leave the package external',
      { cause: error },
    )
  }
  // what is compiled differs with what is done: a file each for a run, a multirun, and looking at things
  const argv = process.argv.slice(2)
  const kind = argv.includes('-m') || argv.includes('--multirun') ? 'multirun' : argv.some((word) => word[0] === '-') ? 'show' : 'run'
  // and with V8's own flags, of which those that people set often get files of their own
  const flags = [...process.execArgv, process.env.NODE_OPTIONS ?? ''].join(' ')
  const own = flags.match(/--(?:expose|initial|jitless|max|min|stack)[\\w-]*(?:=\\d+)?/g) ?? []
  const kept = [file, process.versions.v8, process.arch, kind, ...own].join('-')
  const keep = process.env.HYDRA_ZEN_CACHE !== 'off'
  let cachedData
  try {
    if (keep) cachedData = read(kept + '.cache')
  } catch {}
  const url = new URL(${JSON.stringify(script)}, import.meta.url).href
  const compiled = new Script(code, { filename: url, cachedData })
  const place = (name) => {
    let home = name === ${JSON.stringify(core.name)} ? url : undefined
    const meta = {
      url,
      get home() {
        return (home ??= new URL('chunks/core', meta.resolve(name)).href)
      },
      resolve(id) {
        // loaders that make CommonJS of modules leave it out
        if (typeof import.meta.resolve === 'function') return import.meta.resolve(id)
        const { createRequire } = process.getBuiltinModule('node:module')
        return process.getBuiltinModule('node:url').pathToFileURL(createRequire(url).resolve(id)).href
      },
    }
    return [meta, (id) => import(id[0] === '.' ? new URL(id, meta.home).href : id)]
  }
  const made = compiled.runInThisContext()(cores, place)
  const rejected = compiled.cachedDataRejected
  // what other flags of V8's refuse is right without them
  if (keep && !(rejected && flags !== '')) process.once('exit', () => remember(compiled, kept, rejected || cachedData === undefined))
  return made
}
// each run may compile what none before it did: it is stored at the 1st, 2nd, 4th, 8th … run, and then it is complete
function remember(compiled, kept, atOnce) {
  const { appendFileSync, renameSync, rmSync, statSync, writeFileSync } = process.getBuiltinModule('node:fs')
  // threads of one process, and containers that share a disk, have the same number
  const draft = kept + '.' + process.pid + '-' + Math.random().toString(36).slice(2)
  try {
    const runs = (statSync(kept + '-runs.cache', { throwIfNoEntry: false })?.size ?? 0) + 1
    if (runs <= 4096) appendFileSync(kept + '-runs.cache', '.')
    if (!atOnce && (runs > 4096 || (runs & (runs - 1)) !== 0)) return
    // V8 believes what it reads and a damaged form ends the process: on the disk with it, before others find it
    writeFileSync(draft, compiled.createCachedData(), { flag: 'wx', flush: true })
    renameSync(draft, kept + '.cache')
  } catch {
    try {
      rmSync(draft, { force: true })
    } catch {}
  }
}
const { ${names.map(([, inner], index) => `${inner}: e${index}`).join(', ')} } = core
export { ${names.map(([name], index) => `e${index} as ${name}`).join(', ')} }
`
}

/** Whether some of what a module of Node's has can wait for the first call: functions of modules that take long to load. */
function isLater(id, some) {
  if (!/^node:(?:child_process|crypto|module|os|worker_threads)$/.test(id)) return false
  const own = process.getBuiltinModule(id)
  return some.every(([theirs]) => typeof own[theirs] === 'function' && /^[a-z]/.test(theirs))
}

/** `body` after its first import, and the empty lines and comments behind it. */
function withoutHead(body, whole) {
  let rest = body.slice(whole.length)
  while (/^(?:\/\/[^\n]*)?\n/.test(rest)) rest = rest.slice(rest.indexOf('\n') + 1)
  return rest
}

/** A module that imports nothing as an expression that gives its exports. */
function asExpression(module) {
  const body = module.replace(/^import\s*["'][^"']+["'];?\n/gm, '')
  const exported = pairs(tail.exec(body)[1])
  const table = exported.map(([ours, theirs]) => `${theirs}: ${ours}`).join(', ')
  return `(() => {\n${body.replace(tail, '')}return {${table}};\n})()`
}

/** The same program in ASCII, which is read fastest: V8 keeps one byte a character. */
function ascii(code) {
  return code.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** Names of an object, under names of our own. */
function bound(names, from) {
  return `const {${names.map(([theirs, ours]) => `${theirs}: ${ours}`).join(', ')}} = ${from};\n`
}

/** `a as b, c` → `[['a', 'b'], ['c', 'c']]`. */
function pairs(list) {
  return list
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean)
    .map((item) => {
      const [from, to = from] = item.split(/\s+as\s+/)
      return [from, to]
    })
}
