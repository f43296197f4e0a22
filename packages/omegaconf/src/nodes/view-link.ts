import type { ContainerNode } from './node.ts'

/** The symbol under which a view answers with its node. No user key can be a symbol, so none can collide. */
export const NODE: unique symbol = Symbol.for('@hydra-zen/omegaconf.node')

/** The node behind a view, or `undefined` for anything else. */
export function nodeOf(view: unknown): ContainerNode | undefined {
  if (typeof view !== 'object' || view === null) return undefined
  return (view as { readonly [NODE]?: ContainerNode })[NODE]
}
