import { expect, test } from 'vitest'
import { parseOverrides } from '../overrides/parse.ts'
import { createRepository } from '../sources/repository.ts'
import { configTree } from '../testing/config-tree.ts'
import { createDefaultsList } from './defaults-list.ts'

test('a config that ends in .yml is not found, but seen', () => {
  using tree = configTree({ 'conf/config.yaml': 'x: 1\n', 'conf/old.yml': 'y: 1\n', 'conf/db/short.yml': 'a: 1\n' })
  const repository = createRepository({ searchPath: [{ provider: 'main', path: 'conf' }], cwd: tree.path })
  const list = (configName: string, overrides: readonly string[]) =>
    createDefaultsList({ repository, configName, overrides: parseOverrides(overrides), prependHydra: false })
  expect(() => list('config', ['+db=short'])).toThrow('there is `db/short.yml`: configs end in .yaml, rename it.')
  expect(() => list('old', [])).toThrow('there is `old.yml`: configs end in .yaml, rename it.')
})
