import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

interface PathMap {
  readonly base: string
  readonly paths: readonly (readonly [string, readonly string[]])[]
}

/** Where the nearest `tsconfig.json` says `specifier` may be (`paths`), best first. */
export function aliasedFiles(specifier: string, from: string): string[] {
  const map = nearestMap(path.dirname(from))
  if (map === undefined) return []
  for (const [pattern, targets] of map.paths) {
    const [before = '', after] = pattern.split('*')
    if (after === undefined ? specifier !== pattern : !(specifier.startsWith(before) && specifier.endsWith(after)))
      continue
    const matched = after === undefined ? '' : specifier.slice(before.length, specifier.length - after.length)
    return targets.map((target) => path.resolve(map.base, target.replace('*', matched)))
  }
  return []
}

function nearestMap(directory: string): PathMap | undefined {
  for (let at = directory; ; at = path.dirname(at)) {
    const file = path.join(at, 'tsconfig.json')
    if (existsSync(file)) return readMap(file, 0)
    if (path.basename(at) === 'node_modules' || path.dirname(at) === at) return undefined
  }
}

function readMap(file: string, hops: number): PathMap | undefined {
  const config = readLenient(file)
  if (config === undefined || hops > 5) return undefined
  const options = (config['compilerOptions'] ?? {}) as { paths?: Record<string, string[]>; baseUrl?: string }
  if (options.paths !== undefined) {
    const paths = Object.entries(options.paths).filter(([, targets]) => Array.isArray(targets))
    paths.sort(([a], [b]) => b.indexOf('*') - a.indexOf('*'))
    return { base: path.resolve(path.dirname(file), options.baseUrl ?? '.'), paths }
  }
  const bases = [config['extends']].flat().filter((base): base is string => typeof base === 'string')
  for (const base of bases.reverse()) {
    if (!base.startsWith('.')) continue
    const parent = path.resolve(path.dirname(file), base)
    const map = readMap(parent.endsWith('.json') ? parent : `${parent}.json`, hops + 1)
    if (map !== undefined) return map
  }
  return undefined
}

/** JSON as TypeScript takes it: with comments and trailing commas. */
function readLenient(file: string): Record<string, unknown> | undefined {
  try {
    const text = readFileSync(file, 'utf8')
    const bare = text.replace(/("(?:[^"\\]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, '$1').replace(/,(\s*[\]}])/g, '$1')
    const data: unknown = JSON.parse(bare)
    return typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
