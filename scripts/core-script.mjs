/**
 * Two files for a chunk that every run loads: a script in the form of a function, and a module that runs it and exports
 * what it makes. Compiling is most of what loading costs, and Node 20 can store the compiled form of scripts only: the
 * module keeps it beside the script (`HYDRA_ZEN_CACHE=off` forbids it; where it cannot be written, nothing is kept).
 *
 * @param {string} code - The chunk, an ES module whose imports come first and whose exports come last.
 * @param {string} name - Its file name.
 * @param {string | undefined} runtime - The bundler's own few helpers, a module that is put inside.
 */
export function coreScript(code, name, runtime = '') {
  const needed = []
  const names = []
  const head = /^import\s*(?:([\w$]+)\s*,?\s*)?(?:\*\s*as\s+([\w$]+)|\{([^}]*)\})?\s*(?:from\s*)?["']([^"']+)["'];?\n?/
  let body = code.replace(/^#![^\n]*\n/, '')
  let setup = ''
  for (let match = head.exec(body); match !== null; match = head.exec(body)) {
    const [whole, first, all, some, id] = match
    const helpers = id.includes('rolldown-runtime') ? asExpression(runtime) : undefined
    if (helpers === undefined && !needed.includes(id)) needed.push(id)
    const from = helpers ?? `__needed[${needed.indexOf(id)}]`
    if (first !== undefined) setup += `const ${first} = ${from}.default;\n`
    if (all !== undefined) setup += `const ${all} = ${from};\n`
    if (some !== undefined) setup += `const {${renamed(some, ([theirs, ours]) => `${theirs}: ${ours}`)}} = ${from};\n`
    body = body.slice(whole.length)
    while (/^(?:\/\/[^\n]*)?\n/.test(body)) body = body.slice(body.indexOf('\n') + 1)
  }
  const tail = /export\s*\{([^}]*)\};?\s*(\/\/# sourceMappingURL=[^\n]*\s*)?$/
  const [, exported = '', map = ''] = tail.exec(body) ?? []
  const table = renamed(exported, ([ours, theirs]) => {
    names.push(theirs)
    return `${theirs}: ${ours}`
  })
  // a stored script has lost the module it belongs to: it loads through the one that runs it
  body = body.replaceAll('import.meta', '__meta').replace(/(?<![\w$.'"`])import\(/g, '__load(')
  body = `${body.replace(tail, '')}return {${table}};`
  const script = name.replace(/\.js$/, '.script')
  return [
    [script, ascii(`(function (__needed, __meta, __load) {'use strict';\n${setup}${body}\n})\n${map}`)],
    [name, runner(script, needed, names)],
  ]
}

/** The module that runs the script. */
function runner(script, needed, names) {
  return `import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { Script } from 'node:vm'
${needed.map((id, index) => `import * as m${index} from ${JSON.stringify(id)}\n`).join('')}
const url = new URL(${JSON.stringify(`./${script.replace(/^.*\//, '')}`)}, import.meta.url)
// what is compiled differs with what is done: a file each for a run, a multirun, and looking at things
const argv = process.argv.slice(2)
const kind = argv.includes('-m') || argv.includes('--multirun') ? 'multirun' : argv.some((word) => word[0] === '-') ? 'show' : 'run'
const kept = \`\${url.href}.\${process.versions.v8}-\${process.arch}-\${kind}\`
const keep = process.env.HYDRA_ZEN_CACHE !== 'off'
// stored twice: who loads a package first may use little of it, and the second time adds what was compiled since
const last = 1
let cachedData
let age = last
for (; keep && age >= 0 && cachedData === undefined; age--) {
  try {
    cachedData = readFileSync(new URL(\`\${kept}-\${age}.cache\`))
  } catch {}
}
const script = new Script(readFileSync(url, 'latin1'), { filename: url.href, cachedData })
const made = script.runInThisContext()([${needed.map((_, index) => `m${index}`).join(', ')}], import.meta, (id) => import(id))
const next = script.cachedDataRejected ? 0 : cachedData === undefined ? 0 : age + 2
if (keep && next <= last) {
  process.once('exit', () => {
    try {
      const draft = new URL(\`\${kept}.\${process.pid}\`)
      writeFileSync(draft, script.createCachedData())
      renameSync(draft, new URL(\`\${kept}-\${next}.cache\`))
    } catch {}
  })
}
const { ${names.map((name, index) => `${name}: e${index}`).join(', ')} } = made
export { ${names.map((name, index) => `e${index} as ${name}`).join(', ')} }
`
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
