import { type Cell, type ConfigNode, isNode, ListNode, MapNode, ScalarNode } from './node.ts'

/**
 * The history of something new that replaces `old`: its own history, then what `old` was and had been.
 *
 * Values that nobody knows the place of are no history: a loop that counts must not keep all its numbers.
 */
export function pastAfter(own: Cell | undefined, old: ConfigNode): Cell | undefined {
  const replaced = old.origin === undefined ? old.past : old
  return own === undefined || replaced === undefined ? (own ?? replaced) : continued(own, replaced)
}

/** `chain` with `older` at its end. The chain is shared with other trees, so its links are made anew. */
function continued(chain: Cell, older: Cell): Cell {
  if (chain === older) return chain
  const link = isNode(chain) ? linkOf(chain) : new ScalarNode('value', chain as never, undefined, undefined)
  link.past = isNode(chain) && chain.past !== undefined ? continued(chain.past, older) : older
  return link
}

function linkOf(node: ConfigNode): ConfigNode {
  let link: ConfigNode
  if (node.kind === 'scalar') link = new ScalarNode(node.state, node.value, node.text, node.origin)
  else if (node.kind === 'map') {
    link = new MapNode(node.origin)
    link.cells = node.cells
    link.lazy = node.lazy
  } else {
    link = new ListNode(node.origin)
    link.cells = node.cells
    link.lazy = node.lazy
  }
  link.state = node.state
  link.text = node.text
  link.parent = node.parent
  link.key = node.key
  return link
}
