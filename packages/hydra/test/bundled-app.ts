import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { buildSync } from 'esbuild'
import { afterAll } from 'vitest'

const root = resolve(import.meta.dirname, '../../..')
const folders: string[] = []

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/**
 * A folder with an app (`app.mjs`, bundled from the sources) and its `conf/config.yaml`: for tests with real processes,
 * which need not wait for a build. It is below `node_modules`, where packages are found, until the file's tests are through.
 */
export function bundledApp(source: string, config: string): string {
  const cache = join(root, 'node_modules/.cache')
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'app-'))
  folders.push(folder)
  buildSync({
    stdin: { contents: source, resolveDir: join(root, 'packages/hydra') },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    conditions: ['source'],
    outdir: folder,
    entryNames: 'app',
    outExtension: { '.js': '.mjs' },
    external: ['@aws-sdk/client-s3'],
    banner: {
      js: "import { createRequire as hydraRequire } from 'node:module'; const require = hydraRequire(import.meta.url);",
    },
    logLevel: 'error',
  })
  mkdirSync(join(folder, 'conf'))
  writeFileSync(join(folder, 'conf/config.yaml'), config)
  return folder
}
