import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { configTree } from '../testing/config-tree.ts'

const hydra = join(import.meta.dirname, '../../dist/index.js')

const app = (start: string) => `
import { hydraMain } from ${JSON.stringify(hydra)}
export class Greeter { onJobEnd() { console.log('done') } }
console.log('loaded')
${start} hydraMain({ entry: import.meta.url, configName: null, task: () => console.log('task') })
`

test.each([
  ['await', 'loaded\nloaded\ntask\ndone\n'],
  ['void', 'loaded\ntask\ndone\n'],
])('an app that says `%s hydraMain(…)` may name classes of its own file', (start, printed) => {
  using tree = configTree({ 'my_app.mjs': app(start) })
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['my_app.mjs', '+hydra.callbacks.greet={_target_:my_app.Greeter}', 'hydra.run.dir=out'],
    { cwd: tree.path, encoding: 'utf8' },
  )
  expect(stderr).toBe('')
  expect(stdout).toBe(printed)
})
