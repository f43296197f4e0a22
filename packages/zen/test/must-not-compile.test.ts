import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test } from 'vitest'

const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, '../../..')
const compilers = ['typescript-5', 'typescript-6', 'typescript']

/** What the compiler says of all files under a folder, by file. */
function messages(compiler: string, include: readonly string[]): Map<string, string> {
  const config = join(root, `tsconfig.${compiler}-${process.pid}.json`)
  writeFileSync(
    config,
    JSON.stringify({
      extends: './tsconfig.test.json',
      compilerOptions: { types: ['node'], skipLibCheck: true },
      include,
      exclude: [],
    }),
  )
  try {
    const tsc = join(dirname(createRequire(import.meta.url).resolve(`${compiler}/package.json`)), 'bin/tsc')
    const { stdout } = spawnSync(process.execPath, [tsc, '-p', config, '--pretty', 'false'], {
      cwd: root,
      encoding: 'utf8',
    })
    const byFile = new Map<string, string>()
    for (const part of stdout.split(/^(?=\S+\(\d+,\d+\): error)/m)) {
      const file = /^(\S+)\(\d+,\d+\): error/.exec(part)?.[1]
      if (file?.includes('packages/zen/test/')) byFile.set(file, (byFile.get(file) ?? '') + part)
    }
    return byFile
  } finally {
    rmSync(config)
  }
}

describe.each(compilers)('under %s', (compiler) => {
  let said: Map<string, string>

  beforeAll(() => {
    said = messages(compiler, ['packages/zen/test/must-not-compile/*.ts', 'packages/zen/test/types/*.ts'])
  }, 120_000)

  test('each file that must not compile is refused with the message on its first line', () => {
    for (const name of readdirSync(join(here, 'must-not-compile'))) {
      const [, expected] = /^\/\/ error: (.*)\n/.exec(readFileSync(join(here, 'must-not-compile', name), 'utf8')) ?? []
      expect(said.get(`packages/zen/test/must-not-compile/${name}`) ?? '', name).toContain(expected)
    }
  })

  test('the type tests hold', () => {
    expect([...said].filter(([file]) => file.startsWith('packages/zen/test/types/'))).toEqual([])
  })
})
