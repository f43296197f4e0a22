import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildSync } from 'esbuild'
import { afterAll, expect, test } from 'vitest'
import { parserProblem } from '../src/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'no-parser-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('where the parser is installed there is no problem', () => {
  expect(parserProblem()).toBeUndefined()
})

test('where it is not, the problem is told', () => {
  const outfile = join(folder, 'app.mjs')
  buildSync({
    stdin: {
      contents: `import { parserProblem } from './src/index.ts'\nconsole.log(parserProblem())`,
      resolveDir: join(import.meta.dirname, '..'),
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['source'],
    outfile,
  })
  const { stdout } = spawnSync(process.execPath, [outfile], { cwd: folder, encoding: 'utf8' })
  expect(stdout).toBe("oxc-parser does not load: Cannot find module 'oxc-parser'\n")
})
