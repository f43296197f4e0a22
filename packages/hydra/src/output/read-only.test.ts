import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { claimOutputDir } from './output-dir.ts'

// what Node says on a file system that is read-only
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>()
  const mkdirSync = (path: string, options?: { recursive?: boolean }) => {
    if (!path.includes('read-only')) return fs.mkdirSync(path, options)
    const code = options?.recursive || path.endsWith('deep') ? 'ENOENT' : 'EROFS'
    throw Object.assign(new Error(`${code}: mkdir '${path}'`), { code })
  }
  return { ...fs, mkdirSync }
})

test('a read-only file system is told in words, also where several directories are missing', () => {
  const dir = join(mkdtempSync(join(tmpdir(), 'out-')), 'read-only')
  const claim = () => claimOutputDir(join(dir, 'more/deep'), { onExists: 'suffix', marker: '.hydra', cwd: tmpdir() })
  expect(claim).toThrow(/the file system is read-only/)
})
