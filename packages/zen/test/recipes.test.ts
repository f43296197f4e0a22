// What hydra-zen's own tutorials and how-to guides do, in short.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  builds,
  configOf,
  fbuilds,
  instantiate,
  just,
  launch,
  loadYaml,
  makeConfig,
  OmegaConf,
  pbuilds,
  ZenStore,
  zen,
} from 'hydra-zen'
import { describe, expect, test } from 'vitest'

const runDir = (): string => `hydra.run.dir=${mkdtempSync(join(tmpdir(), 'zen-'))}`

describe('several experiments', () => {
  const store = new ZenStore()
  const servers = store.with({ group: 'server', name: (conf: { name: string }) => conf.name })
  servers(configOf(Server).with({ name: 'apache', port: 80 }))
  servers(configOf(Server).with({ name: 'nginx', port: 81 }))
  const Config = fbuilds(serve, {}, { defaults: ['_self_', { server: 'apache' }] })
  const experiments = store.with({ group: 'experiment', package: '_global_' })
  experiments(makeConfig({ server: { port: 8080 } }, { bases: [Config], defaults: ['_self_'] }), { name: 'based' })
  experiments(makeConfig({ server: { port: 8080 } }, { defaults: ['_self_', { 'override /server': 'nginx' }] }), {
    name: 'bare',
  })
  experiments(makeConfig({ sever: { port: 1 } }), { name: 'typo' })
  experiments(builds(other, { server: null }), { name: 'other' })
  const run = async (experiment: string): Promise<unknown> => {
    const overrides = [`+experiment=${experiment}`, runDir()]
    return (await launch(Config, zen(serve), { stores: store, overrides, logging: false })).returnValue
  }

  test('an experiment may inherit from the config it changes, or not', async () => {
    expect(await run('based')).toBe('apache:8080')
    expect(await run('bare')).toBe('nginx:8080')
  })

  test('what the config does not have is refused, and so is a config of something else', async () => {
    await expect(run('typo')).rejects.toThrow(/`sever` is not a key of serve.*\nhint: did you mean `server`/s)
    await expect(run('other')).rejects.toThrow(/other cannot be merged into serve/)
  })
})

describe('config groups', () => {
  test('a config of the same target may be merged over another', async () => {
    const store = new ZenStore()
    const Gear = fbuilds(gear)
    store(Gear.with({ gold: 0, weapon: 'thoughts' }), { group: 'player/gear', name: 'hard' })
    const Config = makeConfig({
      player: builds(player, { gear: Gear.with({ gold: 10, weapon: 'stick' }), note: just(gear) }),
    })
    const overrides = ['+player/gear=hard', 'player.gear.gold=5', runDir()]
    const job = await launch(
      Config,
      zen(({ player }: { player: unknown }) => player),
      { stores: store, overrides, logging: false },
    )
    expect(job.returnValue).toEqual({ gear: { gold: 5, weapon: 'thoughts' }, note: gear })
  })
})

test('a wrapper may call a class as it calls a function', async () => {
  const conf = builds(Server, {}, { wrappers: [renamedWithNew, renamed] })
  expect(await instantiate(conf)).toMatchObject({ name: 'renamed' })
  const half = await instantiate(pbuilds(Server, {}, { wrappers: renamed }))
  expect(half()).toMatchObject({ name: 'renamed' })
})

test('a partial takes what is missing by name, in a plain object, or by position', async () => {
  const half = (await instantiate(pbuilds(gear, { weapon: 'stick' }))) as (...args: unknown[]) => unknown
  expect([half({ gold: 1 }), half(2)]).toEqual([
    { gold: 1, weapon: 'stick' },
    { gold: 2, weapon: 'stick' },
  ])
  const all = (await instantiate(pbuilds(listed))) as (...args: unknown[]) => unknown
  expect([all([1, 2]), all('text'), all(null)]).toEqual([[[1, 2]], ['text'], [null]])
})

test('loadYaml reads a file; text has a function of its own', () => {
  expect(() => loadYaml('a: 1\nb: 2\n')).toThrow(/the path of a file is wanted.*\nhint: for text: OmegaConf.loadText/)
  expect(OmegaConf.loadText('a: 1\nb: 2\n')).toEqual({ a: 1, b: 2 })
})

/** A server. */
export class Server {
  name = ''
  port = 0
}

export function serve(server: Server): string {
  return `${server.name}:${server.port}`
}

export function other(server: null): null {
  return server
}

export function gear(gold: number, weapon: string): unknown {
  return { gold, weapon }
}

export function player(gear: unknown, note: unknown): unknown {
  return { gear, note }
}

export function listed(...all: unknown[]): unknown[] {
  return all
}

export function renamed(make: () => Server): () => Server {
  return () => Object.assign(make(), { name: 'renamed' })
}

export function renamedWithNew(make: new () => Server): () => Server {
  return () => {
    const server = new make()
    return Object.assign(server, { name: `new ${server.name}` })
  }
}
