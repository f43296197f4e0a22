import { expect, test } from 'vitest'
import { appIn } from './app-in.ts'

const sweepers = `
  const wait = () => new Promise((resolve) => setTimeout(resolve, 20))
  export class SlowToLearn {
    setup() {}
    ask() {
      if (this.asked) return null
      this.asked = true
      return { jobs: [0, 1, 2, 3, 4, 5].map((x) => ['x=' + x]) }
    }
    tell() {
      return wait()
    }
  }
  export class SlowToPropose {
    next = 0
    setup() {}
    async ask() {
      await wait()
      return { jobs: [['x=' + this.next++]] }
    }
  }`

test.each([
  ['SlowToLearn', 'basic', [0, 1]],
  ['SlowToPropose', 'async', [0, 1]],
])('a failure is heard while the sweeper takes its time: %s', async (sweeper, launcher, jobs) => {
  const started: unknown[] = []
  const app = appIn({
    files: { 'sweepers.mjs': sweepers, 'conf/hydra/sweeper/slow.yaml': `_target_: sweepers.${sweeper}\n` },
    task: ({ x }) => {
      started.push(x)
      if (x === 1) throw new Error('no good')
    },
  })
  const rest = ['hydra/sweeper=slow', `hydra/launcher=${launcher}`, 'hydra.sweep.on_failure=stop']
  const { outcome, failures } = await app.sweep(rest)
  expect([outcome, failures.length, started]).toEqual(['stopped', 1, jobs])
})
