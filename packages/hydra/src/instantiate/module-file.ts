import { statSync } from 'node:fs'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const COMPILED = ['.js', '.mjs', '.cjs']
const SOURCES = ['.ts', '.mts', '.cts', '.tsx', '.jsx']

/** The endings of a module's file, the likeliest first. */
export function moduleEndings(preferSources: boolean): readonly string[] {
  return preferSources ? [...SOURCES, ...COMPILED] : [...COMPILED, ...SOURCES]
}

/** A module that a dotted address leads to, and what is left of the address. */
export interface FoundModule {
  readonly file: string
  readonly members: readonly string[]
}

/**
 * The file that the longest beginning of a dotted address names under one of the roots; at least one part is left as
 * a member, unless the whole address is a file.
 */
export function dottedModule(
  roots: readonly string[],
  parts: readonly string[],
  endings: readonly string[],
): FoundModule | undefined {
  const lengths = [...Array(parts.length).keys()].reverse().filter((length) => length > 0)
  for (const root of roots) {
    for (const length of [...lengths, parts.length]) {
      const file = withEnding(join(root, ...parts.slice(0, length)), endings)
      if (file !== undefined) return { file, members: parts.slice(length) }
    }
  }
  return undefined
}

/** The file that a path or a `file:` URL names, from the first root where it exists, with its ending or without. */
export function pathModule(
  roots: readonly string[],
  specifier: string,
  endings: readonly string[],
): string | undefined {
  const path = specifier.startsWith('file:') ? fileURLToPath(specifier) : specifier
  for (const root of isAbsolute(path) ? [''] : roots) {
    const full = resolve(root, path)
    const file = isFile(full) ? full : withEnding(full, endings)
    if (file !== undefined) return file
  }
  return undefined
}

/** Whether a file is the app's own: under one of its roots, and in no `node_modules`. */
export function isOwnFile(roots: readonly string[], file: string): boolean {
  return roots.some((root) => {
    const inside = relative(root, file)
    return (
      inside !== '' &&
      !isAbsolute(inside) &&
      !inside.split(sep).some((part) => part === '..' || part === 'node_modules')
    )
  })
}

function withEnding(path: string, endings: readonly string[]): string | undefined {
  for (const ending of endings) if (isFile(path + ending)) return path + ending
  for (const ending of endings) {
    const index = join(path, `index${ending}`)
    if (isFile(index)) return index
  }
  return undefined
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}
