import { placeOf } from '@hydra-zen/diagnostics'
import { selectChild } from '../interpolation/select-child.ts'
import { splitKey } from '../nodes/key-path.ts'
import { type Cell, type ConfigNode, type ContainerNode, childNode, isNode } from '../nodes/node.ts'
import type { Origin } from '../nodes/origin.ts'
import { printNode, printRepr } from '../nodes/print-node.ts'

/** One thing that stood at a key. */
export interface HistoryEntry {
  /** The value as text: `3306`, `???`, `${x}`, `{…}`. */
  readonly value: string
  readonly origin: Origin | undefined
  /** `conf/db/mysql.yaml:2:7`, `override 1:1:1`, `main.ts:3:1`; `undefined` where nothing is known. */
  readonly place: string | undefined
}

/** Everything that ever stood at a path, the oldest first and the present last. Empty where there is nothing. */
export function history(root: ContainerNode, path: string): HistoryEntry[] {
  const node = find(root, path)
  return node === undefined ? [] : historyOf(node)
}

/** Everything that ever stood where a node stands. */
export function historyOf(node: ConfigNode): HistoryEntry[] {
  const entries: HistoryEntry[] = []
  for (let at: Cell | undefined = node; at !== undefined; at = isNode(at) ? at.past : undefined)
    entries.push(entryOf(at))
  return entries.reverse()
}

/** The node at a path as it stands; no interpolation is followed. */
export function find(root: ContainerNode, path: string): ConfigNode | undefined {
  if (path === '') return root
  let at: ConfigNode | undefined = root
  for (const key of splitKey(path)) {
    if (at === undefined || at.kind === 'scalar' || at.state !== 'value') return undefined
    at = at.kind === 'list' && !/^\d+$/.test(key) ? undefined : (selectChild(at, key) ?? otherKey(at, key))
  }
  return at
}

function otherKey(at: ContainerNode, key: string): ConfigNode | undefined {
  if (at.kind === 'list') return undefined
  for (const own of at.cells.keys()) if (typeof own !== 'string' && String(own) === key) return childNode(at, own)
  return undefined
}

function entryOf(cell: Cell): HistoryEntry {
  const origin = isNode(cell) ? cell.origin : undefined
  return { value: shown(cell), origin, place: origin && originPlace(origin) }
}

/** `conf/db/mysql.yaml:2:7` or `main.ts:3:1`. */
export function originPlace(origin: Origin): string {
  return 'source' in origin ? placeOf(origin) : `${origin.file}:${origin.line}:${origin.column}`
}

function shown(cell: Cell): string {
  if (!isNode(cell)) return typeof cell === 'object' ? `[${cell.map(printRepr).join(', ')}]` : shownText(cell)
  if (cell.state === 'null') return 'null'
  if (cell.state === 'missing') return '???'
  if (cell.state === 'interpolation') return cell.text as string
  if (cell.kind === 'map') return cell.cells.size === 0 ? '{}' : '{…}'
  const text = cell.kind === 'list' ? printNode(cell) : cell.value === undefined ? '' : shownText(cell.value)
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}

function shownText(value: Parameters<typeof printRepr>[0]): string {
  return typeof value === 'string' ? value : typeof value === 'boolean' ? String(value) : printRepr(value)
}
