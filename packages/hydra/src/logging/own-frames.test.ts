import { expect, test } from 'vitest'
import { withoutOurFrames } from './own-frames.ts'

const stack = `Error: no
    at task (file:///home/me/mono/packages/train/src/task.ts:3:9)
    at file:///home/me/mono/node_modules/@hydra-zen/hydra/dist/chunks/core.script:1:2
    at run (file:///home/me/hydra-zen/train/src/main.ts:1:2)
    at /home/me/node_modules/hydra-zen/dist/index.js:4:5
    at AsyncLocalStorage.run (node:async_hooks:346:14)
    at own (file:///home/me/hydra-zen/src/task.ts:1:2)`

test("frames of ours and of Node's are left out, those of the user's packages stay", () => {
  expect(withoutOurFrames(stack)).toBe(`Error: no
    at task (file:///home/me/mono/packages/train/src/task.ts:3:9)
    at run (file:///home/me/hydra-zen/train/src/main.ts:1:2)
    at own (file:///home/me/hydra-zen/src/task.ts:1:2)`)
  expect(withoutOurFrames(stack, { HYDRA_FULL_ERROR: '1' })).toBe(stack)
})
