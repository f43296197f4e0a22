// Bundles each package's entry points into `dist/`, so that a run loads few files.
// What a package loads with `import()` becomes a file of its own, read only when it is needed.
//
//   node scripts/bundle.mjs [package …]
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { build } from 'esbuild'

const asked = process.argv.slice(2)
const names = readdirSync('packages').filter((name) => asked.length === 0 || asked.includes(name))
const failed = []

for (const name of names) {
  const root = join('packages', name)
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const entryPoints = [...sourcesOf(manifest.exports), ...Object.values(manifest.bin ?? {}).map(toSource)]
  try {
    const { outputFiles } = await build({
      absWorkingDir: join(process.cwd(), root),
      entryPoints,
      outdir: 'dist',
      outbase: 'src',
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      target: 'node20.19',
      packages: 'external',
      legalComments: 'none',
      sourcemap: true,
      sourcesContent: false,
      chunkNames: 'chunks/[name]-[hash]',
      logLevel: 'error',
      write: false,
    })
    for (const { path, contents } of outputFiles) {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, contents)
    }
    dropStale(join(root, 'dist/chunks'), new Set(outputFiles.map(({ path }) => path)))
  } catch {
    failed.push(name) // esbuild has said why
  }
}
if (failed.length > 0) {
  console.error(`Not bundled: ${failed.join(', ')}. What was in dist/ before is still there.`)
  process.exitCode = 1
}

/** The `source` of each export: `./src/index.ts`. */
function sourcesOf(exports) {
  return Object.values(exports)
    .map((entry) => entry.source)
    .filter(Boolean)
}

/** `./dist/bin.js` comes from `./src/bin.ts`. */
function toSource(path) {
  return path.replace(/(^|\/)dist\//, '$1src/').replace(/\.js$/, '.ts')
}

/** Old chunks go last: a process that started from the old entry point still finds what it imports. */
function dropStale(folder, written) {
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder)) {
    const path = resolve(folder, name)
    if (!written.has(path)) rmSync(path)
  }
}
