import { distance } from 'fastest-levenshtein'

/**
 * The candidate nearest to what was typed, or `undefined` where none is near enough to be worth saying.
 *
 * Letter case does not count as a difference, and a name of which the other is a beginning is near.
 */
export function nearest(typed: string, candidates: Iterable<string>): string | undefined {
  const wanted = typed.toLowerCase()
  const names = [...new Set(candidates)]
  // where but one name is as short as what was typed, that one is meant, whatever its letter
  const short = wanted.length === 1 ? names.filter((name) => name.length === 1) : []
  if (short.length === 1) return short[0]
  let best: string | undefined
  let least = Math.max(1, Math.ceil(typed.length / 3)) + 1
  for (const candidate of names) {
    const known = candidate.toLowerCase()
    const near = (known.startsWith(wanted) && wanted.length >= 3) || isSwapped(wanted, known)
    const apart = near ? 1 : distance(wanted, known)
    // a name with nothing in common is no suggestion, however short it is
    if (apart < least && apart < Math.max(wanted.length, known.length)) {
      least = apart
      best = candidate
    }
  }
  return best
}

/** Whether two neighbouring letters changed places: the commonest slip of all. */
function isSwapped(typed: string, known: string): boolean {
  if (typed.length !== known.length || typed === known) return false
  let at = 0
  while (typed[at] === known[at]) at++
  return typed.slice(0, at) + (typed[at + 1] ?? '') + typed[at] + typed.slice(at + 2) === known
}

/** A sentence such as ``did you mean `port`?``, or `undefined`. */
export function didYouMean(typed: string, candidates: Iterable<string>): string | undefined {
  const best = nearest(typed, candidates)
  return best === undefined ? undefined : `did you mean \`${best}\`?`
}

/** `a, b, c and 7 more`: a list that stays on the screen. */
export function listed(names: readonly string[], most = 10): string {
  if (names.length <= most) return names.join(', ')
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`
}
