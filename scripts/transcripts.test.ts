import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { commandsOf, directoryOf, generalised, matches, promisedStatus, run } from './transcript.ts'

const root = resolve(import.meta.dirname, '..')

/** Every README of the examples, the README of the project and the guides: what they show must be what happens. */
const files = [
  ...readdirSync(join(root, 'examples'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md') && !path.includes('node_modules'))
    .map((path) => join(root, 'examples', path)),
  ...readdirSync(join(root, 'docs'), { encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => join(root, 'docs', path))
    .filter((path) => /<!-- run in: \S+ -->/.test(readFileSync(path, 'utf8'))),
]

for (const file of files) {
  const markdown = readFileSync(file, 'utf8')
  const commands = commandsOf(markdown)
  if (commands.length === 0) continue
  const cwd = directoryOf(file, markdown)

  describe(file.slice(root.length + 1), () => {
    beforeAll(() => {
      for (const left of ['outputs', 'multirun']) rmSync(join(cwd, left), { recursive: true, force: true })
    })

    test.each(commands)('line $line: $text', ({ text, expected }) => {
      const { output, status } = run(text, cwd)
      if (!matches(expected, output)) expect(generalised(output, cwd)).toBe(expected)
      expect(status).toBe(promisedStatus(text))
    })
  })
}

test('the packages were built: transcripts run what users run', () => {
  expect(existsSync(join(root, 'packages/zen/dist/index.js'))).toBe(true)
})

test('a placeholder matches its own kind only', () => {
  expect(matches('took <n> seconds', 'took 0.25 seconds')).toBe(true)
  expect(matches('took <n> seconds', 'took long seconds')).toBe(false)
  expect(matches('[<date>] x', '[2026-01-31 10:00:00,123] x')).toBe(true)
  expect(matches('a\n…\nb', 'a\n1\n2\nb')).toBe(true)
  expect(matches('a', 'a b')).toBe(false)
})
