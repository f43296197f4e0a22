import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const fixtures = join(dirname(fileURLToPath(import.meta.url)), 'fixtures')
const esm = 'consumer.ts'
const commonJs = 'consumer.cts'

/** What programs are compiled with, and what that asks of the declarations as they are published. */
const settings: Record<string, [file: string, options: object]> = {
  'node16 resolution': [esm, { module: 'node16' }],
  'node20 resolution': [esm, { module: 'node20' }],
  'a bundler and the DOM': [esm, { module: 'esnext', moduleResolution: 'bundler', lib: ['es2022', 'dom'] }],
  'declarations that are checked, strictly': [
    esm,
    {
      skipLibCheck: false,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      noPropertyAccessFromIndexSignature: true,
      verbatimModuleSyntax: true,
    },
  ],
  'declarations that are checked, not strictly': [esm, { skipLibCheck: false, strict: false }],
  'declarations that are written': [
    esm,
    { noEmit: false, declaration: true, emitDeclarationOnly: true, allowImportingTsExtensions: true },
  ],
  'CommonJS under nodenext': [commonJs, { module: 'nodenext' }],
  'CommonJS under node20': [commonJs, { module: 'node20' }],
}

describe.each(['typescript-5', 'typescript-6', 'typescript'])('under %s', (compiler) => {
  const tsc = join(dirname(createRequire(import.meta.url).resolve(`${compiler}/package.json`)), 'bin/tsc')
  let folder: string

  beforeAll(() => {
    folder = mkdtempSync(join(fixtures, '.consumer-'))
  })
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true })
  })

  test.each(Object.entries(settings))(
    'compiles with %s',
    (name, [file, options]) => {
      const base = { target: 'es2023', lib: ['es2023'], module: 'nodenext', strict: true, types: ['node'] }
      const project = join(folder, `${name.replaceAll(/\W/g, '-')}.json`)
      const compilerOptions = { ...base, skipLibCheck: true, noEmit: true, rootDir: '..', outDir: 'out', ...options }
      writeFileSync(project, JSON.stringify({ compilerOptions, files: [`../${file}`] }))
      const { stdout, status } = spawnSync(process.execPath, [tsc, '-p', project], { encoding: 'utf8' })
      expect({ stdout, status }).toEqual({ stdout: '', status: 0 })
    },
    60_000,
  )
})
