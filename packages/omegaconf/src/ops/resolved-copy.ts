import { InterpolationResolutionError } from '../errors.ts'
import { Pass } from '../interpolation/evaluate.ts'
import { detailsOf } from '../nodes/fail.ts'
import { fullKey } from '../nodes/key-path.ts'
import { adopt, type Cell, type ConfigNode, isNode, ListNode, MapNode, ScalarNode } from '../nodes/node.ts'
import { isConfigNode } from '../nodes/shape.ts'
import type { Scalar } from '../types/scalar.ts'

/**
 * A tree of untyped nodes with every interpolation replaced by what it leads to; the original stays as it is.
 *
 * @throws InterpolationResolutionError, also where one leads to `???`
 */
export function resolvedCopy(node: ConfigNode): ConfigNode {
  return copyOf(node, new Pass(), new Set())
}

function copyOf(node: ConfigNode, pass: Pass, open: Set<ConfigNode>): ConfigNode {
  if (node.state === 'interpolation') {
    const outcome = pass.follow(node)
    if (isConfigNode(outcome)) return copyOf(outcome, pass, open)
    return outcome === null
      ? new ScalarNode('null', undefined, undefined, node.origin)
      : new ScalarNode('value', outcome as Scalar, undefined, node.origin)
  }
  if (node.kind === 'scalar' || node.state !== 'value') {
    return new ScalarNode(node.state, node.kind === 'scalar' ? node.value : undefined, undefined, node.origin)
  }
  if (open.has(node)) {
    throw new InterpolationResolutionError(
      `Interpolations make \`${fullKey(node)}\` contain itself.`,
      detailsOf('INTERPOLATION_CYCLE', node),
    )
  }
  open.add(node)
  const copyCell = (cell: Cell): Cell => (isNode(cell) ? copyOf(cell, pass, open) : cell)
  if (node.kind === 'list') {
    const list = new ListNode(node.origin)
    list.lazy = node.lazy
    for (const cell of node.cells) {
      const copy = copyCell(cell)
      if (isNode(copy)) adopt(list, list.cells.length, copy)
      else list.cells.push(copy)
    }
    open.delete(node)
    return list
  }
  const map = new MapNode(node.origin)
  map.lazy = node.lazy
  for (const [key, cell] of node.cells) {
    const copy = copyCell(cell)
    if (isNode(copy)) adopt(map, key, copy)
    else map.cells.set(key, copy)
  }
  open.delete(node)
  return map
}
