import { type ConfigNode, createNode, ListNode, MapNode, toYaml } from '@hydra-zen/omegaconf/nodes'

/** Comments that would stand further right than this follow their line closely instead. */
const WIDEST = 60

/** What is to stand beside a node's line; nothing where it is `undefined`. */
export type Note = (node: ConfigNode) => string | undefined

/** A tree as YAML, with a note on each value as a comment beside its line. */
export function annotatedYaml(node: ConfigNode, note: Note): string {
  const lines = linesOf(node, note)
  if (lines.every(({ comment }) => comment === undefined)) return toYaml(node)
  const noted = lines.filter(({ comment }) => comment !== undefined)
  const width = Math.min(WIDEST, Math.max(...noted.map(({ text }) => text.length)))
  return lines
    .map(({ text, comment }) => `${comment === undefined ? text : `${text.padEnd(width)}  # ${comment}`}\n`)
    .join('')
}

interface Line {
  readonly text: string
  readonly comment: string | undefined
}

function linesOf(node: ConfigNode, note: Note): Line[] {
  if (node instanceof MapNode) return [...node.entries].flatMap(([key, child]) => entryLines([key, child], node, note))
  return node instanceof ListNode ? node.items.flatMap((item) => itemLines(item, note)) : []
}

function entryLines([key, child]: readonly [unknown, ConfigNode], parent: MapNode, note: Note): Line[] {
  if (!isBranch(child)) return leafLines(toYaml(oneEntry(key, child)), note(child))
  const head = toYaml(createNode(new Map([[key, 0]]))).replace(/ 0\n$/, '')
  const indent = child instanceof MapNode ? '  ' : ''
  const comment = parent.parent === undefined && child instanceof MapNode ? note(child) : undefined
  return [{ text: head, comment }, ...linesOf(child, note).map((line) => ({ ...line, text: indent + line.text }))]
}

function itemLines(item: ConfigNode, note: Note): Line[] {
  if (!isBranch(item)) return leafLines(toYaml(createNode([item])), note(item))
  return linesOf(item, note).map((line, index) => ({ ...line, text: `${index === 0 ? '- ' : '  '}${line.text}` }))
}

/** A value of several lines (a long text) has its note beside the first. */
function leafLines(yaml: string, comment: string | undefined): Line[] {
  return yaml
    .replace(/\n$/, '')
    .split('\n')
    .map((text, index) => ({ text, comment: index === 0 ? comment : undefined }))
}

function oneEntry(key: unknown, child: ConfigNode): ConfigNode {
  return createNode(new Map([[key, child]]))
}

function isBranch(node: ConfigNode): node is MapNode | ListNode {
  if (node.state !== 'value') return false
  return node instanceof MapNode ? node.cells.size > 0 : node instanceof ListNode && node.cells.length > 0
}
