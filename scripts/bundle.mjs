// Bundles each package's entry points into `dist/`, so that a run loads few files.
// What the main entry points import is one chunk, the core, kept as a script whose compiled form can be stored (see
// core-script.mjs). What a package loads with `import()` becomes a file of its own, read only when it is needed.
//
//   node scripts/bundle.mjs [package …]
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { rolldown } from 'rolldown'
import { coreScript } from './core-script.mjs'

/** Loaded only when needed, yet cheaper inside the core than as files of their own: little, and often asked for. */
const alsoCore = {
  omegaconf: ['nodes.ts'],
  hydra: [
    'cli/show.ts',
    'cli/complete.ts',
    'run/multirun.ts',
    'sweepers/basic-sweeper.ts',
    'launchers/basic-launcher.ts',
  ],
}
/** So small that a script beside the entry point would cost more than it saves. */
const plain = new Set(['diagnostics'])

const asked = process.argv.slice(2)
const names = readdirSync('packages').filter((name) => asked.length === 0 || asked.includes(name))
const failed = []

for (const name of names) {
  const root = resolve('packages', name)
  try {
    const files = await bundled(root, JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
    for (const [path, text] of files) {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, text)
    }
    dropStale(join(root, 'dist/chunks'), files)
  } catch (error) {
    console.error(String(error?.message ?? error))
    failed.push(name)
  }
}
if (failed.length > 0) {
  console.error(`Not bundled: ${failed.join(', ')}. What was in dist/ before is still there.`)
  process.exitCode = 1
}

/** The files of a package's `dist/`, by path. */
async function bundled(root, { exports, bin = {} }) {
  const src = join(root, 'src/')
  const mains = sourcesOf(exports).map((path) => resolve(root, path))
  const entries = [...mains, ...Object.values(bin).map((path) => resolve(root, toSource(path)))]
  const core = new Set()
  const bundle = await rolldown({
    input: Object.fromEntries(entries.map((path) => [path.slice(src.length).replace(/\.ts$/, ''), path])),
    platform: 'node',
    logLevel: 'silent',
    // a small dependency that every run needs is cheaper inside
    external: (id) => !/^[./]|^[A-Za-z]:|^fastest-levenshtein$/.test(id),
    plugins: [
      {
        name: 'core',
        buildEnd() {
          for (const path of [mains[0], ...(alsoCore[basename(root)] ?? [])]) collect(this, resolve(src, path), core)
        },
      },
    ],
  })
  const { output } = await bundle.generate({
    format: 'esm',
    sourcemap: true,
    // the types carry the docs; what is read at every start need not
    comments: { legal: true, annotation: true, jsdoc: false },
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
    codeSplitting: plain.has(basename(root)) ? false : { groups: [{ name: 'core', test: (id) => core.has(id) }] },
  })
  await bundle.close()
  const files = new Map()
  const runtime = output.find(({ fileName }) => fileName.includes('rolldown-runtime'))?.code
  const chunk = output.find(({ fileName }) => /^chunks\/core-[^/]*\.js$/.test(fileName))
  const script = chunk && coreScript(chunk.code, chunk.fileName, runtime)
  for (const [file, text] of script?.files ?? []) files.set(join(root, 'dist', file), text)
  for (const { fileName, code, source } of output) {
    if (fileName === chunk?.fileName) continue
    files.set(join(root, 'dist', fileName), (code && script?.entry(code)) ?? code ?? source)
  }
  return files
}

/** A module and all that it imports, without what it imports only when it needs it. */
function collect(context, id, found) {
  if (found.has(id)) return
  found.add(id)
  for (const next of context.getModuleInfo(id)?.importedIds ?? []) collect(context, next, found)
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
    const path = join(folder, name)
    if (!written.has(path)) rmSync(path)
  }
}
