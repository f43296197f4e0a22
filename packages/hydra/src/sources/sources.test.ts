import { mkdirSync, readdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { toContainer } from '@hydra-zen/omegaconf/nodes'
import { describe, expect, it } from 'vitest'
import { configTree } from '../testing/config-tree.ts'
import { contractConfigs, sourceContract } from '../testing/source-contract.ts'
import { cacheDirectory } from './cache-directory.ts'
import { readHeader } from './config-header.ts'
import { ConfigStore } from './config-store.ts'
import { DirectorySource } from './directory-source.ts'
import { locatePackageDirectory, PackageSource } from './package-source.ts'
import { createRepository } from './repository.ts'
import { createSearchPath } from './search-path.ts'
import { SourceCache } from './source-cache.ts'
import { StoreSource } from './store-source.ts'

const runner = { describe, it }

function contractFiles(folder: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(contractConfigs).map(([path, { data, package: at }]) => [
      `${folder}/${path}.yaml`,
      `${at ? `# @package ${at}\n` : ''}${JSON.stringify(data)}\n`,
    ]),
  )
}

const tree = configTree({
  ...contractFiles('conf'),
  ...contractFiles('node_modules/acme/dist/conf'),
  'node_modules/acme/package.json': JSON.stringify({ name: 'acme', exports: { './conf/*': './dist/conf/*' } }),
  'node_modules/@acme/open/package.json': JSON.stringify({ name: '@acme/open' }),
  'node_modules/@acme/open/conf/config.yaml': 'open: true\n',
  'node_modules/closed/package.json': JSON.stringify({ name: 'closed', exports: { '.': './index.js' } }),
  'node_modules/closed/conf/config.yaml': 'closed: true\n',
})

sourceContract('a directory', {
  runner,
  make: () => new DirectorySource({ provider: 'main', path: `file://${tree.path}/conf` }, { cwd: tree.path }),
})
sourceContract('a package', {
  runner,
  make: () => new PackageSource({ provider: 'main', path: 'pkg://acme/conf' }, { cwd: tree.path }),
})
sourceContract('a store', {
  runner,
  make: () => {
    const store = new ConfigStore()
    for (const [path, { data, package: at }] of Object.entries(contractConfigs)) {
      const slash = path.lastIndexOf('/')
      store.store({ group: path.slice(0, Math.max(0, slash)), name: path.slice(slash + 1), node: data, package: at })
    }
    return new StoreSource({ provider: 'schema', path: 'structured://' }, store)
  },
  exceptions: { 'configs, groups or both are listed, sorted': 'Hydra keeps its own schemas beside' },
})

describe('packages of configs', () => {
  it('are found through exports, where there are any, and by their directory otherwise', () => {
    expect(locatePackageDirectory('acme/conf', tree.path)).toBe(join(tree.path, 'node_modules/acme/dist/conf/'))
    expect(locatePackageDirectory('@acme/open/conf', tree.path)).toBe(join(tree.path, 'node_modules/@acme/open/conf'))
    expect(locatePackageDirectory('acme/conf', join(tree.path, 'conf/level1'))).toBeDefined()
  })
  it('show only what they export', () => {
    expect(locatePackageDirectory('closed/conf', tree.path)).toBeUndefined()
    const elsewhere = { cwd: '/', home: tree.path }
    expect(new PackageSource({ provider: 'main', path: 'pkg://acme/conf' }, elsewhere).available()).toBe(true)
    const source = new PackageSource({ provider: 'main', path: 'pkg://closed/conf' }, { cwd: tree.path })
    expect(source.available()).toBe(false)
    expect(source.load('config')).toBeUndefined()
  })
  it('are found by the names of Python where the program would be started', () => {
    using app = configTree({ 'my_app/script/conf/config.yaml': 'x: 1\n', 'conf/config.yaml': 'x: 2\n' })
    const at = (path: string) => new PackageSource({ provider: 'main', path }, { cwd: app.path })
    expect(at('pkg://my_app.script.conf').load('config')?.text?.text).toBe('x: 1\n')
    expect(at('pkg://conf').available()).toBe(true)
    expect(at('pkg://my_app.nothing').available()).toBe(false)
    expect(at('pkg://my_app..').available()).toBe(false)
  })
})

describe('a config file', () => {
  it('is parsed once for as long as it does not change', () => {
    using files = configTree({ 'a.yaml': 'v: 1' })
    const cache = new SourceCache()
    const first = cache.read(`${files.path}/a.yaml`, 'a.yaml')
    expect(cache.read(`${files.path}/a.yaml`, 'a.yaml')).toBe(first)
    files.write('a.yaml', 'v: 22')
    expect(cache.read(`${files.path}/a.yaml`, 'a.yaml')).not.toBe(first)
    const second = cache.read(`${files.path}/a.yaml`, 'a.yaml')
    writeFileSync(`${files.path}/a.yaml`, 'v: 33')
    utimesSync(`${files.path}/a.yaml`, new Date(), new Date(Date.now() + 5000))
    expect(cache.read(`${files.path}/a.yaml`, 'a.yaml')).not.toBe(second)
  })
  it('may be a symbolic link, as may a group', () => {
    using files = configTree({ 'real/db/mysql.yaml': 'port: 1' })
    mkdirSync(join(files.path, 'conf'))
    symlinkSync(join(files.path, 'real/db'), join(files.path, 'conf/db'))
    const source = new DirectorySource({ provider: 'main', path: join(files.path, 'conf') }, { cwd: files.path })
    expect(source.list('', 'group')).toEqual(['db'])
    expect(source.list('db', 'config')).toEqual(['mysql'])
  })
})

describe('a text that takes long to read', () => {
  const text = 'a: !!str 1\nb: 2\n'
  const load = (files: { path: string }, keepIn: () => string | undefined) => {
    const repository = createRepository({
      searchPath: createSearchPath({ main: files.path }).items,
      cache: new SourceCache(),
      keepIn,
    })
    return toContainer(repository.loadConfig('config')?.config ?? fail())
  }
  it('is kept between runs, by its content', () => {
    using files = configTree({ 'config.yaml': text })
    const kept = join(files.path, 'cache')
    expect(load(files, () => kept)).toEqual({ a: '1', b: 2 })
    const [entry = ''] = readdirSync(join(kept, 'yaml'))
    const whole = readFileSync(join(kept, 'yaml', entry), 'utf8')
    expect(load(files, () => kept)).toEqual({ a: '1', b: 2 })
    files.write(`cache/yaml/${entry}`, whole.replaceAll('"1"', '"7"'))
    expect(load(files, () => kept)).toEqual({ a: '7', b: 2 })
    files.write(`cache/yaml/${entry}`, '{"text": "another", "form": null}')
    expect(load(files, () => kept)).toEqual({ a: '1', b: 2 })
    files.write(`cache/yaml/${entry}`, 'half a fi')
    expect(load(files, () => kept)).toEqual({ a: '1', b: 2 })
    files.write('config.yaml', text.replace('2', '3'))
    expect(load(files, () => kept)).toEqual({ a: '1', b: 3 })
  })
  it('is read again where nothing can be kept', () => {
    using files = configTree({ 'config.yaml': text, file: '' })
    expect(load(files, () => undefined)).toEqual({ a: '1', b: 2 })
    expect(load(files, () => join(files.path, 'file'))).toEqual({ a: '1', b: 2 })
  })
  it('is kept in the project, or where the environment says', () => {
    const cwd = tree.path
    expect(cacheDirectory(join(tree.path, 'conf/level1'), { env: {}, cwd })).toBe(
      join(tree.path, 'node_modules/.cache/hydra-zen'),
    )
    expect(cacheDirectory(tree.path, { env: { HYDRA_ZEN_CACHE: 'here' }, cwd })).toBe(join(cwd, 'here'))
    expect(cacheDirectory(tree.path, { env: { HYDRA_ZEN_CACHE: 'off' }, cwd })).toBeUndefined()
  })
})

describe('a header', () => {
  const header = (text: string) => readHeader({ name: 'x.yaml', text }).package
  it('is read from the first lines', () => {
    expect(header('# @package _global_\na: 1')).toBe('_global_')
    expect(header('\n\n  ##  @package  a.b \na: 1')).toBe('a.b')
    expect(header('# a comment\n# @package a\n')).toBeUndefined()
    expect(header('# @other x\n# @package a\n')).toBe('a')
    expect(header('a: 1\n# @package b')).toBeUndefined()
  })
  it('has one value', () => {
    expect(() => header('# @package a b\n')).toThrowErrorMatchingInlineSnapshot(`
      [ValueError: The header \`@package a b\` has too many values.
        x.yaml:1:1
        | # @package a b
        | ^^^^^^^^^^^^^^
      hint: write \`# @package some.path\`, with nothing behind it.]
    `)
    expect(() => header('# @package\n')).toThrow('has no value')
  })
})

describe('a store', () => {
  it('holds what functions make, made when first needed', () => {
    const store = new ConfigStore()
    let made = 0
    store.store({ group: 'db', name: 'mysql', node: () => ({ made: ++made }) })
    expect(made).toBe(0)
    expect(store.list('db')).toEqual(['mysql'])
    expect(toContainer(store.load('db/mysql')?.node ?? fail())).toEqual({ made: 1 })
    expect(toContainer(store.load('db/mysql.yaml')?.node ?? fail())).toEqual({ made: 1 })
  })
  it('refuses a second config of a name where it is told to', () => {
    const store = new ConfigStore()
    store.store({ name: 'a', node: {} })
    store.store({ name: 'a', node: { b: 1 } })
    expect(() => store.store({ name: 'a', node: {}, replace: false })).toThrow('already has `a`')
  })
  it('copies without sharing later changes', () => {
    const store = new ConfigStore()
    store.store({ group: 'g/h', name: 'a', node: {} })
    const copy = store.copy()
    copy.store({ group: 'g/h', name: 'b', node: {} })
    expect(store.list('g/h')).toEqual(['a'])
    expect([...copy.entries()].map(({ name }) => name)).toEqual(['a', 'b'])
  })
  it('takes names such as __proto__ and constructor', () => {
    const store = new ConfigStore()
    store.store({ group: '__proto__', name: 'constructor', node: { a: 1 } })
    expect(store.list('')).toEqual(['__proto__'])
    expect(store.isGroup('toString')).toBe(false)
    expect(store.load('__proto__/constructor')?.name).toBe('constructor')
  })
})

describe('a repository', () => {
  it('asks its sources in order', () => {
    using files = configTree({
      'one/db/a.yaml': 'from: one',
      'two/db/a.yaml': 'from: two',
      'two/db/b.yaml': 'from: two',
    })
    const store = new ConfigStore()
    store.store({ group: 'db', name: 'c', node: { from: 'store' } })
    const searchPath = createSearchPath({ main: `${files.path}/one`, configDir: `${files.path}/two` })
    const repository = createRepository({ searchPath: searchPath.items, store })
    const from = (path: string) => toContainer(repository.loadConfig(path)?.config ?? fail())
    expect([from('db/a'), from('db/b'), from('db/c')]).toEqual([{ from: 'one' }, { from: 'two' }, { from: 'store' }])
    expect(repository.groupOptions('db')).toEqual(['a', 'b', 'c'])
    expect(repository.groupOptions('', 'group')).toEqual(['db', 'hydra'])
    expect(repository.groupOptions('hydra/job_logging')).toEqual(['default', 'disabled', 'none', 'stdout'])
    expect(repository.configExists('hydra/job_logging/colorlog')).toBe(true)
  })
  it('sees changed files after a refresh, and a changed store at once', () => {
    using files = configTree({ 'a.yaml': 'v: 1' })
    const store = new ConfigStore()
    const repository = createRepository({ searchPath: createSearchPath({ main: files.path }).items, store })
    const value = (path: string) => toContainer(repository.loadConfig(path)?.config ?? fail())
    expect(value('a')).toEqual({ v: 1 })
    files.write('a.yaml', 'v: 23')
    expect(value('a')).toEqual({ v: 1 })
    repository.refresh()
    expect(value('a')).toEqual({ v: 23 })
    expect(repository.loadConfig('b')).toBeUndefined()
    store.store({ name: 'b', node: { v: 3 } })
    expect(value('b')).toEqual({ v: 3 })
  })
  it('refuses schemes nobody knows', () => {
    expect(() => createRepository({ searchPath: [{ provider: 'main', path: 'git://x' }] })).toThrow(
      'No config source knows the scheme `git`',
    )
  })
  it('takes sources of other schemes', () => {
    const store = new ConfigStore()
    store.store({ name: 'config', node: { v: 1 } })
    const schemes = new Map([['memory', (item: { provider: string; path: string }) => new StoreSource(item, store)]])
    const repository = createRepository({ searchPath: [{ provider: 'main', path: 'memory://' }], schemes })
    expect(repository.configExists('config')).toBe(true)
  })
})

describe('a search path', () => {
  it('has places put anywhere into it', () => {
    const path = createSearchPath({
      main: 'conf',
      configDir: 'more',
      extend: [
        (given) => given.append('plugin', 'pkg://p/conf', 'main'),
        (given) => given.prepend('first', 'x'),
        (given) => given.prepend('before', 'y', { path: 'more' }),
      ],
    })
    expect(path.items.map(({ provider }) => provider)).toEqual([
      'first',
      'hydra',
      'main',
      'plugin',
      'before',
      'command-line',
      'schema',
    ])
  })
})

function fail(): never {
  throw new Error('not there')
}
