import { fullKey } from '../nodes/key-path.ts'
import { type Cell, type ConfigNode, type ContainerNode, isNode } from '../nodes/node.ts'
import type { Key } from '../types/scalar.ts'
import { resolved } from './select.ts'

/**
 * The paths of all missing values: `['a.b', 'l[0]']`. Containers that interpolations lead to are looked into.
 *
 * @throws InterpolationResolutionError where an interpolation leads nowhere
 */
export function missingKeys(root: ContainerNode): string[] {
  const found = new Set<string>()
  const seen = new Set<ConfigNode>()
  gather(root, found, seen)
  return [...found]
}

function gather(node: ContainerNode, found: Set<string>, seen: Set<ConfigNode>): void {
  if (node.state !== 'value' || seen.has(node)) return
  seen.add(node)
  const visit = (key: Key, cell: Cell) => {
    if (!isNode(cell)) return
    if (cell.state === 'missing') found.add(fullKey(node, key))
    else {
      const value = resolved(cell)
      if (value.kind !== 'scalar') gather(value, found, seen)
    }
  }
  if (node.kind === 'map') for (const [key, cell] of node.cells) visit(key, cell)
  else for (const [at, cell] of node.cells.entries()) visit(at, cell)
}
