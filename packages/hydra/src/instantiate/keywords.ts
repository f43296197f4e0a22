/**
 * The keywords of a call, side by side: a tree of thousands of targets makes no `Map` for each.
 *
 * No name comes twice.
 */
export interface Keywords {
  readonly names: readonly string[]
  readonly values: readonly unknown[]
}

/** Keywords as a `Map`, in their order. */
export function keywordMap({ names, values }: Keywords): Map<string, unknown> {
  const map = new Map<string, unknown>()
  for (let at = 0; at < names.length; at++) map.set(names[at] as string, values[at])
  return map
}

/** The keywords that a `Map` holds. */
export function keywordsOf(map: ReadonlyMap<string, unknown>): Keywords {
  return { names: [...map.keys()], values: [...map.values()] }
}
