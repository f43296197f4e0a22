import { pathToFileURL } from 'node:url'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { ConfigStore } from '../sources/config-store.ts'
import { configTree } from '../testing/config-tree.ts'
import { compose, initialize, initializeConfigDir, initializeConfigModule } from './compose-session.ts'

const tree = configTree({
  'conf/config.yaml': 'defaults: [{db: mysql}]\nhome: ${oc.env:HOME_OF_TEST,none}',
  'conf/db/mysql.yaml': 'port: 3306',
  'node_modules/acme/package.json': '{"name": "acme"}',
  'node_modules/acme/conf/config.yaml': 'from: acme',
})

describe('a session', () => {
  it('composes from the directory beside a file', () => {
    const session = initialize({ configPath: 'conf', from: pathToFileURL(`${tree.path}/main.ts`), jobName: 'main' })
    const cfg = session.compose<{ db: { port: number }; home: string }>({
      configName: 'config',
      overrides: ['db.port=1'],
    })
    expectTypeOf(cfg.db.port).toEqualTypeOf<number>()
    expect([cfg.db.port, cfg.home]).toEqual([1, 'none'])
    expect('hydra' in cfg).toBe(false)
    const whole = session.compose<{ hydra: { job: { name: string } } }>({
      configName: 'config',
      returnHydraConfig: true,
    })
    expect(whole.hydra.job.name).toBe('main')
  })
  it('knows the resolvers of a run: `now`, and `hydra` also where its node was left out', () => {
    const session = initialize({ configPath: 'conf', from: pathToFileURL(`${tree.path}/main.ts`), jobName: 'main' })
    const overrides = ['+year=${now:%Y}', '+chosen=${hydra:runtime.choices.db}', '+job=${hydra:job.name}']
    const cfg = session.compose<{ year: string; chosen: string; job: string }>({ configName: 'config', overrides })
    expect([cfg.year.length, cfg.chosen, cfg.job]).toEqual([4, 'mysql', 'main'])
  })
  it('composes from a directory, a package, or the store alone', () => {
    const configDir = `${tree.path}/conf`
    expect(initializeConfigDir({ configDir }).compose<{ db: object }>({ configName: 'config' }).db).toEqual({
      port: 3306,
    })
    const module = initializeConfigModule({ configModule: 'acme/conf', from: `${tree.path}/main.ts` })
    expect(module.compose<{ from: string }>({ configName: 'config' }).from).toBe('acme')
    const store = new ConfigStore()
    store.store({ name: 'config', node: { x: 1 } })
    expect(compose<{ x: number }>({ store, configName: 'config', overrides: ['x=2'] }).x).toBe(2)
    expect(compose<{ y: number }>({ overrides: ['+y=2'] }).y).toBe(2)
  })
  it('shares nothing with another', () => {
    const make = (value: string) =>
      initializeConfigDir({ configDir: `${tree.path}/conf`, env: { HOME_OF_TEST: value } })
    using one = make('one')
    using two = make('two')
    const home = (session: typeof one) => session.compose<{ home: string }>({ configName: 'config' }).home
    expect([home(one), home(two), home(one)]).toEqual(['one', 'two', 'one'])
    const first = one.compose<{ db: { port: number } }>({ configName: 'config' })
    expect(() => {
      ;(first.db as Record<string, unknown>).nope = 1
    }).toThrow()
    first.db.port = 7
    expect(one.compose<{ db: { port: number } }>({ configName: 'config' }).db.port).toBe(3306)
  })
  it('says that a directory is not there', () => {
    const session = initializeConfigDir({ configDir: '/nowhere/conf' })
    expect(() => session.compose({ configName: 'config' })).toThrow(
      'The directory of configs `/nowhere/conf` is not found.',
    )
  })
})
