import { existsSync, realpathSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { sourceFileOf } from '@hydra-zen/signatures'
import type { TargetRegistry } from './registry.ts'

/**
 * The directory that addresses are relative to, for a class declared in `file`.
 *
 * That of the program's entry file. Under a test runner the entry is the runner's own: then the nearest package's
 * `src` (or the package itself), which is where the entry of the tested program would be. Sources and what was built
 * from them give the same texts, as a built file counts as its source.
 */
export function rootFor(file: string, registry: TargetRegistry, entry: string | undefined = process.argv[1]): string {
  const [given] = registry.roots
  if (given !== undefined) return given
  const program = entry === undefined || /[\\/]node_modules[\\/]/.test(entry) ? undefined : entryDirectory(entry)
  return program ?? packageRoot(dirname(file))
}

const directories = new Map<string, string | undefined>()

function entryDirectory(entry: string): string | undefined {
  if (!directories.has(entry)) directories.set(entry, realDirectory(entry))
  return directories.get(entry)
}

function realDirectory(entry: string): string | undefined {
  for (const ending of ['', '.js', '.mjs', '.ts', '.mts', '.cjs']) {
    if (existsSync(entry + ending)) return dirname(sourceFileOf(realpathSync(entry + ending)))
  }
  return undefined
}

function packageRoot(from: string): string {
  for (let directory = from; ; directory = dirname(directory)) {
    if (existsSync(join(directory, 'package.json'))) {
      const [first] = relative(directory, from).split(sep)
      return first === 'src' ? join(directory, first) : directory
    }
    if (dirname(directory) === directory) return from
  }
}

/**
 * The text of an address: `shapes.point.Point`, or `./path/with.dots:Point` where a part of the path is no identifier.
 */
export function addressText(file: string, member: string, root: string): string {
  const path = relative(root, file)
    .split(sep)
    .join('/')
    .replace(/(?:\.d)?\.[cm]?[jt]sx?$/, '')
  const parts = path.split('/')
  if (member !== 'default' && parts.every(isIdentifier)) return `${parts.join('.')}.${member}`
  return `${path.startsWith('../') ? path : `./${path}`}:${member}`
}

// the pattern for all of Unicode takes long to make: only where it is needed
function isIdentifier(part: string): boolean {
  return /^[A-Za-z_$][\w$-]*$/.test(part) || /^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(part)
}
