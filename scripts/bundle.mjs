// Bundles each package's entry points into `dist/`, so that a run loads few files.
// What the main entry points import is one chunk, the core, kept as a script whose compiled form can be stored (see
// core-script.mjs). What a package loads with `import()` becomes a file of its own, read only when it is needed.
//
//   node scripts/bundle.mjs
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { rolldown } from 'rolldown'
import { coreScript, passedOn } from './core-script.mjs'

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
const folders = inOrder()
/** What a package's cores and entry points are, for the packages above it: by its folder. */
const cores = new Map()
let failed

for (const folder of folders) {
  try {
    const files = await bundled(resolve('packages', folder))
    for (const [path, text] of files) {
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, text)
    }
    dropStale(resolve('packages', folder, 'dist'), files)
  } catch (error) {
    console.error(String(error?.stack ?? error))
    failed = folder
    break
  }
}
if (failed !== undefined) {
  console.error(
    `Not bundled: ${folders.slice(folders.indexOf(failed)).join(', ')}. What was in dist/ before is still there.`,
  )
  process.exitCode = 1
}

/** The packages' folders, each after those it depends on. */
function inOrder() {
  const manifests = new Map(readdirSync('packages').map((folder) => [folder, manifestOf(folder)]))
  const found = new Set()
  const visit = (folder) => {
    const { dependencies = {} } = manifests.get(folder)
    for (const [below, { name }] of manifests) if (name in dependencies) visit(below)
    found.add(folder)
  }
  for (const folder of manifests.keys()) visit(folder)
  return [...found]
}

function manifestOf(folder) {
  return JSON.parse(readFileSync(resolve('packages', folder, 'package.json'), 'utf8'))
}

/** The files of a package's `dist/`, by path. */
async function bundled(root) {
  const { name, exports, bin = {} } = manifestOf(basename(root))
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
    minifyInternalExports: false,
    // the types carry the docs; what is read at every start need not
    comments: { legal: true, annotation: true, jsdoc: false },
    entryFileNames: '[name].js',
    chunkFileNames: 'chunks/[name]-[hash].js',
    codeSplitting: { groups: [{ name: 'core', test: (id) => core.has(id) }] },
  })
  await bundle.close()
  const dist = join(root, 'dist')
  const files = new Map()
  // what bundlers take: the condition `module`
  for (const { fileName, code, source } of output) {
    files.set(join(dist, 'module', fileName), code === undefined ? source : withErrorNames(code))
  }
  const chunk = output.find(({ fileName }) => /^chunks\/core-[^/]*\.js$/.test(fileName))
  const passing = output.map(({ fileName, code = '' }) => [fileName, passedOn(code, chunk.fileName)])
  const entryNames = new Map(passing.filter(([, passed]) => passed !== undefined))
  const scripted = (file) => file === chunk.fileName || entryNames.has(file)
  for (const { fileName, code, source } of output) {
    if (!scripted(fileName.replace(/\.map$/, ''))) files.set(join(dist, fileName), code ?? source)
  }
  const runtime = output.find(({ fileName }) => fileName.includes('rolldown-runtime'))?.code
  const script = coreScript({ name, code: chunk.code, file: chunk.fileName, entries: entryNames, runtime }, ofPackage)
  for (const [file, text] of script.files) files.set(join(dist, file), text)
  for (const [key, { source }] of Object.entries(exports)) {
    const file = source && `${resolve(root, source).slice(src.length).replace(/\.ts$/, '')}.js`
    cores.set(name + key.slice(1), { core: script, names: entryNames.get(file) })
  }
  return files
}

/** What a specifier of a package below stands for. */
function ofPackage(id) {
  const known = cores.get(id)
  if (known?.names === undefined) throw new Error(`A core imports ${id}, which is no entry point that passes a core on`)
  return known
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

/** Errors keep the names that people look up, though a bundler renames their classes. */
function withErrorNames(code) {
  return code.replace(
    /\b(?:var (\w+) = class|class (\w+))( extends [\w$.]+)? \{(?=[\n}])/g,
    (whole, assigned, declared) =>
      /(?:Error|Exception)$/.test(assigned ?? declared) ? `${whole} static name = "${assigned ?? declared}";` : whole,
  )
}

/** Old chunks go last: a process that started from the old entry point still finds what it imports. */
function dropStale(dist, written) {
  for (const folder of [join(dist, 'chunks'), join(dist, 'module/chunks')]) {
    for (const name of existsSync(folder) ? readdirSync(folder) : []) {
      const path = join(folder, name)
      if (!written.has(path)) rmSync(path)
    }
  }
}
