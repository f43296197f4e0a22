import { readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** What Node gives `import`, in the order of the package's own list. */
const CONDITIONS = new Set(['node', 'import', 'module-sync', 'default'])

interface PackageJson {
  readonly exports?: unknown
  readonly main?: unknown
  readonly type?: unknown
}

/** A package that is there, and its file for a specifier, if it has one. */
export interface FoundPackage {
  readonly folder: string
  readonly file: string | undefined
}

/**
 * The package that `import` of a bare specifier would look into from a module of `from`; nothing where there is none.
 *
 * `require.resolve` would give the CommonJS half of a package that has two, and `import.meta.resolve` starts at this
 * file and no other.
 */
export function findPackage(specifier: string, from: string): FoundPackage | undefined {
  const match = /^((?:@[^/]+\/)?[^/@][^/]*)(?:\/(.+))?$/.exec(specifier)
  if (match === null) return undefined
  const [, name = '', subpath] = match
  for (let at = resolve(from); ; at = dirname(at)) {
    const folder = join(at, 'node_modules', name)
    const manifest = readManifest(folder)
    if (manifest !== undefined) return { folder, file: fileIn(folder, manifest, subpath) }
    if (dirname(at) === at) return undefined
  }
}

function readManifest(folder: string): PackageJson | undefined {
  let text: string
  try {
    text = readFileSync(join(folder, 'package.json'), 'utf8')
  } catch {
    return undefined
  }
  try {
    return (JSON.parse(text) as PackageJson | null) ?? {}
  } catch {
    return {} // the package is there, though nothing can be learned of it
  }
}

function fileIn(folder: string, { exports, main }: PackageJson, subpath: string | undefined): string | undefined {
  if (exports !== undefined && exports !== null) {
    const target = exported(exports, subpath === undefined ? '.' : `./${subpath}`)
    if (target === undefined || !target.startsWith('./') || target.split('/').includes('..')) return undefined
    return existing(join(folder, target))
  }
  if (subpath !== undefined) {
    if (subpath.split('/').includes('..')) return undefined
    return existing(join(folder, subpath)) ?? existing(join(folder, `${subpath}.js`))
  }
  const entry = typeof main === 'string' ? main : 'index.js'
  return existing(join(folder, entry)) ?? existing(join(folder, `${entry}.js`)) ?? existing(join(folder, 'index.js'))
}

/** The target of a key of `exports`, patterns with `*` included. */
function exported(exports: unknown, key: string): string | undefined {
  const isMap = typeof exports === 'object' && exports !== null && !Array.isArray(exports)
  const entries = isMap && Object.keys(exports).some((name) => name.startsWith('.')) ? exports : { '.': exports }
  const direct = (entries as Record<string, unknown>)[key]
  if (direct !== undefined && !key.includes('*')) return condition(direct, '')
  let best: readonly [pattern: string, star: string] | undefined
  for (const pattern of Object.keys(entries)) {
    const [before, after] = pattern.split('*')
    if (before === undefined || after === undefined) continue
    const fits = key.startsWith(before) && key.endsWith(after) && key.length >= before.length + after.length
    if (fits && (best === undefined || before.length > best[0].indexOf('*'))) {
      best = [pattern, key.slice(before.length, key.length - after.length)]
    }
  }
  return best && condition((entries as Record<string, unknown>)[best[0]], best[1])
}

function condition(target: unknown, star: string): string | undefined {
  if (typeof target === 'string') return target.replaceAll('*', star)
  if (Array.isArray(target)) {
    for (const one of target) {
      const found = condition(one, star)
      if (found !== undefined) return found
    }
    return undefined
  }
  if (typeof target !== 'object' || target === null) return undefined
  for (const [name, value] of Object.entries(target)) {
    if (!CONDITIONS.has(name)) continue
    const found = condition(value, star)
    if (found !== undefined) return found
  }
  return undefined
}

function existing(file: string): string | undefined {
  return statSync(file, { throwIfNoEntry: false })?.isFile() ? file : undefined
}
