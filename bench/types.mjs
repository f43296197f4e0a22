// Measures what configs cost the type checker. `node bench/types.mjs [compiler] [rounds]`; compilers: typescript (7),
// typescript-6, typescript-5. Two generated programs of 1,000 targets and 1,000 configs, each in one file, half of the
// targets with an options object and half with positional parameters and generated names:
// - `app`: classes as an app has them.
// - `empty`: classes that do nothing, the worst there is.
// Each against the same file without the configs, and `empty` also against one that makes each target with `new` from the
// same values. More than twice the CPU fails (where the system does not tell, more than twice the time).
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const [compiler = 'typescript', rounds = '7'] = process.argv.slice(2)
const tsc = join(dirname(createRequire(import.meta.url).resolve(`${compiler}/package.json`)), 'bin/tsc')
const count = 1000
const all = Array.from({ length: count }, (_, at) => at)
const takesOptions = (at) => at % 2 === 1

const folder = join(here, `.types-${process.pid}`)
mkdirSync(folder)
try {
  const projects = {}
  for (const app of ['app', 'empty']) Object.assign(projects, write(app))
  const runs = Object.fromEntries(Object.keys(projects).map((name) => [name, []]))
  // In turns, so that whatever else the machine does falls on all of them.
  for (let round = 0; round < Number(rounds); round++) {
    for (const [name, project] of Object.entries(projects)) runs[name].push(check(project))
  }
  const wall = (name) => median(runs[name].map((run) => run.wall))
  const cpu = (name) => median(runs[name].map((run) => run.cpu))
  for (const [app, other] of [
    ['app', 'without'],
    ['empty', 'without'],
    ['empty', 'new'],
  ]) {
    const [configs, baseline] = [`${app}-with`, `${app}-${other}`]
    const ratio = rounded(wall(configs) / wall(baseline))
    const row = {
      compiler,
      app,
      against: other === 'new' ? 'new' : 'the same file without the configs',
      configs: count,
      seconds: rounded(wall(configs)),
      baseline: rounded(wall(baseline)),
      ratio,
      ratioOfCpu: rounded(cpu(configs) / cpu(baseline)),
    }
    console.log(JSON.stringify(row))
    if ((Number.isNaN(row.ratioOfCpu) ? ratio : row.ratioOfCpu) > 2) process.exitCode = 1
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** Writes the variants of an app; their project files, by name. */
function write(app) {
  const targets = all.map((at) => target(at, app === 'app' ? work(at) : small(at))).join('\n')
  const head = `import { fbuilds } from 'hydra-zen'\n\n${targets}\nexport const first = fbuilds(T1)\n`
  const values = (at) => `{ a${at}: ${at}, b: '\${name}' }`
  const configs = all.map((at) => `export const c${at} = fbuilds(T${at}, ${values(at)})\n`)
  const instances = all.map(
    (at) => `export const c${at} = new T${at}(${takesOptions(at) ? values(at) : `${at}, '\${name}'`})\n`,
  )
  const variants = { with: configs.join(''), without: '', ...(app === 'empty' && { new: instances.join('') }) }
  return Object.fromEntries(
    Object.entries(variants).map(([variant, rest]) => {
      const at = join(folder, `${app}-${variant}`)
      mkdirSync(at)
      writeFileSync(join(at, 'app.ts'), head + rest)
      writeFileSync(join(at, 'signatures.d.ts'), declared())
      const compilerOptions = { customConditions: [], types: [] }
      const files = ['app.ts', 'signatures.d.ts']
      const project = join(at, 'tsconfig.json')
      const options = { extends: '../../../tsconfig.test.json', compilerOptions, files, include: [] }
      writeFileSync(project, JSON.stringify(options))
      return [`${app}-${variant}`, project]
    }),
  )
}

function target(at, body) {
  const taken = takesOptions(at)
    ? `{ a${at}, b = 'b', c = true }: { a${at}: number; b?: string; c?: boolean }`
    : `a${at}: number, b = 'b', c = true`
  return `export class T${at} {
  readonly o: { a${at}: number; b: string; c: boolean }

  constructor(${taken}) {
    this.o = { a${at}, b, c }
  }

${body}}
`
}

function small(at) {
  return `  own${at}(): number {\n    return this.o.a${at}\n  }\n`
}

/** Two methods of the length and kind that methods have. */
function work(at) {
  return `  /** How often each name was seen. */
  readonly seen: Record<string, number> = {}

  own${at}(unit = 'steps'): string {
    const entries = Object.entries(this.seen).filter(([, times]) => times > ${at % 7})
    const total = entries.reduce((sum, [, times]) => sum + times, 0)
    const names = entries.map(([name]) => name).join(', ')
    return entries.length === 0 ? 'nothing yet' : \`\${this.o.b}: \${total} \${unit} of \${names}\`
  }

  async run(names: readonly string[], stopped: () => boolean): Promise<Map<string, number>> {
    const result = new Map<string, number>()
    for (const name of names) {
      if (stopped()) throw new Error(\`stopped at \${name}\`)
      const times = this.seen[name] ?? 0
      this.seen[name] = times + this.o.a${at}
      result.set(name, this.o.c ? times * 2 : times)
    }
    return result
  }
`
}

/** As `hydra-zen signatures declare` writes it. */
function declared() {
  const entries = all
    .filter((at) => !takesOptions(at))
    .map((at) => `    own${at}: Sig<M['T${at}'], { a${at}: number; b?: string; c?: boolean }>`)
  return `import type { Sig } from 'hydra-zen'
type M = typeof import('./app.ts')
declare module 'hydra-zen' {
  interface ByMember {
${entries.join('\n')}
  }
}
`
}

function check(project) {
  const cpuBefore = cpuOfChildren()
  const before = process.hrtime.bigint()
  const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', project], { encoding: 'utf8' })
  if (status !== 0) throw new Error(stdout.slice(0, 2000))
  return { wall: Number(process.hrtime.bigint() - before) / 1e9, cpu: cpuOfChildren() - cpuBefore }
}

/** Seconds of CPU that ended children took, where the system says so. */
function cpuOfChildren() {
  if (!existsSync('/proc/self/stat')) return Number.NaN
  const [, rest] = readFileSync('/proc/self/stat', 'utf8').split(') ')
  const fields = rest.split(' ')
  return (Number(fields[13]) + Number(fields[14])) / 100
}

function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1]
}

function rounded(value) {
  return Number(value.toFixed(2))
}
