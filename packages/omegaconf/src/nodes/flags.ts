import type { ConfigNode, FlagName, Flags } from './node.ts'

/** The flag as it applies to `node`: the nearest setting, from the node upwards. */
export function flag(node: ConfigNode, name: FlagName): boolean {
  for (let at: ConfigNode | undefined = node; at !== undefined; at = at.parent) {
    const own = at.flags?.[name]
    if (own !== undefined) return own
  }
  return false
}

/** Sets a flag on the node itself; `undefined` takes its own setting away, so that its parents' counts. */
export function setFlag(node: ConfigNode, name: FlagName, value: boolean | undefined): void {
  if (value === undefined && node.flags === undefined) return
  node.flags = { ...node.flags, [name]: value }
}

/** Runs `action` with flags set on `node`, and puts the old ones back whatever happens. */
export function withFlags<R>(node: ConfigNode, flags: Flags, action: () => R): R {
  const before = node.flags
  node.flags = { ...before, ...flags }
  try {
    return action()
  } finally {
    node.flags = before
  }
}
