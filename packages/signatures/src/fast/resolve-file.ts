import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import path from 'node:path'
import { behindJavaScript } from '../source-file.ts'
import { aliasedFiles } from './tsconfig-paths.ts'

const extensions = ['.ts', '.tsx', '.mts', '.cts', '.d.ts', '.d.mts', '.d.cts', '.js', '.mjs', '.cjs', '.jsx']

/**
 * The source file that `specifier` means in `from`: for a relative one the `.ts` behind it, for a package its
 * declarations (`exports` with `types`). Nothing for builtins and what is not installed.
 */
export function resolveFile(specifier: string, from: string): string | undefined {
  if (specifier.startsWith('.') || path.isAbsolute(specifier)) {
    return sourceOf(path.resolve(path.dirname(from), specifier))
  }
  if (specifier.startsWith('node:') || isBuiltin(specifier)) return undefined
  for (const candidate of aliasedFiles(specifier, from)) {
    const file = sourceOf(candidate)
    if (file !== undefined) return file
  }
  return specifier.startsWith('#') ? privateImport(specifier, from) : packageTypes(specifier, from)
}

/** The file a path without or with a JavaScript extension means, as TypeScript's bundler and node16 modes take it. */
function sourceOf(target: string): string | undefined {
  for (const candidate of behindJavaScript(target)) if (isFile(candidate)) return candidate
  if (isFile(target) && /\.[mc]?[jt]sx?$/.test(target)) return target
  for (const extension of extensions) if (isFile(target + extension)) return target + extension
  for (const extension of extensions) {
    const index = path.join(target, `index${extension}`)
    if (isFile(index)) return index
  }
  return undefined
}

function packageTypes(specifier: string, from: string): string | undefined {
  const [, name = '', rest = ''] = /^((?:@[^/]+\/)?[^/]+)(.*)$/.exec(specifier) ?? []
  if (name === '') return undefined
  for (const candidate of [name, `@types/${name.replace(/^@([^/]+)\//, '$1__')}`]) {
    const directory = packageDirectory(candidate, from)
    const found = directory && typesIn(directory, `.${rest}`)
    if (found) return found
  }
  return undefined
}

function packageDirectory(name: string, from: string): string | undefined {
  for (let at = path.dirname(from); ; at = path.dirname(at)) {
    const directory = path.join(at, 'node_modules', name)
    if (existsSync(path.join(directory, 'package.json'))) return realpathSync(directory)
    if (path.dirname(at) === at) return undefined
  }
}

function typesIn(directory: string, subpath: string): string | undefined {
  const manifest = readJson(path.join(directory, 'package.json'))
  if (manifest === undefined) return undefined
  const targets =
    manifest['exports'] === undefined || manifest['exports'] === null
      ? withoutExports(manifest, subpath)
      : exportTargets(manifest['exports'], subpath)
  for (const target of targets) {
    const file = path.join(directory, target)
    const found = sourceOf(file) ?? builtFrom(file)
    if (found !== undefined && /\.[mc]?tsx?$/.test(found)) return found
  }
  return undefined
}

function withoutExports(manifest: Record<string, unknown>, subpath: string): string[] {
  if (subpath !== '.') return [subpath]
  return [manifest['types'], manifest['typings'], manifest['main'], './index'].filter((x) => typeof x === 'string')
}

/** A workspace package that is not built yet: its source stands for its output. */
function builtFrom(file: string): string | undefined {
  const moved = file.replace(/([\\/])(?:dist|lib|build|out)([\\/])/, '$1src$2').replace(/\.d\.([mc]?)ts$/, '.$1ts')
  return moved === file ? undefined : sourceOf(moved)
}

function privateImport(specifier: string, from: string): string | undefined {
  for (let at = path.dirname(from); ; at = path.dirname(at)) {
    const manifest = readJson(path.join(at, 'package.json'))
    if (manifest !== undefined) {
      for (const target of exportTargets(manifest['imports'], specifier)) {
        const found = target.startsWith('.') ? sourceOf(path.join(at, target)) : undefined
        if (found !== undefined) return found
      }
      return undefined
    }
    if (path.dirname(at) === at) return undefined
  }
}

const conditions = new Set(['types', 'import', 'module-sync', 'node', 'require', 'default'])

/** The targets of an `exports` or `imports` field for a subpath, best first. */
export function exportTargets(field: unknown, subpath: string): string[] {
  if (typeof field !== 'object' || field === null || Array.isArray(field)) {
    return subpath === '.' ? conditioned(field) : []
  }
  const keys = Object.keys(field)
  if (!keys.some((key) => key.startsWith('.') || key.startsWith('#'))) return subpath === '.' ? conditioned(field) : []
  const table = field as Record<string, unknown>
  if (Object.hasOwn(table, subpath)) return conditioned(table[subpath])
  const patterns = keys.filter((key) => key.includes('*')).sort((a, b) => b.indexOf('*') - a.indexOf('*'))
  for (const pattern of patterns) {
    const [before = '', after = ''] = pattern.split('*')
    if (subpath.length < before.length + after.length || !subpath.startsWith(before) || !subpath.endsWith(after))
      continue
    const matched = subpath.slice(before.length, subpath.length - after.length)
    return conditioned(table[pattern]).map((target) => target.replaceAll('*', matched))
  }
  return []
}

function conditioned(target: unknown): string[] {
  if (typeof target === 'string') return [target]
  if (Array.isArray(target)) return target.flatMap(conditioned)
  if (typeof target !== 'object' || target === null) return []
  return Object.entries(target).flatMap(([condition, inner]) => (conditions.has(condition) ? conditioned(inner) : []))
}

/** What a JSON file holds, if that is an object. */
function readJson(file: string): Record<string, unknown> | undefined {
  try {
    const data: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true
}
