import { AsyncLocalStorage } from 'node:async_hooks'
import { expect, test } from 'vitest'
import { appIn } from './app-in.ts'

test.each(['basic', 'async'])('what a task enters for good ends with its job: %s', async (launcher) => {
  const around = new AsyncLocalStorage<unknown>()
  const seen: unknown[] = []
  const app = appIn({
    task: ({ x }) => {
      seen.push(around.getStore())
      around.enterWith(x)
    },
  })
  await app.sweep(['x=1,2,3,4,5,6', `hydra/launcher=${launcher}`])
  expect(seen).toEqual(Array(6).fill(undefined))
})
