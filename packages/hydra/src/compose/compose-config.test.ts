import { intType, schemaOf, strType, toContainer, toYaml } from '@hydra-zen/omegaconf/nodes'
import { describe, expect, it } from 'vitest'
import { defaultHydraTree } from '../builtin-config/default-tree.ts'
import { createDefaultsList } from '../defaults/defaults-list.ts'
import { ConfigStore } from '../sources/config-store.ts'
import { createRepository } from '../sources/repository.ts'
import { type ComposeIn, composeIn, jobOf } from '../testing/compose-in.ts'
import { mergeDefaults } from './merge-defaults.ts'

const job = (files: Record<string, string>, overrides: string[] = [], more: ComposeIn = {}) =>
  jobOf(composeIn({ files, overrides, ...more }))

const message = (files: Record<string, string>, overrides: string[] = [], more: ComposeIn = {}) => {
  try {
    composeIn({ files, overrides, ...more })
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`
  }
  return 'nothing'
}

const hydraOf = (composition: ReturnType<typeof composeIn>, key: string) => {
  const hydra = toContainer(composition.config) as { hydra: Record<string, unknown> }
  return key.split('.').reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], hydra.hydra)
}

describe('a composition', () => {
  it('merges configs where their groups say', () => {
    const files = {
      config: 'defaults: [{db: mysql}, {db@backup.one: pg}, _self_]\nname: app\ndb: {port: 1}',
      'db/mysql': 'driver: mysql\nport: 3306',
      'db/pg': 'driver: pg',
    }
    expect(job(files)).toEqual({ db: { driver: 'mysql', port: 1 }, backup: { one: { driver: 'pg' } }, name: 'app' })
  })
  it('changes, adds, forces and deletes', () => {
    const files = { config: 'a: 1\nb: {c: 2}\nl: [1, 2]' }
    expect(job(files, ['a=5', '+d=x', '++e.f=1', '~b', 'l=[3]'])).toEqual({ a: 5, l: [3], d: 'x', e: { f: 1 } })
    expect(job(files, ['~l.0', '+b={d: 1}'])).toEqual({ a: 1, b: { c: 2, d: 1 }, l: [2] })
  })
  it('changes lists in place', () => {
    const files = { config: 'l: [1, 2]' }
    expect(job(files, ['l=append(3,4)'])).toEqual({ l: [1, 2, 3, 4] })
    expect(job(files, ['l=prepend(0)', 'l=insert(1,9)', 'l=remove_value(2)', 'l=remove_at(-1)'])).toEqual({ l: [0, 9] })
    expect(job(files, ['l=list_clear()'])).toEqual({ l: [] })
    expect(job(files, ['l=extend_list(3)'])).toEqual({ l: [1, 2, 3] })
    expect(message(files, ['l=remove_value(7)'])).toContain('has no such item')
    expect(message(files, ['l=remove_at(2)'])).toContain('they go from 0 to 1')
  })
  it('tells everything about itself in its hydra node', () => {
    const composition = composeIn({
      files: { config: 'defaults: [{db: a}]\nx: 1', 'db/a': 'v: 1', 'db/b': 'v: 2' },
      overrides: ['db=b', 'x=2', 'hydra.verbose=true', 'hydra/job_logging=none', 'hydra.job.env_copy=[HOME_OF_TEST]'],
      env: { HOME_OF_TEST: '/root' },
      jobName: 'my_app',
      cwd: '/somewhere',
      version: '1.2.3',
    })
    expect(hydraOf(composition, 'overrides')).toEqual({
      hydra: ['hydra.verbose=true', 'hydra/job_logging=none', 'hydra.job.env_copy=[HOME_OF_TEST]'],
      task: ['db=b', 'x=2'],
    })
    expect(hydraOf(composition, 'job')).toMatchObject({
      name: 'my_app',
      config_name: 'config',
      override_dirname: 'db=b,x=2',
      env_set: { HOME_OF_TEST: '/root' },
    })
    expect(hydraOf(composition, 'runtime')).toMatchObject({ version: '1.2.3', version_base: '1.3', cwd: '/somewhere' })
    expect(hydraOf(composition, 'runtime.choices')).toMatchObject({ db: 'b', 'hydra/job_logging': 'none' })
    expect(hydraOf(composition, 'runtime.config_sources')).toMatchObject([
      { path: 'hydra.conf', schema: 'pkg', provider: 'hydra' },
      { schema: 'file', provider: 'main' },
      { path: '', schema: 'structured', provider: 'schema' },
    ])
    expect(hydraOf(composition, 'job_logging')).toEqual({ version: 1, root: null, disable_existing_loggers: false })
  })
  it('leaves the names of some overrides out of directory names', () => {
    const overrides = ['+a=1', '+b=2', 'hydra.job.config.override_dirname.exclude_keys=[a]']
    const composition = composeIn({
      overrides: [...overrides, "hydra.job.config.override_dirname.kv_sep='-'"],
      configName: null,
    })
    expect(hydraOf(composition, 'job.override_dirname')).toBe('+b-2')
  })
  it('checks what Hydra is told by its schema', () => {
    expect(message({ config: 'a: 1' }, ['hydra.job.num=x'])).toContain('ConfigCompositionException')
    expect(message({ config: 'hydra: {nope: 1}' })).toContain('In `config`')
    expect(message({ config: 'hydra: null' })).toContain('`hydra` must stay a mapping')
    const composition = composeIn({ files: { config: '{}' }, overrides: ['hydra.sweep.on_failure=stop'] })
    expect(hydraOf(composition, 'sweep.on_failure')).toBe('stop')
  })
  it('completes and checks a file by the stored config of its name', () => {
    const store = new ConfigStore()
    store.store({
      group: 'db',
      name: 'mysql',
      node: schemaOf('Db', { host: { type: strType, default: 'localhost' }, port: { type: intType } }),
    })
    const files = { config: 'defaults: [{db: mysql}]', 'db/mysql': 'port: 3306' }
    expect(job(files, [], { store })).toEqual({ db: { host: 'localhost', port: 3306 } })
    expect(message({ ...files, 'db/mysql': 'prot: 3306' }, [], { store })).toMatchInlineSnapshot(`
      "ConfigCompositionException: \`db/mysql\` does not fit its schema: \`prot\` is not a key of Db.
        conf/db/mysql.yaml:1:7
        | prot: 3306
        |       ^^^^
      hint: did you mean \`port\`?"
    `)
  })
  it('says what to do where a config class has no place for an option', () => {
    const store = new ConfigStore()
    store.store({ name: 'config', node: schemaOf('Task', { steps: { type: intType, default: 1 } }) })
    const files = { 'db/remote': 'host: far' }
    expect(message(files, ['+db=remote'], { store })).toMatchInlineSnapshot(`
      "ConfigCompositionException: In \`db/remote\`: \`db\` is not a key of Task.
        conf/db/remote.yaml:1:1
        | host: far
        | ^^^^^^^^^
      hint: the config class must have a field \`db\` for it, or put the option where there is one: db@KEY=remote"
    `)
    expect(message({ ...files, 'task/more': '# @package _global_\nqqqq: 2' }, ['+task=more'], { store })).toContain(
      'hint: take it out of `task/more`, or declare it',
    )
  })
  it('takes a known but absent field without a plus', () => {
    const store = new ConfigStore()
    store.store({
      name: 'config',
      node: schemaOf('Task', { rate: { type: intType, absent: true }, x: { type: intType, default: 1 } }),
    })
    expect(job({}, [], { store })).toEqual({ x: 1 })
    expect(job({}, ['rate=3'], { store })).toEqual({ x: 1, rate: 3 })
    expect(message({}, ['rtae=3'], { store })).toContain('rate=3')
  })
  it('looks for configs in hydra.searchpath of the primary config', () => {
    const composition = composeIn({
      files: { config: 'defaults: [{db: extra}]\nhydra: {searchpath: [conf/more]}', 'more/db/extra': 'v: 1' },
    })
    expect(jobOf(composition)).toEqual({ db: { v: 1 } })
    expect(composition.repository.sources.map(({ provider }) => provider)).toContain('hydra.searchpath in main')
    const warned = composeIn({ files: { config: '{}' }, overrides: ['hydra.searchpath=[nowhere]'] })
    expect(warned.warnings).toEqual([
      'provider=hydra.searchpath in command-line, path=file://nowhere is not available.',
    ])
    expect(message({ config: 'defaults: [a]', a: 'hydra: {searchpath: [x]}' })).toContain('only the primary config')
  })
  it('composes the ready tree of Hydra as its configs would be merged', () => {
    const repository = createRepository({
      searchPath: [
        { provider: 'hydra', path: 'pkg://hydra.conf' },
        { provider: 'schema', path: 'structured://' },
      ],
      store: new ConfigStore(),
    })
    const { defaults } = createDefaultsList({ repository, overrides: [], prependHydra: true })
    const slow = mergeDefaults(
      [...defaults.slice(0, -1), { ...(defaults.at(-1) as (typeof defaults)[0]), isSelf: false }],
      repository,
    )
    expect(toYaml(defaultHydraTree())).toBe(toYaml(slow))
    expect(JSON.stringify(typesOf(defaultHydraTree()))).toBe(JSON.stringify(typesOf(slow)))
  })
})

describe('a sweep', () => {
  it('is refused where there is one job, with the ways to say what was meant', () => {
    expect(message({ config: 'a: 1' }, ['a=1,2'])).toMatchInlineSnapshot(`
      "ConfigCompositionException: \`a=1,2\` can be read in several ways.
        override 1:1:1
        | a=1,2
        | ^^^^^
      hint: a list: 'a=[1,2]'
            one text: "a='1,2'"
            a sweep: add --multirun"
    `)
    expect(message({ config: 'a: 1' }, ['a=range(3)'])).toContain('needs --multirun')
    expect(message({ config: 'a: 1' }, ['hydra.verbose=true,false'], { mode: 'multirun' })).toContain('cannot be swept')
  })
  it('is left to the sweeper in a multirun', () => {
    expect(job({ config: 'a: 1' }, ['a=1,2'], { mode: 'multirun' })).toEqual({ a: 1 })
  })
})

describe('what cannot be composed', () => {
  it('is told together, with the nearest names and the text to paste', () => {
    expect(
      message({ config: 'db: {port: 1, host: x}\nlr: 0.1' }, ['db.prot=3', 'rl=2', '+lr=1', '~db.hots', 'lr@x=2']),
    ).toMatchInlineSnapshot(`
      "ConfigCompositionException: 5 problems:
      - Could not override \`db.prot\`: there is no such key.
          override 1:1:1
          | db.prot=3
          | ^^^^^^^^^
        hint: did you mean \`port\`? db.port=3
              to add it: +db.prot=3
      - Could not override \`rl\`: there is no such key.
          override 2:1:1
          | rl=2
          | ^^^^
        hint: did you mean \`lr\`? lr=2
              to add it: +rl=2
      - Could not add \`lr\`: it is there already.
          override 3:1:1
          | +lr=1
          | ^^^^^
        hint: to change it: lr=1
              to add or change it: ++lr=1
      - Could not delete \`db.hots\`: it does not exist.
          override 4:1:1
          | ~db.hots
          | ^^^^^^^^
        hint: did you mean \`host\`? ~db.host
      - \`lr@x=2\` looks like the choice of a config group, but there is no group \`lr\`.
          override 5:1:1
          | lr@x=2
          | ^^^^^^"
    `)
  })
  it('is told with the place in the file', () => {
    const files = {
      config: 'defaults: [base, db]',
      base: '# @package db\nport: 1',
      db: '# @package db.port\nx: {y: 1}',
    }
    expect(message({ ...files, db: '# @package db.port.x\ny: ${' })).toMatchInlineSnapshot(`
      "ConfigCompositionException: Expected a key, but the text ends.
        conf/db.yaml:2:6
        | y: \${
        |      ^"
    `)
  })
  it('is a missing primary config, or its directory', () => {
    expect(message({ confgi: 'a: 1' }).replaceAll(/\/\S*config-tree-\w+/g, '<tree>')).toMatchInlineSnapshot(`
      "MissingConfigException: Cannot find the primary config \`config\`.
      hint: did you mean \`confgi\`?
            searched: pkg://hydra.conf, file:<tree>/conf, structured://"
    `)
    const repository = createRepository({ searchPath: [{ provider: 'main', path: 'file:///nowhere/conf' }] })
    expect(() => composeIn({ files: {}, ...{ repository } })).toThrow()
  })
})

function typesOf(node: unknown): unknown {
  const { kind, type, state, schema, keyType, elementType, entries, items } = node as Record<string, unknown>
  const children =
    kind === 'map' ? [...(entries as Map<string, unknown>)].map(([key, child]) => [key, typesOf(child)]) : []
  const list = kind === 'list' ? (items as unknown[]).map(typesOf) : []
  return [kind, name(type), state, name(schema), name(keyType), name(elementType), children, list]
}

function name(type: unknown): unknown {
  if (typeof type !== 'object' || type === null) return null
  const { kind, name: own, of, value } = type as Record<string, unknown>
  return [kind, own, of && name(of), value && name(value)]
}
