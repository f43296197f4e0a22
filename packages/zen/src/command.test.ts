import { expect, test } from 'vitest'
import { runCommand } from './command.ts'

async function run(...argv: string[]) {
  const texts = { stdout: '', stderr: '' }
  const sink = (name: 'stdout' | 'stderr') => ({
    write: (text: string) => {
      texts[name] += text
    },
  })
  const code = await runCommand(argv, { cwd: () => process.cwd(), stdout: sink('stdout'), stderr: sink('stderr') })
  return { code, ...texts }
}

test('without arguments the usage is shown', async () => {
  expect(await run()).toMatchObject({ code: 0, stdout: expect.stringContaining('signatures scan|check|declare') })
})

test('an unknown command is refused with code 2', async () => {
  expect(await run('signature')).toMatchObject({ code: 2, stderr: expect.stringContaining('no command `signature`') })
})

test('signatures are the business of their own package', async () => {
  expect((await run('signatures', 'nonsense')).code).toBe(2)
})
