import { anyType, listOf, schemaOf } from '@hydra-zen/omegaconf/nodes'
import { describe, expect, it } from 'vitest'
import { ConfigStore } from '../sources/config-store.ts'
import { composeIn, jobOf } from '../testing/compose-in.ts'

const job = (files: Record<string, string>, overrides: string[] = [], store?: ConfigStore) =>
  jobOf(composeIn({ files, overrides, ...(store ? { store } : {}) }))

const lib = { 'lib/base': 'old: 1\nkeep: 2\nitems: [a, b]\ninner: {x: 1}' }

describe('a patch', () => {
  it('changes what was inherited, in order', () => {
    const config =
      'defaults:\n- lib: base\n- _self_\n- _patch_@lib: [~old, keep=5, +new=1, items=append(c), ~inner.x=1, ++far.off=1]'
    expect(job({ config, ...lib })).toEqual({
      lib: { keep: 5, items: ['a', 'b', 'c'], inner: {}, new: 1, far: { off: 1 } },
    })
  })
  it('counts keys from the package of its config', () => {
    const files = {
      config: 'defaults: [{lib@pkg: derived}]\ntop: 1',
      'lib/derived': 'defaults:\n- base@_here_\n- _patch_: [~old, _here_.keep=7, _global_.top=2]',
      ...lib,
    }
    expect(job(files)).toEqual({ pkg: { keep: 7, items: ['a', 'b'], inner: { x: 1 } }, top: 2 })
  })
  it('of an inner config comes before that of the config that lists it, and the command line comes last', () => {
    const files = {
      config: 'defaults:\n- _patch_@lib: [keep=outer]\n- lib: derived',
      'lib/derived': 'defaults: [base@_here_, {_patch_: [keep=inner]}]',
      ...lib,
    }
    expect(job(files)).toMatchObject({ lib: { keep: 'outer' } })
    expect(job(files, ['lib.keep=typed'])).toMatchObject({ lib: { keep: 'typed' } })
  })
  it('that does not apply is told with its place', () => {
    const config = 'defaults:\n- lib: base\n- _patch_@lib:\n  - ~odl'
    expect(() => job({ config, ...lib })).toThrowErrorMatchingInlineSnapshot(`
      [ConfigCompositionException: Could not delete \`lib.odl\`: it does not exist.
        conf/config.yaml:4:5
        |   - ~odl
        |     ^^^^
      hint: did you mean \`old\`? ~lib.old]
    `)
    expect(() => job({ config: 'defaults:\n- _patch_: [a=1,2]\na: 1' })).toThrow()
    expect(() => job({ config: 'defaults:\n- _patch_: ["a=1,2"]\na: 1' })).toThrow('A patch cannot be a sweep')
    expect(() => job({ config: 'defaults:\n- _patch_: [{a: 1}]\na: 1' })).toThrow('a list of overrides')
  })
})

describe('a merge strategy', () => {
  const plugins = {
    'plugins/one': '# @package _global_\nplugins: [{name: a, v: 1}]',
    'plugins/two': '# @package _global_\nplugins: [{name: a, v: 2}, {name: b}]',
  }
  const config = (strategy: string) =>
    `defaults: [_self_, {plugins: [one, two]}]\nplugins: []\n_merge_: {plugins: ${strategy}}`

  it('of a file makes lists longer instead of replacing them', () => {
    expect(job({ config: config('append'), ...plugins })).toEqual({
      plugins: [{ name: 'a', v: 1 }, { name: 'a', v: 2 }, { name: 'b' }],
    })
    expect(job({ config: config('prepend'), ...plugins })).toEqual({
      plugins: [{ name: 'a', v: 2 }, { name: 'b' }, { name: 'a', v: 1 }],
    })
    expect(job({ config: config('by_key(name)'), ...plugins })).toEqual({
      plugins: [{ name: 'a', v: 2 }, { name: 'b' }],
    })
  })
  it('replaces a mapping as a whole', () => {
    const files = { config: 'defaults: [{db: a}, _self_]\ndb: {_merge_: replace, x: 1}', 'db/a': 'y: 2' }
    expect(job(files)).toEqual({ db: { x: 1 } })
  })
  it('may be stated by a schema', () => {
    const store = new ConfigStore()
    store.store({
      name: 'base',
      node: schemaOf('Base', { plugins: { type: listOf(anyType), default: ['core'], merge: 'append' } }),
    })
    expect(job({ config: 'defaults: [base, _self_]\nplugins: [mine]' }, [], store)).toEqual({
      plugins: ['core', 'mine'],
    })
  })
  it('leaves a config that states none as it is', () => {
    expect(job({ config: 'defaults: [a, _self_]\nl: [2]', a: 'l: [1]' })).toEqual({ l: [2] })
  })
  it('must be one that exists', () => {
    expect(() => job({ config: '_merge_: {l: addpend}\nl: []' })).toThrow('`addpend` is no merge strategy')
  })
})
