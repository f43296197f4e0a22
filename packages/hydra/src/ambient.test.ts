import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Ambient, apart } from './ambient.ts'

test('code sees the innermost value of each kind, also after it waited', async () => {
  const job = new Ambient<string>()
  const log = new Ambient<number>()
  const seen = (): unknown[] => [job.get(), log.get()]
  expect(seen()).toEqual([undefined, undefined])
  await job.run('a', async () => {
    await setTimeout(1)
    expect(seen()).toEqual(['a', undefined])
    await Promise.all([
      log.run(1, async () => {
        await setTimeout(1)
        expect(seen()).toEqual(['a', 1])
        expect(job.run('b', seen)).toEqual(['b', 1])
      }),
      log.run(2, async () => {
        expect(seen()).toEqual(['a', 2])
        await setTimeout(2)
        expect(seen()).toEqual(['a', 2])
      }),
    ])
    expect(seen()).toEqual(['a', undefined])
  })
  expect(seen()).toEqual([undefined, undefined])
})

test('a value of nothing hides the one further out', () => {
  const job = new Ambient<string | undefined>()
  expect(job.run('a', () => job.run(undefined, () => job.get()))).toBeUndefined()
})

test('what code apart enters, those after it do not see, and what was around it is around it still', async () => {
  const around = new AsyncLocalStorage<string>()
  const entered = (value: string) =>
    apart(async () => {
      const before = around.getStore()
      around.enterWith(value)
      await setTimeout(1)
      return [before, around.getStore()]
    })
  await around.run('outer', async () => {
    expect(await Promise.all([entered('a'), entered('b')])).toEqual([
      ['outer', 'a'],
      ['outer', 'b'],
    ])
    expect(around.getStore()).toBe('outer')
  })
})
