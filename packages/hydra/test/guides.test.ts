import { readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { guideTree, readGuide } from './guide.ts'

const docs = resolve(import.meta.dirname, '../../../docs')
const guides = [
  'config-groups',
  'defaults-list',
  'packages',
  'search-path',
  'compose-api',
  'patching',
  'coming-from-hydra',
]

/** `UPDATE_GUIDES=1` writes what the examples print into the guides: read the difference before you keep it. */
const update = process.env.UPDATE_GUIDES === '1'

for (const guide of guides) {
  const file = join(docs, `${guide}.md`)
  const text = readFileSync(file, 'utf8')
  const changes: { start: number; end: number; output: string }[] = []
  describe(`docs/${guide}.md`, () => {
    for (const part of readGuide(text)) {
      const tree = guideTree(part)
      afterAll(() => tree[Symbol.dispose]())
      for (const { line, run, promised, start, end } of part.shown) {
        it(`shows at line ${line} what happens`, async () => {
          const output = await run(tree)
          if (update && start !== -1) changes.push({ start, end, output })
          else expect(output).toBe(promised)
        })
      }
    }
    afterAll(() => {
      if (changes.length === 0) return
      let changed = text
      for (const { start, end, output } of changes.toSorted((a, b) => b.start - a.start)) {
        changed = changed.slice(0, start) + output + changed.slice(end)
      }
      writeFileSync(file, changed)
    })
  })
}
