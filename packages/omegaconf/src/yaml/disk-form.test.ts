import { expect, test } from 'vitest'
import { fromDiskForm, toDiskForm } from './disk-form.ts'
import { parseYamlDocument } from './parse-document.ts'

test.each(['a: &x !!str 1\nb: [*x, "q", d]\n', '? >\n k\n: |\n v\n', ''])(
  'the tree of %j comes back as it was',
  (text) => {
    const tree = parseYamlDocument({ name: 'x.yaml', text })
    expect(fromDiskForm(JSON.parse(JSON.stringify(toDiskForm(tree))))).toEqual(tree)
  },
)

test('what is no form of this version is outdated', () => {
  for (const form of [undefined, null, {}, { version: 0, root: null }, 'text'])
    expect(fromDiskForm(form)).toBe('outdated')
})
