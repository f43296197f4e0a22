// Holds the documentation against the packages: every fenced `ts` block of the README, the guides and the packages'
// READMEs compiles against the built declarations, every relative link and every `#anchor` leads somewhere.
//
// The blocks of a file stand for themselves. Where one goes on from those before it in the same section, it says so with
// `<!-- check: continue -->` on the line before; `<!-- check: skip REASON -->` leaves one out. A block whose first line is
// `// path/file.ts` is that file, which the blocks of the same section can import.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { headingAnchors } from './heading-anchors.mjs'

const cache = 'node_modules/.cache/hydra-zen-docs'
/** As in an app of one's own: strict, with the packages as they are published. */
const compilerOptions = {
  target: 'es2023',
  lib: ['es2023', 'esnext.disposable'],
  module: 'nodenext',
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  allowImportingTsExtensions: true,
  types: ['node'],
}

const markdown = [...filesIn('.', 1), ...filesIn('docs'), ...filesIn('packages', 2), ...filesIn('examples', 2)]
const problems = [...markdown.flatMap(brokenLinks), ...compileErrors(markdown.flatMap(blocksOf))]

if (problems.length > 0) console.error(problems.join('\n'))
console.log(`documentation: ${markdown.length} files, ${problems.length} problems`)
process.exitCode = problems.length > 0 ? 1 : 0

/** The Markdown files in a folder, so many levels deep. */
function filesIn(folder, levels = 3) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name).replaceAll('\\', '/')
    if (/^(node_modules|dist|src|test|outputs|multirun|\..*)$/.test(entry.name)) return []
    if (entry.isDirectory()) return levels > 1 ? filesIn(path, levels - 1) : []
    return path.endsWith('.md') ? [path] : []
  })
}

/** The `ts` blocks of a file that are to compile, with the line each begins at. Generated pages have declarations only. */
function blocksOf(file) {
  if (file.startsWith('docs/reference/') || file.startsWith('examples/')) return []
  const blocks = []
  const lines = readFileSync(file, 'utf8').split('\n')
  let section = 0
  for (let at = 0; at < lines.length; at++) {
    if (/^#{1,6} /.test(lines[at])) section++
    const fence = /^(`{3,})(\w*)/.exec(lines[at])
    if (!fence) continue
    const order = /<!-- check: (\w+).*-->/.exec(lines[at - 1] ?? '')?.[1]
    const line = at + 2
    const code = []
    while (++at < lines.length && lines[at] !== fence[1]) code.push(lines[at])
    if (fence[2] === 'ts' && order !== 'skip')
      blocks.push({ file, line, section, code, continues: order === 'continue' })
  }
  return blocks
}

/** What the compiler says, at the lines of the Markdown files. */
function compileErrors(blocks) {
  rmSync(cache, { recursive: true, force: true })
  const units = []
  for (const block of blocks) {
    const before = block.continues && units.at(-1)
    const parts = [...(before ? before.parts : []), block]
    const folder = `${block.file.replace(/\W+/g, '-')}/${block.section}`
    const named = /^\/\/ ([\w./-]+\.ts)$/.exec(block.code[0] ?? '')?.[1]
    units.push({ parts, path: join(cache, folder, named ?? `block-${block.line}.ts`) })
  }
  const origins = new Map()
  for (const { path, parts } of units) {
    const text = [...parts.flatMap(({ code }) => code), 'export {}', '']
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text.join('\n'))
    origins.set(
      path,
      parts.flatMap(({ file, line, code }) => code.map((_, at) => `${file}:${line + at}`)),
    )
  }
  writeFileSync(join(cache, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['.'] }))
  const tsc = resolve('node_modules/typescript/bin/tsc')
  const { stdout } = spawnSync(process.execPath, [tsc, '-p', cache, '--pretty', 'false'], { encoding: 'utf8' })
  return [
    ...new Set(
      stdout
        .trim()
        .split('\n')
        .filter(Boolean)
        .map((line) => atOrigin(line, origins)),
    ),
  ]
}

/** `block-12.ts(3,7): error …` at its place in the Markdown. */
function atOrigin(line, origins) {
  const [, path, row, message] = /^(.+?)\((\d+),\d+\): (.*)$/.exec(line) ?? []
  return path ? `${origins.get(path)?.[row - 1] ?? path}: ${message}` : line
}

/** Relative links of a file that lead nowhere. */
function brokenLinks(file) {
  const text = readFileSync(file, 'utf8').replace(/^(`{3,})[\s\S]*?^\1$/gm, (block) => block.replace(/[^\n]/g, ''))
  return text.split('\n').flatMap((line, at) =>
    [...line.replace(/`[^`]*`/g, '').matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link]) => {
      if (/^[a-z]+:/.test(link)) return []
      const [path, anchor] = link.split('#')
      const target = path ? join(dirname(file), path) : file
      const place = `${file}:${at + 1}`
      if (!existsSync(target)) return [`${place}: ${link} is not there`]
      if (!anchor || statSync(target).isDirectory()) return []
      return anchorsOf(target).has(anchor) ? [] : [`${place}: ${link} has no such heading`]
    }),
  )
}

/** The anchors that GitHub gives the headings of a file. */
function anchorsOf(file) {
  const anchorOf = headingAnchors()
  const text = readFileSync(file, 'utf8').replace(/^(`{3,})[\s\S]*?^\1$/gm, '')
  return new Set([...text.matchAll(/^#{1,6} (.*)$/gm)].map(([, heading]) => anchorOf(heading)))
}
