import type { ContainerNode } from '../nodes/node.ts'
import { toContainer } from '../ops/to-container.ts'

/** What `console.log` shows of a view: the data as it stands, `???` and `${…}` as written. */
export function inspectView(
  node: ContainerNode,
  depth: number,
  options: object,
  inspect: (value: unknown, options: object) => string,
): string {
  return inspect(toContainer(node, { mappings: 'auto', enumToStr: true }), { ...options, depth })
}
