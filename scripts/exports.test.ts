import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { entryPoints } from './entry-points.mjs'

process.chdir(resolve(import.meta.dirname, '..'))

/** Every name that a page of the reference describes: values and types. */
function namesOn(page: string): string[] {
  const text = readFileSync(join('docs/reference', `${page}.md`), 'utf8')
  return [...text.matchAll(/^### `(\w+)`$/gm)].map(([, name = '']) => name)
}

describe.each(entryPoints())('$specifier', ({ source, page }) => {
  test('exports these values; a change of the list is a change of the public surface', async () => {
    const names = Object.keys(await import(resolve(source))).toSorted()
    await expect(`${names.join('\n')}\n`).toMatchFileSnapshot(`exports/${page}.txt`)
  })

  test('the reference describes every value', async () => {
    const described = new Set(namesOn(page))
    const names = Object.keys(await import(resolve(source)))
    expect(names.filter((name) => !described.has(name))).toEqual([])
  })
})

test('the types that entry points export are these', async () => {
  const types: string[] = []
  for (const { source, page } of entryPoints()) {
    const values = new Set(Object.keys(await import(resolve(source))))
    types.push(
      `# ${page}`,
      ...namesOn(page)
        .filter((name) => !values.has(name))
        .toSorted(),
      '',
    )
  }
  await expect(types.join('\n')).toMatchFileSnapshot('exports/types.txt')
})
