import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { afterAll, expect, test } from 'vitest'

// Every `ts` block of the guide is compiled and run. `expression // → value` promises a value, `// throws: text` an error.
const root = resolve(import.meta.dirname, '../../..')
const guide = readFileSync(join(root, 'docs/omegaconf.md'), 'utf8')
const blocks = [...guide.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, body = '']) => body)

mkdirSync(join(root, 'packages/omegaconf/node_modules'), { recursive: true })
const folder = mkdtempSync(join(root, 'packages/omegaconf/node_modules/.guide-'))
afterAll(() => rmSync(folder, { recursive: true }))

const files = blocks.map((body, at) => {
  const file = join(folder, `block-${at}.ts`)
  writeFileSync(file, `${withChecks(body)}\nexport {}\n`)
  return file
})

function withChecks(body: string): string {
  const helpers =
    'const promised = globalThis as unknown as Record<"equals" | "throws", (run: () => unknown, text: () => unknown) => void>'
  const lines = body.split('\n').map((line) => {
    const equals = /^(.+?) \/\/ → (.+)$/.exec(line)
    if (equals) return `promised.equals(() => ${equals[1]}, () => (${equals[2]}))`
    const throws = /^(.+?) \/\/ throws: (.+)$/.exec(line)
    return throws ? `promised.throws(() => ${throws[1]}, () => ${JSON.stringify(throws[2])})` : line
  })
  const last = lines.findLastIndex((line) => line.startsWith('import '))
  return [...lines.slice(0, last + 1), helpers, ...lines.slice(last + 1)].join('\n')
}

test('the guide compiles', () => {
  const config = join(folder, 'tsconfig.json')
  writeFileSync(
    config,
    JSON.stringify({
      extends: join(root, 'tsconfig.base.json'),
      compilerOptions: {
        composite: false,
        declaration: false,
        declarationMap: false,
        emitDeclarationOnly: false,
        noEmit: true,
        types: ['node'],
        typeRoots: [join(root, 'node_modules/@types')],
        skipLibCheck: true,
      },
      files,
    }),
  )
  const compiler = join(root, 'node_modules/.bin/tsc')
  try {
    execFileSync(compiler, ['-p', config], { encoding: 'utf8', shell: process.platform === 'win32' })
  } catch (error) {
    expect.fail(String((error as { stdout?: unknown }).stdout))
  }
})

test.each(
  files.map((file, at) => [
    blocks[at]?.split('\n').find((line) => !line.startsWith('import') && line !== '') ?? '',
    file,
  ]),
)('the guide holds: %s', async (_, file) => {
  Object.assign(globalThis, {
    equals: (run: () => unknown, value: () => unknown) => {
      const [given, expected] = [run(), value()]
      if (!isDeepStrictEqual(given, expected)) expect(given).toEqual(expected)
    },
    throws: (run: () => unknown, text: () => string) => expect(run).toThrow(text()),
  })
  await import(file)
})
