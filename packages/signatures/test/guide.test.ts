import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { createSignatureReader } from '../src/index.ts'
import { paramsText, shown } from './show-signature.ts'

test('the guide says what is read', () => {
  const guide = readFileSync(new URL('../../../docs/signatures.md', import.meta.url), 'utf8')
  const part = (name: string, pattern: RegExp): string => {
    const found = pattern.exec(guide)?.[1]
    if (found === undefined) throw new Error(`the guide has no ${name}`)
    return found
  }
  const source = part('source', /<!-- source -->\n```ts\n([\s\S]*?)```\n<!-- \/source -->/)
  const constants = part('constants', /```ts\n\/\/ constants\.ts\n([\s\S]*?)```/)
  const table = part('table', /<!-- signatures -->\n([\s\S]*?)\n\n/)
  const root = mkdtempSync(path.join(tmpdir(), 'signatures-guide-'))
  try {
    writeFileSync(path.join(root, 'constants.ts'), constants)
    writeFileSync(path.join(root, 'main.ts'), source)
    const { exports } =
      createSignatureReader({ env: { HYDRA_ZEN_CACHE: 'off' } }).fileEntry(path.join(root, 'main.ts')) ?? {}
    const rows = table.split('\n').slice(2)
    expect(rows.length).toBeGreaterThan(5)
    for (const row of rows) {
      const [, about = '', takes = ''] = /^\| (.+?) \| `(.*)` \|$/.exec(row) ?? []
      const [name = '', member] = (/`([\w.]+)`/.exec(about)?.[1] ?? '').split('.')
      const signature = exports?.get(name)
      const read = about.startsWith('fields')
        ? signature?.fields?.map(shown).join(', ')
        : paramsText(member ? signature?.statics?.find((each) => each.name === member) : signature)
      expect(read, about).toBe(takes.replaceAll('\\|', '|'))
    }
  } finally {
    rmSync(root, { recursive: true })
  }
})
