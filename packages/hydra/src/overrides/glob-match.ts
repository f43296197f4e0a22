/**
 * A test for names that match a glob: `*` is any text, `?` any character, `[a-c]` and `[!a-c]` one of (not) those.
 *
 * Reference: Python's `fnmatch` on POSIX: letter case counts, `/` is a character like any other, a `[` without its
 * `]` stands for itself. Takes time in proportion to name times pattern, whatever the pattern.
 */
export function globMatcher(glob: string): (name: string) => boolean {
  const steps = parseGlob(glob)
  return (name) => matches(steps, [...name])
}

type Step = { readonly kind: 'any' } | { readonly kind: 'one'; readonly accepts: (character: string) => boolean }

function parseGlob(glob: string): Step[] {
  const characters = [...glob]
  const steps: Step[] = []
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] as string
    if (character === '*') {
      if (steps.at(-1)?.kind !== 'any') steps.push({ kind: 'any' })
      continue
    }
    const close = character === '[' ? closing(characters, at) : -1
    if (close !== -1) {
      steps.push({ kind: 'one', accepts: characterSet(characters.slice(at + 1, close)) })
      at = close
    } else steps.push({ kind: 'one', accepts: character === '?' ? () => true : (other) => other === character })
  }
  return steps
}

/** Where the set that opens at `at` closes, or -1: a `]` right at the start is one of its characters. */
function closing(characters: readonly string[], at: number): number {
  let from = at + 1
  if (characters[from] === '!') from++
  if (characters[from] === ']') from++
  return characters.indexOf(']', from)
}

function characterSet(set: readonly string[]): (character: string) => boolean {
  const negated = set[0] === '!'
  const members = negated ? set.slice(1) : set
  const ranges: [from: number, to: number][] = []
  for (let at = 0; at < members.length; at++) {
    const from = (members[at] as string).codePointAt(0) as number
    if (members[at + 1] === '-' && at + 2 < members.length) {
      ranges.push([from, (members[at + 2] as string).codePointAt(0) as number])
      at += 2
    } else ranges.push([from, from])
  }
  return (character) => {
    const code = character.codePointAt(0) as number
    return ranges.some(([from, to]) => code >= from && code <= to) !== negated
  }
}

/** Greedy, going back to the last `*` alone: enough, since an earlier one could not do better. */
function matches(steps: readonly Step[], name: readonly string[]): boolean {
  let step = 0
  let at = 0
  let star = -1
  let resume = 0
  while (at < name.length) {
    const current = steps[step]
    if (current?.kind === 'any') {
      star = step++
      resume = at
    } else if (current?.accepts(name[at] as string)) {
      step++
      at++
    } else if (star !== -1) {
      step = star + 1
      at = ++resume
    } else return false
  }
  while (steps[step]?.kind === 'any') step++
  return step === steps.length
}
