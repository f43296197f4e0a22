import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { CheckedSignatures } from '../src/deep/checked-signatures.ts'
import { checkedProgram } from '../src/deep/compiler.ts'
import { ModuleGraph } from '../src/fast/module-graph.ts'
import { readEntry } from '../src/fast/read-entry.ts'
import { type Difference, differences } from './compare-engines.ts'

const fixtures = fileURLToPath(new URL('./fixtures/nasty/', import.meta.url))

function packageFile(name: string, file: string): string {
  const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`)
  return path.join(path.dirname(manifest), file)
}

const zod = ['api', 'util', 'core', 'doc', 'parse', 'registries', 'to-json-schema', 'errors'].map((name) =>
  packageFile('zod', `src/v4/core/${name}.ts`),
)
const groups: Record<string, string[]> = {
  nasty: ['targets', 'bases', 'barrel', 'constants', 'unnamed'].map((name) => path.join(fixtures, `${name}.ts`)),
  zod,
  yaml: [packageFile('yaml', 'dist/index.d.ts')],
  'fast-check': [packageFile('fast-check', 'lib/fast-check.d.ts')],
}

let checked: CheckedSignatures
beforeAll(() => {
  // One program for all: making it is what costs seconds.
  const { compiler, program } = checkedProgram(Object.values(groups).flat())
  checked = new CheckedSignatures(compiler, program)
})

interface Comparison {
  readonly callables: number
  readonly params: number
  readonly different: readonly Difference[]
  readonly unread: number
}

function compare(files: readonly string[]): Comparison {
  const graph = new ModuleGraph()
  const found: Difference[] = []
  let callables = 0
  let params = 0
  for (const file of files) {
    const fast = readEntry(file, graph)
    if (fast === undefined) throw new Error(`${file} was not read`)
    const deep = checked.ofFile(file)
    for (const signature of fast.exports.values()) {
      callables++
      params += signature.params.length
    }
    found.push(...differences(fast.exports, deep.exports), ...differences(fast.locals, deep.locals))
  }
  const different = found.filter(({ kind }) => kind === 'different')
  return { callables, params, different, unread: found.filter(({ kind }) => kind === 'unread').length }
}

test('both engines agree on the nasty cases', () => {
  const { different, unread, callables } = compare(groups['nasty'] ?? [])
  expect(callables).toBeGreaterThan(35)
  expect(different).toEqual([])
  expect(unread).toBe(0)
})

// `unread` are the types that the fast engine says it cannot tell: conditional ones, `infer`, mapped keys. They are no
// errors, but they should not grow unnoticed either.
test.each([
  ['zod', 200, 380],
  ['yaml', 40, 80],
  ['fast-check', 200, 200],
])('the sources of %s are read as the checker reads them', (name, callables, mostUnread) => {
  const result = compare(groups[name] ?? [])
  expect(result.callables).toBeGreaterThan(callables)
  expect(result.different).toEqual([])
  expect(result.unread).toBeLessThan(mostUnread)
})
