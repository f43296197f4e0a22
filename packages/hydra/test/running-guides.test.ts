import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { commandsOf, matches, promisedStatus, run } from '../../../scripts/transcript.ts'

// The guides about running: their files are written into a folder, their commands are executed there, in order.

const root = resolve(import.meta.dirname, '../../..')
const guides = ['running-and-sweeping', 'output-directories', 'callbacks', 'launchers', 'writing-a-plugin']

for (const guide of guides) {
  const text = readFileSync(join(root, `docs/${guide}.md`), 'utf8')
  const cache = join(root, 'node_modules/.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, `${guide}-`)) // below node_modules, where the packages are found
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  for (const [, path = '', content = ''] of text.matchAll(/^```(?:js|yaml) (\S+)\n([\s\S]*?)^```$/gm)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  describe(`docs/${guide}.md`, () => {
    for (const { line, text: command, expected } of commandsOf(text)) {
      test(`line ${line}: ${command}`, () => {
        const { output, status } = run(command, folder, {
          NODE_OPTIONS: `--conditions=source --import=${join(root, 'node_modules/tsx/dist/esm/index.mjs')}`,
          NODE_NO_WARNINGS: '1',
        })
        expect(matches(expected, output), output).toBe(true)
        expect(status).toBe(promisedStatus(command))
      })
    }
  })
}
