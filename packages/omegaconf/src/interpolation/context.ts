import type { TreeContext } from '../nodes/context.ts'
import type { ConfigNode } from '../nodes/node.ts'
import { defaultResolvers } from './registry.ts'

/** What a node's tree calls its resolvers with: its own context, or the shared one and the process's environment. */
export function contextOf(node: ConfigNode): TreeContext {
  for (let at: ConfigNode | undefined = node; at !== undefined; at = at.parent) {
    if (at.flags?.context) return at.flags.context
  }
  return sharedContext
}

const sharedContext: TreeContext = {
  resolvers: defaultResolvers,
  get env() {
    return process.env
  },
}

/** Gives a whole tree its own registry, or another environment for `oc.env`. Copies of the tree keep it. */
export function setContext(root: ConfigNode, context: Partial<TreeContext>): void {
  const now = contextOf(root)
  root.flags = {
    ...root.flags,
    context: { resolvers: context.resolvers ?? now.resolvers, env: context.env ?? now.env },
  }
}
