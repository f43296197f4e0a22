import { basename } from 'node:path'

/**
 * A chunk that every run loads as a script in the form of a function, and the modules that run it and export what it
 * makes. Compiling is most of what loading costs, and Node 20 can store the compiled form of scripts only: the modules
 * keep it beside the script (`HYDRA_ZEN_CACHE=off` forbids it; where it cannot be written, nothing is kept).
 *
 * @param {string} code - The chunk, an ES module whose imports come first and whose exports come last.
 * @param {string} name - Its file name, `chunks/core-….js`.
 * @param {string | undefined} runtime - The bundler's own few helpers, a module that is put inside.
 * @returns The files, and `entry`: what gives an entry point that only passes the chunk's exports on a runner of its own.
 */
export function coreScript(code, name, runtime = '') {
  const needed = []
  const names = []
  let body = code.replace(/^#![^\n]*\n/, '')
  let setup = ''
  for (let match = head.exec(body); match !== null; match = head.exec(body)) {
    const [whole, first, all, some, id] = match
    const helpers = id.includes('rolldown-runtime') ? asExpression(runtime) : undefined
    // Node's own: to import one as a module makes all that it has lazily, streams and crypto among them
    const own = id.startsWith('node:') ? `process.getBuiltinModule(${JSON.stringify(id)})` : undefined
    if (helpers === undefined && own === undefined && !needed.includes(id)) needed.push(id)
    const from = helpers ?? own ?? `__needed[${needed.indexOf(id)}]`
    if (first !== undefined) setup += `const ${first} = ${own ?? `${from}.default`};\n`
    if (all !== undefined) setup += `const ${all} = ${from};\n`
    if (some !== undefined && isLater(id, some)) {
      const calls = renamed(some, ([theirs, ours]) => `${ours} = (...given) => ${own}.${theirs}(...given)`)
      setup += `const ${calls};\n`
    } else if (some !== undefined)
      setup += `const {${renamed(some, ([theirs, ours]) => `${theirs}: ${ours}`)}} = ${from};\n`
    body = withoutHead(body, whole)
  }
  const [, exported = '', map = ''] = tail.exec(body) ?? []
  const table = renamed(exported, ([ours, theirs]) => {
    names.push([theirs, theirs])
    return `${theirs}: ${ours}`
  })
  // a stored script has lost the module it belongs to: it loads through the one that runs it, and itself it has
  body = body
    .replaceAll('import.meta', '__meta')
    .replaceAll(new RegExp(`(?<![\\w$.'"\`])import\\(["']\\./${basename(name)}["']\\)`, 'g'), 'Promise.resolve(__made)')
    .replace(/(?<![\w$.'"`])import\(/g, '__load(')
  body = `${body.replace(tail, '')}const __made = {${table}};\nreturn __made;`
  const script = name.replace(/\.js$/, '.script')
  return {
    files: [
      [script, ascii(`(function (__needed, __meta, __load) {'use strict';\n${setup}${body}\n})\n${map}`)],
      [name, runner(`./${basename(script)}`, needed, names)],
    ],
    entry(text) {
      const passed = passedOn(text, basename(name))
      return passed && runner(`./${script}`, needed, passed)
    },
  }
}

const head = /^import\s*(?:([\w$]+)\s*,?\s*)?(?:\*\s*as\s+([\w$]+)|\{([^}]*)\})?\s*(?:from\s*)?["']([^"']+)["'];?\n?/
const tail = /export\s*\{([^}]*)\};?\s*(\/\/# sourceMappingURL=[^\n]*\s*)?$/

/** The module that runs the script, if none has in this process, and exports some of what it makes. */
function runner(script, needed, names) {
  return `${needed.map((id, index) => `import * as m${index} from ${JSON.stringify(id)}\n`).join('')}
const at = import.meta.url
const url = at.slice(0, at.lastIndexOf('/') + 1) + ${JSON.stringify(script.slice(2))}
const made = ((globalThis[Symbol.for('hydra-zen.scripts')] ??= new Map()).get(url)) ?? run()
function run() {
  const { readFileSync, renameSync, writeFileSync } = process.getBuiltinModule('node:fs')
  const { Script } = process.getBuiltinModule('node:vm')
  const file = import.meta.dirname + ${JSON.stringify(script.slice(1))}
  // what is compiled differs with what is done: a file each for a run, a multirun, and looking at things
  const argv = process.argv.slice(2)
  const kind = argv.includes('-m') || argv.includes('--multirun') ? 'multirun' : argv.some((word) => word[0] === '-') ? 'show' : 'run'
  const kept = \`\${file}.\${process.versions.v8}-\${process.arch}-\${kind}\`
  const keep = process.env.HYDRA_ZEN_CACHE !== 'off'
  // stored twice: who loads a package first may use little of it, and the second time adds what was compiled since
  const last = 1
  let cachedData
  let age = last
  for (; keep && age >= 0 && cachedData === undefined; age--) {
    try {
      cachedData = readFileSync(\`\${kept}-\${age}.cache\`)
    } catch {}
  }
  const script = new Script(readFileSync(file, 'latin1'), { filename: url, cachedData })
  const meta = { url, resolve: (id) => import.meta.resolve(id) }
  const load = (id) => import(id[0] === '.' ? new URL(id, url).href : id)
  const made = script.runInThisContext()([${needed.map((_, index) => `m${index}`).join(', ')}], meta, load)
  const next = script.cachedDataRejected ? 0 : cachedData === undefined ? 0 : age + 2
  if (keep && next <= last) {
    process.once('exit', () => {
      try {
        const draft = \`\${kept}.\${process.pid}\`
        writeFileSync(draft, script.createCachedData())
        renameSync(draft, \`\${kept}-\${next}.cache\`)
      } catch {}
    })
  }
  globalThis[Symbol.for('hydra-zen.scripts')].set(url, made)
  return made
}
const { ${names.map(([theirs], index) => `${theirs}: e${index}`).join(', ')} } = made
export { ${names.map(([, ours], index) => `e${index} as ${ours}`).join(', ')} }
`
}

/** What a module passes on of the chunk, as pairs of names; `undefined` where it does anything else. */
function passedOn(text, chunk) {
  const map = /\/\/# sourceMappingURL=[^\n]*\s*$/
  const direct = /^export\s*\{([^}]*)\}\s*from\s*["']([^"']+)["'];?\s*$/.exec(text.replace(map, ''))
  if (direct === null || basename(direct[2]) !== chunk) return undefined
  const pairs = []
  renamed(direct[1], (pair) => pairs.push(pair))
  return pairs
}

/** Whether some of what a module of Node's has can wait for the first call: functions of modules that take long to load. */
function isLater(id, some) {
  if (!/^node:(?:child_process|crypto|module|os|worker_threads)$/.test(id)) return false
  const own = process.getBuiltinModule(id)
  let later = true
  renamed(some, ([theirs]) => {
    later &&= typeof own[theirs] === 'function' && /^[a-z]/.test(theirs)
  })
  return later
}

/** `body` after its first import, and the empty lines and comments behind it. */
function withoutHead(body, whole) {
  let rest = body.slice(whole.length)
  while (/^(?:\/\/[^\n]*)?\n/.test(rest)) rest = rest.slice(rest.indexOf('\n') + 1)
  return rest
}

/** A module that imports nothing as an expression that gives its exports; `undefined` where it imports something. */
function asExpression(module) {
  const body = module.replace(/^import\s*["'][^"']+["'];?\n/gm, '')
  const [whole, exported] = /export\s*\{([^}]*)\};?\s*$/.exec(body) ?? []
  if (exported === undefined || /^import\b/m.test(body)) return undefined
  const table = renamed(exported, ([ours, theirs]) => `${theirs}: ${ours}`)
  return `(() => {\n${body.slice(0, -whole.length)}return {${table}};\n})()`
}

/** The same program in ASCII, which is read fastest: V8 keeps one byte a character. */
function ascii(code) {
  return code.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** `a as b, c` → what `render` makes of `[a, b]` and `[c, c]`, with commas. */
function renamed(list, render) {
  return list
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean)
    .map((item) => {
      const [from, to = from] = item.split(/\s+as\s+/)
      return render([from, to])
    })
    .join(', ')
}
