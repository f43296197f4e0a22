// Measures what configs cost the type checker: a generated program of 1,000 targets with a config each, against the same
// program that makes each target with `new` instead, from the same values. `node bench/types.mjs [compiler]`; compilers:
// typescript (7), typescript-6, typescript-5.
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const [compiler = 'typescript'] = process.argv.slice(2)
const tsc = join(dirname(createRequire(import.meta.url).resolve(`${compiler}/package.json`)), 'bin/tsc')
const count = 1000

/** Every other target takes an options object, the rest positional parameters with names from generated declarations. */
function target(at) {
  const fields = `a${at}: number; b: string; c: boolean`
  if (at % 2) {
    return `export class T${at} {\n  readonly o: { ${fields} }\n  constructor({ a${at}, b = 'b', c = true }: { a${at}: number; b?: string; c?: boolean }) {\n    this.o = { a${at}, b, c }\n  }\n  own${at}(): number {\n    return this.o.a${at}\n  }\n}\n`
  }
  return `export class T${at} {\n  readonly o: { ${fields} }\n  constructor(a${at}: number, b = 'b', c = true) {\n    this.o = { a${at}, b, c }\n  }\n  own${at}(): number {\n    return this.o.a${at}\n  }\n}\n`
}

const all = Array.from({ length: count }, (_, at) => at)
const files = {
  'targets.ts': all.map(target).join('\n'),
  'without.ts': `import { fbuilds } from 'hydra-zen'\nimport * as t from './targets.ts'\nexport const first = fbuilds(t.T1)\n${all
    .map(
      (at) =>
        `export const c${at} = new t.T${at}(${at % 2 ? `{ a${at}: ${at}, b: '\${name}' }` : `${at}, '\${name}'`})`,
    )
    .join('\n')}\n`,
  'with.ts': `import { fbuilds } from 'hydra-zen'\nimport * as t from './targets.ts'\n${all
    .map((at) => `export const c${at} = fbuilds(t.T${at}, { a${at}: ${at}, b: '\${name}' })`)
    .join('\n')}\n`,
  'signatures.d.ts': `import type { Sig } from 'hydra-zen'\ntype M = typeof import('./targets.ts')\ndeclare module 'hydra-zen' {\n  interface ByMember {\n${all
    .filter((at) => at % 2 === 0)
    .map((at) => `    own${at}: Sig<M['T${at}'], { a${at}: number; b?: string; c?: boolean }>`)
    .join('\n')}\n  }\n}\n`,
}

const folder = join(here, `.types-${process.pid}`)
mkdirSync(folder)
try {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const seconds = {}
  for (const name of ['without', 'with']) {
    const options = {
      extends: '../../tsconfig.test.json',
      compilerOptions: { customConditions: [], types: [] },
      files: [`${name}.ts`, 'signatures.d.ts'],
      include: [],
    }
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(options))
    const times = Array.from({ length: 5 }, () => check(join(folder, `${name}.json`)))
    seconds[name] = Math.min(...times)
  }
  const ratio = seconds.with / seconds.without
  console.log(JSON.stringify({ compiler, configs: count, ...seconds, ratio: Number(ratio.toFixed(2)) }))
  if (ratio > 2) process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function check(project) {
  const before = process.hrtime.bigint()
  const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', project], { encoding: 'utf8' })
  if (status !== 0) throw new Error(stdout.slice(0, 2000))
  return Number(process.hrtime.bigint() - before) / 1e9
}
