import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { SearchPathItem } from './config-source.ts'
import { DirectorySource, type DirectorySourceOptions } from './directory-source.ts'
import { statFile } from './source-cache.ts'

/** Configs that a package brings: `pkg://my-package/conf`, found as Node finds packages, through its `exports`. */
export class PackageSource extends DirectorySource {
  override readonly scheme: string = 'pkg'
  override readonly path: string

  constructor(item: SearchPathItem, options: DirectorySourceOptions) {
    const path = item.path.slice('pkg://'.length)
    super(item, options, located(path, options) ?? null)
    this.path = path
  }
}

/** As a program's own modules come before what the directory has in which it is started. */
function located(path: string, { home, cwd }: DirectorySourceOptions): string | undefined {
  for (const from of home === undefined ? [cwd] : [home, cwd]) {
    const found = locatePackageDirectory(path, from) ?? dottedDirectory(path, from)
    if (found !== undefined) return found
  }
  return undefined
}

/** Where `my-package/conf` is on this disk, seen from `from`; `undefined` where it is not. */
export function locatePackageDirectory(path: string, from: string): string | undefined {
  const parts = path.split('/').filter((part) => part !== '')
  const name = parts.splice(0, parts[0]?.startsWith('@') ? 2 : 1).join('/')
  if (name === '' || name.split('/').some((part) => part === '..' || part === '.')) return undefined
  for (let at = from; ; at = dirname(at)) {
    const root = join(at, 'node_modules', name)
    const found = existsSync(join(root, 'package.json')) ? root : ownPackage(at, name)
    if (found !== undefined) return exportedDirectory(found, parts.join('/'))
    if (dirname(at) === at) return undefined
  }
}

/** `my_app.conf`, as Python names a directory of its modules: `my_app/conf`, where such a program would be started. */
function dottedDirectory(path: string, from: string): string | undefined {
  if (!/^[\w-]+(\.[\w-]+)*$/.test(path)) return undefined
  const directory = join(from, ...path.split('.'))
  return statFile(directory)?.isDirectory() ? directory : undefined
}

/** A package may name itself. */
function ownPackage(directory: string, name: string): string | undefined {
  const manifest = readManifest(directory)
  return manifest?.name === name ? directory : undefined
}

function exportedDirectory(root: string, path: string): string | undefined {
  const { exports } = readManifest(root) ?? {}
  if (exports === undefined || path === '') return join(root, path)
  const target = exportTarget(exports, path)
  return target === undefined ? undefined : join(root, target)
}

/** What `exports` says of a directory: an entry for it, or a pattern for the files in it. */
function exportTarget(exports: unknown, path: string): string | undefined {
  if (typeof exports !== 'object' || exports === null) return undefined
  const entries = Object.entries(exports)
  for (const [key, value] of entries) {
    if (key === `./${path}` || key === `./${path}/`) return firstTarget(value)
  }
  for (const [key, value] of entries) {
    const star = key.indexOf('*')
    if (star === -1 || !`./${path}/`.startsWith(key.slice(0, star))) continue
    const target = firstTarget(value)
    const rest = `./${path}/`.slice(star)
    const at = target?.indexOf('*') ?? -1
    if (target !== undefined && at !== -1) return join(target.slice(0, at), rest)
  }
  return undefined
}

/** The first path among the conditions of an entry. */
function firstTarget(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null) return undefined
  for (const inner of Object.values(value)) {
    const target = firstTarget(inner)
    if (target !== undefined) return target
  }
  return undefined
}

function readManifest(directory: string): { readonly name?: unknown; readonly exports?: unknown } | undefined {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8'))
    return typeof manifest === 'object' && manifest !== null ? manifest : undefined
  } catch {
    return undefined // none there, or none that can be read: look further up
  }
}
