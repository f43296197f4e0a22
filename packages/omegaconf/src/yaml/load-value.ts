import type { ConfigNode } from '../nodes/node.ts'
import { constructNode } from './construct.ts'
import { parseYamlDocument } from './parse-document.ts'

/** The node that a YAML text means by itself: a scalar, a list or a mapping; null for an empty text. */
export function loadYamlValue(text: string, name: string): ConfigNode | null {
  const source = { name, text }
  const tree = parseYamlDocument(source)
  return tree === undefined ? null : constructNode(tree, source)
}
