import { readFileSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { flagSpecs } from './flags.ts'
import { valuePart } from './usage.ts'

const page = new URL('../../../../docs/command-line.md', import.meta.url)

/** The flags as a table of Markdown. */
function flagsTable(): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|')
  const rows = flagSpecs.map((spec) => {
    const names = spec.names.map((name) => `\`${name}${cell(valuePart(spec))}\``).join(', ')
    return `| ${names} | ${cell(spec.help)} |`
  })
  return ['| flag | |', '| --- | --- |', ...rows].join('\n')
}

test('the page on the command line has every flag, as the help describes it', () => {
  const text = readFileSync(page, 'utf8')
  const wanted = text.replace(/(<!-- flags:[^\n]*-->\n)[\s\S]*?(<!-- \/flags -->)/, (_, head, tail) => {
    return `${head}${flagsTable()}\n${tail}`
  })
  if (process.env.UPDATE_DOCS === '1') writeFileSync(page, wanted)
  expect(process.env.UPDATE_DOCS === '1' ? wanted : text).toBe(wanted)
})
