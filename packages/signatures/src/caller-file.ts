import { fileURLToPath } from 'node:url'
import type { Callable } from './model.ts'

/** Which frame of the stack is meant. */
export interface CallerOptions {
  /** Frames above and including this function's do not count. Makes the call several times cheaper. */
  readonly above?: Callable
}

/** Most frames looked at: builders call each other, but not forever. */
const MOST_FRAMES = 30

/**
 * The file of the nearest caller outside this project's packages, absolute; nothing where there is none.
 *
 * It is the file that runs (`dist/app.js`); `sourceFileOf` finds the one behind it. About 5–20 µs. Lines and columns
 * are not given: loaders rewrite them.
 */
export function callerFile(options: CallerOptions = {}): string | undefined {
  const { prepareStackTrace, stackTraceLimit } = Error
  const holder: { stack?: unknown } = {}
  try {
    Error.prepareStackTrace = (_, sites) => sites
    Error.stackTraceLimit = options.above === undefined ? MOST_FRAMES : 8
    Error.captureStackTrace(holder, (options.above ?? callerFile) as () => unknown)
    const sites = holder.stack // reading it is what makes it
    if (!Array.isArray(sites)) return undefined
    for (const site of sites as NodeJS.CallSite[]) {
      const file = fileOf(site)
      if (file !== undefined && !isOurs(file)) return file
    }
    return undefined
  } finally {
    Error.prepareStackTrace = prepareStackTrace
    Error.stackTraceLimit = stackTraceLimit
  }
}

function fileOf(site: NodeJS.CallSite): string | undefined {
  const name = site.getFileName() ?? site.getScriptNameOrSourceURL?.()
  if (typeof name !== 'string' || name === '' || name.startsWith('node:')) return undefined
  const query = name.indexOf('?')
  const bare = query === -1 ? name : name.slice(0, query)
  if (bare.startsWith('file:')) return fileURLToPath(bare)
  return bare.startsWith('/') || /^[A-Za-z]:[\\/]/.test(bare) ? bare : undefined
}

/** The directory that holds our packages: `…/packages/` in the repository, `…/node_modules/` elsewhere, none in a bundle. */
const home = /^(.*[\\/])(?:packages|node_modules)[\\/]/.exec(ownFile())?.[0] ?? ''

const inside = /^(?:@hydra-zen[\\/][^\\/]+|hydra-zen|diagnostics|omegaconf|signatures|hydra|zen)[\\/](?:src|dist)[\\/]/

function ownFile(): string {
  const url: string | undefined = import.meta.url // nothing in a bundle for CommonJS
  return url?.startsWith('file:') ? fileURLToPath(url) : ''
}

/** Whether a file belongs to these packages; their tests do not count. */
function isOurs(file: string): boolean {
  if (/[\\/]node_modules[\\/](?:@hydra-zen[\\/][^\\/]+|hydra-zen)[\\/]dist[\\/]/.test(file)) return true
  return (
    home !== '' && file.startsWith(home) && inside.test(file.slice(home.length)) && !/\.test(?:-d)?\.[jt]s$/.test(file)
  )
}
