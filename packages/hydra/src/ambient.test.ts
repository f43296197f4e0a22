import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Ambient } from './ambient.ts'

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
