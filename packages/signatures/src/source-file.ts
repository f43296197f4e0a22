import { closeSync, fstatSync, openSync, readFileSync, readSync, statSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * The `.ts` behind a loaded `.js`: the one its source map names, else the one beside it or at the same place under
 * `src` instead of `dist`. The file itself where there is no other. Takes paths and `file:` URLs, queries are dropped.
 */
export function sourceFileOf(loadedFile: string): string {
  const file = asPath(loadedFile)
  if (!/\.[mc]?jsx?$/.test(file)) return file
  const mapped = sourcesInMap(file)
  const [only] = mapped
  if (mapped.length === 1 && only !== undefined && isFile(only)) return only
  if (mapped.length > 1) return file // a bundle: no single file is behind it
  const beside = behindJavaScript(file).filter((candidate) => !candidate.includes('.d.'))
  for (const candidate of [...beside, ...besideOutput(file)]) if (isFile(candidate)) return candidate
  return file
}

/** Where the source of a JavaScript file would be, whether it is there or not; likeliest first. */
export function possibleSourcesOf(file: string): string[] {
  const mapped = sourcesInMap(file)
  return [...(mapped.length === 1 ? mapped : []), ...behindJavaScript(file), ...besideOutput(file), file]
}

/** An absolute path from a path or a `file:` URL; a query or hash, as test runners append them, is cut off. */
export function asPath(location: string): string {
  if (location.startsWith('file:')) {
    const end = location.search(/[?#]/)
    return fileURLToPath(end === -1 ? location : location.slice(0, end))
  }
  const query = location.indexOf('?')
  return path.resolve(query === -1 ? location : location.slice(0, query))
}

/** What TypeScript would look for in place of a file with a JavaScript extension; declarations last. */
export function behindJavaScript(file: string): string[] {
  const match = /\.([mc]?)jsx?$/.exec(file)
  if (match === null) return []
  const stem = file.slice(0, match.index)
  const flavour = match[1] ?? ''
  const sources = flavour === '' ? [`${stem}.ts`, `${stem}.tsx`] : [`${stem}.${flavour}ts`]
  return [...sources, `${stem}.d.${flavour}ts`]
}

/** The declarations beside a JavaScript file, if there are any. */
export function declarationsBeside(file: string): string | undefined {
  return behindJavaScript(file).find((candidate) => candidate.includes('.d.') && isFile(candidate))
}

function besideOutput(file: string): string[] {
  const parts = /^(.*[\\/])(dist|lib|build|out)([\\/](?:esm[\\/]|cjs[\\/])?)(.*)$/.exec(file)
  if (parts === null || file.includes(`${path.sep}node_modules${path.sep}`)) return []
  const [, before = '', , , rest = ''] = parts
  return [`${before}src${path.sep}${rest}`, `${before}${rest}`].flatMap((candidate) =>
    behindJavaScript(candidate).filter((source) => !source.includes('.d.')),
  )
}

function sourcesInMap(file: string): string[] {
  const reference = mapReference(file)
  if (reference === undefined) return []
  try {
    const inline = /^data:[^,]*?(;base64)?,(.*)$/s.exec(reference)
    const mapFile = inline ? file : path.resolve(path.dirname(file), decodeURIComponent(reference))
    const text = inline
      ? inline[1]
        ? Buffer.from(inline[2] ?? '', 'base64').toString('utf8')
        : decodeURIComponent(inline[2] ?? '')
      : readFileSync(mapFile, 'utf8')
    const { sources = [], sourceRoot = '' } = JSON.parse(text) as { sources?: string[]; sourceRoot?: string }
    return sources
      .filter((source) => typeof source === 'string')
      .map((source) => {
        const located =
          sourceRoot === '' || /^[a-z]+:/.test(source) ? source : `${sourceRoot.replace(/\/$/, '')}/${source}`
        return located.startsWith('file:') ? fileURLToPath(located) : path.resolve(path.dirname(mapFile), located)
      })
  } catch {
    return [] // no map, or a broken one: the usual places are tried
  }
}

/** The text of `sourceMappingURL`, which stands in the last line; inline maps make that line long. */
function mapReference(file: string): string | undefined {
  const pattern = /\/\/[#@] ?sourceMappingURL=(\S+)\s*$/
  let handle: number | undefined
  try {
    handle = openSync(file, 'r')
    const { size } = fstatSync(handle)
    const tail = Buffer.alloc(Math.min(size, 1024))
    readSync(handle, tail, 0, tail.length, size - tail.length)
    const near = pattern.exec(tail.toString('utf8'))?.[1]
    if (near !== undefined) return near
    if (size <= tail.length || !/[A-Za-z0-9+/=]{200}\s*$/.test(tail.toString('latin1'))) return undefined
    return pattern.exec(readFileSync(file, 'utf8'))?.[1]
  } catch {
    return undefined
  } finally {
    if (handle !== undefined) closeSync(handle)
  }
}

function isFile(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true
}
