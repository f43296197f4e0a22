import { describe, expect, it } from 'vitest'
import { composeIn } from '../testing/compose-in.ts'

const told = (config: string, overrides: string[] = []) => {
  try {
    composeIn({ files: { config }, overrides })
  } catch (error) {
    return (error as Error).message
  }
  return 'nothing'
}

describe('a mistake of the primary config', () => {
  it('is shown where the search path is wrong', () => {
    expect(told('hydra:\n  searchpath: 3\n')).toMatch(/must be a list of texts\.\n.*:2:15\n/)
    expect(told('hydra:\n  searchpath:\n    - nope://x\n')).toMatch(/scheme `nope`.*\n.*:2:3\n/)
  })
  it('is shown where a choice refers to the defaults list by position', () => {
    expect(told('defaults:\n  - db: null\n  - net: x${defaults.0.db}\n')).toMatch(/by position\.\n.*:3:10\n/)
  })
  it('is shown where it is no mapping', () => {
    expect(told('- a\n')).toMatch(/must be a mapping\.\n.*:1:1\n/)
    expect(told('x: 1\nhydra: null\n')).toMatch(/must stay a mapping\.\n.*:2:8\n/)
  })
  it('is shown where a key of Hydra has a dot in it', () => {
    expect(told('hydra:\n  a.b: [1]\n')).toMatch(/not a key of HydraConf\.\n.*:\d+:\d+\n/)
  })
})

it('tells of the places it looked in which of them are not there', () => {
  const config = 'defaults:\n  - db: mysql\nhydra:\n  searchpath: [file:///nowhere/conf]\n'
  expect(told(config)).toMatch(/searched: .*, file:\/\/\/?nowhere\/conf \(which is not there\)/)
  expect(told(config)).not.toMatch(/hydra\.conf \(which is not there\)/)
})

it('knows the package header of Hydra 1.0', () => {
  const files = { config: 'defaults: [{db: a}]', 'db/a': '# @package _group_\nx: 1', 'db/b': 'x: 2' }
  const primary = '# @package _group_\n'
  const compose = () => composeIn({ files: { ...files, config: primary + files.config }, overrides: ['db=b'] })
  expect(compose).toThrow('`# @package _group_` means nothing since Hydra 1.2')
})

it('refuses packages and keys that are too long', () => {
  const key = 'a.'.repeat(3000)
  expect(told('x: 1', [`+${key}b=1`])).toContain('A key of 3001 parts is too long')
  expect(told(`# @package ${key}b\nx: 1`)).toContain('A key of 3001 parts is too long')
})
