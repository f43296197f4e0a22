import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { dirname, relative, sep } from 'node:path'
import { HydraException } from '../errors.ts'

/**
 * What happens where a run finds its directory used by an earlier one: it takes the next free name (`…-1`), it is
 * refused, or it writes over what is there, as the reference does.
 */
export type OnExists = 'suffix' | 'error' | 'overwrite'

const POLICIES: readonly string[] = ['suffix', 'error', 'overwrite'] satisfies OnExists[]

/** How a directory is claimed. */
export interface ClaimOptions {
  readonly onExists: OnExists
  /**
   * The subdirectory every run leaves behind: what tells a used directory from one that just happens to be there.
   * Without one (`hydra.output_subdir=null`), a directory that is not empty counts as used.
   */
  readonly marker: string | null
  /** The process's directory: whoever works in it, or above it, means it, whatever it holds. */
  readonly cwd: string
}

/**
 * Makes `dir` (and its parents) this run's own and returns the directory that it got; the marker in it is made too.
 *
 * Making a directory either succeeds for one process alone or fails, so two runs that start at once never share one.
 *
 * @throws HydraException `OUTPUT_DIR_EXISTS` where the policy is `error`, `OUTPUT_DIR` where the disk refuses
 */
export function claimOutputDir(dir: string, options: ClaimOptions): string {
  const { onExists, marker, cwd } = options
  try {
    if (makeAlone(dir)) {
      if (marker !== null) mkdirSync(dir + sep + marker, { recursive: true })
      return dir
    }
    if (onExists === 'overwrite' || holds(dir, cwd)) {
      mkdirSync(marker === null ? dir : dir + sep + marker, { recursive: true })
      return dir
    }
    if (claimExisting(dir, marker)) return dir
    if (onExists === 'error') throw taken(dir)
    for (let n = 1; ; n++) {
      const next = `${dir}-${n}`
      if (!makeAlone(next) && !claimExisting(next, marker)) continue
      if (marker !== null) mkdirSync(next + sep + marker, { recursive: true })
      return next
    }
  } catch (error) {
    throw asOutputError(dir, error)
  }
}

/**
 * The policy that a config's text names.
 *
 * @throws HydraException `OUTPUT_DIR` where there is no such policy
 */
export function toOnExists(value: unknown): OnExists {
  if (value === undefined || value === null) return 'suffix'
  if (typeof value === 'string' && POLICIES.includes(value)) return value as OnExists
  throw new HydraException(`hydra.job.on_exists is \`${String(value)}\`.`, {
    code: 'OUTPUT_DIR',
    path: 'hydra.job.on_exists',
    hint: `one of ${POLICIES.join(', ')}`,
  })
}

/** An error of the file system, told as what it means for a run. Others pass as they are. */
export function asOutputError(dir: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code
  if (error instanceof HydraException || typeof code !== 'string' || !(code in REASONS)) return error
  return new HydraException(`The output directory cannot be written: ${REASONS[code]}.\n  ${dir}`, {
    code: 'OUTPUT_DIR',
    hint: FULL.has(code)
      ? 'make room; a sweep goes on with --resume DIR --retry-failed'
      : 'choose another with hydra.run.dir=… (in a sweep: hydra.sweep.dir=…)',
    cause: error,
  })
}

const FULL = new Set(['ENOSPC', 'EDQUOT'])

/** What an error of the file system means, in a few words. */
export function diskReason(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | undefined)?.code
  return (
    (typeof code === 'string' ? REASONS[code] : undefined) ?? (error instanceof Error ? error.message : String(error))
  )
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  ENOTDIR: 'a file is in the way',
  EEXIST: 'a file is in the way',
  ENAMETOOLONG: 'a name in it is too long',
  EMFILE: 'too many files are open',
}

/** Whether this call made the directory: false where it was there. */
function makeAlone(dir: string): boolean {
  try {
    mkdirSync(dir)
    return true
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EEXIST') return false
    if (code !== 'ENOENT') throw error
  }
  makeTree(dirname(dir))
  try {
    mkdirSync(dir)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error // some file systems say "not there" where they mean "not allowed"
  }
}

/**
 * Makes a directory and those above it. Where that fails because one of them cannot be made, Node says that it is not
 * there; what the file system says of it is told instead.
 */
export function makeTree(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    let highest = dir
    while (dirname(highest) !== highest && !existsSync(dirname(highest))) highest = dirname(highest)
    mkdirSync(highest)
    throw error
  }
}

/** Takes over a directory that is there but that no run has used. */
function claimExisting(dir: string, marker: string | null): boolean {
  if (marker === null) return readdirSync(dir).length === 0
  return makeAlone(dir + sep + marker)
}

/** Whether `cwd` is `dir` or under it. */
function holds(dir: string, cwd: string): boolean {
  const way = relative(dir, cwd)
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && !/^[A-Za-z]:/.test(way))
}

function taken(dir: string): HydraException {
  return new HydraException(`The output directory holds an earlier run.\n  ${dir}`, {
    code: 'OUTPUT_DIR_EXISTS',
    hint: 'hydra.job.on_exists=suffix takes the next free name, overwrite writes over it',
  })
}
