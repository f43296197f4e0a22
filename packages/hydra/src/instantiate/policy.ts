import { Ambient } from '../ambient.ts'
import { targetError } from './target-error.ts'

/** Lets a config run anything whatever. For configs that nobody else can write. */
export const UNSAFE_ALLOW_ALL_TARGETS = 'UNSAFE_ALLOW_ALL_TARGETS'

/** Patterns that were checked: exact addresses, and beginnings. */
export interface AllowedTargets {
  readonly all: boolean
  readonly exact: ReadonlySet<string>
  /** With their `.` or `:`. */
  readonly beginnings: readonly string[]
}

const BEGINNING = /^[^*]+[.:]\*$/

/**
 * Checks patterns of `allowTargets`.
 *
 * @throws InstantiationException `TARGET_PATTERN`
 */
export function allowedTargets(patterns: readonly string[]): AllowedTargets {
  const exact = new Set<string>()
  const beginnings: string[] = []
  let all = false
  for (const pattern of patterns) {
    if (pattern === UNSAFE_ALLOW_ALL_TARGETS) {
      all = true
    } else if (BEGINNING.test(pattern)) {
      beginnings.push(pattern.slice(0, -1))
    } else if (pattern === '' || pattern.includes('*')) {
      throw targetError(`\`${pattern}\` is no pattern of allowed targets.`, {
        code: 'TARGET_PATTERN',
        hint: 'write an exact address, or one that ends in `.*` or `:*`; UNSAFE_ALLOW_ALL_TARGETS allows everything',
      })
    } else {
      exact.add(pattern)
    }
  }
  return { all, exact, beginnings }
}

/** What `withTargets` allows here, besides what the environment does. */
interface AllowedHere {
  readonly lists: readonly AllowedTargets[]
  readonly reset: boolean
}

const allowedHere = new Ambient<AllowedHere>()

/**
 * Runs `body` with more patterns allowed (or, with `reset`, only these). Nests, and holds for what `body` awaits.
 *
 * @throws InstantiationException `TARGET_PATTERN`
 */
export function withTargets<T>(
  patterns: readonly string[],
  body: () => T,
  { reset = false }: { readonly reset?: boolean } = {},
): T {
  const outer = allowedHere.get()
  const lists = [...(reset ? [] : (outer?.lists ?? [])), allowedTargets(patterns)]
  return allowedHere.run({ lists, reset: reset || (outer?.reset ?? false) }, body)
}

/**
 * Whether a target may run: one of its spellings is allowed by its exact text or, unless it is dangerous, by a
 * beginning. What follows a beginning is members only.
 */
export function isAllowed(own: AllowedTargets, spellings: readonly string[], dangerous: boolean): boolean {
  const here = allowedHere.get()
  const lists = here === undefined ? [own] : here.reset ? here.lists : [own, ...here.lists]
  return lists.some((list) => {
    if (list.all) return true
    return spellings.some((spelling) => {
      if (list.exact.has(spelling)) return true
      if (dangerous) return false
      return list.beginnings.some(
        (beginning) => spelling.startsWith(beginning) && !/[:/\\]/.test(spelling.slice(beginning.length)),
      )
    })
  })
}
