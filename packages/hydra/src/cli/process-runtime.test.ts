import { mkdtempSync, rmdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { processRuntime } from './process-runtime.ts'

it('says that the working directory is gone', ({ onTestFinished }) => {
  const before = process.cwd()
  onTestFinished(() => process.chdir(before))
  const directory = mkdtempSync(join(tmpdir(), 'gone-'))
  process.chdir(directory)
  rmdirSync(directory)
  expect(() => processRuntime([])).toThrow('The working directory is gone.')
})
