import { clearResolver, registerResolver } from '@hydra-zen/omegaconf'
import { createNode, type MapNode, setContext, toContainer } from '@hydra-zen/omegaconf/nodes'
import { expect, test } from 'vitest'
import { createRunResolvers } from './run-resolvers.ts'

function resolved(data: object): unknown {
  const root = createNode(data) as MapNode
  const { registry, bind } = createRunResolvers({ now: () => new Date(2026, 0, 31, 9, 5, 7), nodeVersion: 'v20.19.0' })
  setContext(root, { resolvers: registry })
  bind(root, createNode({ job: { name: 'my_app' } }) as MapNode)
  return toContainer(root, { resolve: true })
}

test('`now` tells local time, `hydra` the job, `python_version` the version of Node', () => {
  expect(
    resolved({ at: '${now:%Y-%m-%d_%H-%M-%S}', job: '${hydra:job.name}', minor: '${python_version:minor}' }),
  ).toEqual({
    at: '2026-01-31_09-05-07',
    job: 'my_app',
    minor: '20.19',
  })
})

test('a shared instance stays a reference in plain data', () => {
  expect(resolved({ db: { port: 1 }, user: { db: '${ref:db}' } })).toEqual({
    db: { port: 1 },
    user: { db: '${ref:db}' },
  })
})

test('what is asked once is told again where another config goes on', () => {
  let asked = 0
  registerResolver('next', () => ++asked, { useCache: true })
  try {
    const { registry, share, answersIn, remember } = createRunResolvers({ now: () => new Date() })
    const config = () => {
      const root = createNode({ id: '${next:}', other: '${next:a}' }) as MapNode
      setContext(root, { resolvers: registry })
      return root
    }
    const [sweep, job, elsewhere] = [config(), config(), config()]
    expect(toContainer(sweep, { resolve: true })).toEqual({ id: 1, other: 2 })
    share(sweep, job)
    expect(toContainer(job, { resolve: true })).toEqual({ id: 1, other: 2 })
    remember(elsewhere, JSON.parse(JSON.stringify(answersIn(job))))
    expect(toContainer(elsewhere, { resolve: true })).toEqual({ id: 1, other: 2 })
    expect(toContainer(config(), { resolve: true })).toEqual({ id: 3, other: 4 })
  } finally {
    clearResolver('next')
  }
})

test('what an app registers can be called, also when it is registered late', () => {
  const root = createNode({ tasks: 3, half: '${div_up:${tasks},2}' }) as MapNode
  setContext(root, { resolvers: createRunResolvers({ now: () => new Date() }).registry })
  registerResolver('div_up', (a: number, b: number) => Math.ceil(a / b))
  try {
    expect(toContainer(root, { resolve: true })).toEqual({ tasks: 3, half: 2 })
  } finally {
    clearResolver('div_up')
  }
})
