import {
  type ConfigNode,
  childOf,
  ListNode,
  MapNode,
  printScalar,
  ScalarNode,
  select,
} from '@hydra-zen/omegaconf/nodes'
import type { ObjectKind } from '../sources/config-source.ts'
import { completeFile } from './complete-file.ts'

/** What completion asks of an app. */
export interface CompletionApp {
  /** The options of a group, or its sub-groups; `''` is the top. */
  groupOptions(group: string, kind: ObjectKind): readonly string[]
  /** The config that the finished words compose to; `undefined` where they do not compose. */
  compose(overrides: readonly string[]): MapNode | undefined
  /** What relative file names are relative to. */
  readonly cwd: string
}

/**
 * The candidates for the last of the overrides typed so far, in order; the last is `''` where a new one is to begin.
 *
 * Groups and options come from the sources alone; the config is composed only where keys or values are asked for.
 * Reference: `CompletionPlugin._query`.
 */
export function completeOverride(overrides: readonly string[], app: CompletionApp): readonly string[] {
  const word = overrides.at(-1) ?? ''
  const files = completeFile(word, app.cwd)
  if (files !== undefined) return files
  const { candidates, exact } = groupCandidates(word, app)
  const all = new Set(candidates)
  if (!exact) {
    const config = /^[+~]/.test(word) ? undefined : app.compose(overrides.slice(0, -1))
    if (config !== undefined) for (const match of keyCandidates(config, word)) all.add(match)
  }
  return [...all].sort(byCodePoint)
}

function byCodePoint(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}

/** Groups that begin with the word, or options of the group before its `=`. */
function groupCandidates(typed: string, app: CompletionApp): { candidates: string[]; exact: boolean } {
  const prefix = /^[+~]/.test(typed) ? (typed[0] as string) : ''
  const word = typed.slice(prefix.length)
  const equals = word.lastIndexOf('=')
  if (equals !== -1) {
    // `db@backup=` takes the options of `db`
    const key = word.slice(0, equals)
    const options = app.groupOptions(key.replace(/@.*$/s, ''), 'config')
    const candidates = options.map((option) => `${key}=${option}`).filter((candidate) => candidate.startsWith(word))
    return { candidates: candidates.map((candidate) => prefix + candidate), exact: options.length > 0 }
  }
  const parent = word.slice(0, Math.max(0, word.lastIndexOf('/')))
  const candidates: string[] = []
  for (const option of app.groupOptions(parent, 'group')) {
    const group = parent === '' ? option : `${parent}/${option}`
    if (group.startsWith(word)) candidates.push(prefix + group + ending(group, prefix, app))
  }
  return { candidates, exact: false }
}

/** `=` where only options follow, `/` where only groups do, nothing where both may; a deletion needs no option. */
function ending(group: string, prefix: string, app: CompletionApp): string {
  const options = app.groupOptions(group, 'config').length > 0
  const groups = app.groupOptions(group, 'group').length > 0
  if (options === groups) return ''
  if (groups) return '/'
  return prefix === '~' ? '' : '='
}

/** Keys that begin with the word; after `.` or `=`, what is under the key or its value. */
function keyCandidates(config: MapNode, word: string): string[] {
  if (word.endsWith('.') || word.endsWith('=')) {
    const found = find(config, word.slice(0, -1))
    if (found === undefined) return []
    if (!(found instanceof ScalarNode)) return childrenOf(found, '').map((child) => word + child)
    const value = valueText(found)
    return value === undefined ? [] : [word + value]
  }
  const dot = word.lastIndexOf('.')
  if (dot === -1) return childrenOf(config, word)
  const parent = find(config, word.slice(0, dot))
  if (parent === undefined || parent instanceof ScalarNode) return []
  return childrenOf(parent, word.slice(dot + 1)).map((child) => `${word.slice(0, dot)}.${child}`)
}

/** The node at a path; one that cannot be reached is none. */
function find(config: MapNode, path: string): ConfigNode | undefined {
  try {
    return select(config, path) ?? rawNode(config, path)
  } catch {
    return undefined
  }
}

/** `select` has no answer for what is missing, but its key can be completed. */
function rawNode(config: MapNode, path: string): ConfigNode | undefined {
  const dot = path.lastIndexOf('.')
  const parent = dot === -1 ? config : select(config, path.slice(0, dot))
  const key = path.slice(dot + 1)
  const node =
    parent instanceof MapNode
      ? childOf(parent, key)
      : parent instanceof ListNode && /^\d+$/.test(key)
        ? parent.items[Number(key)]
        : undefined
  return node?.state === 'missing' ? node : undefined
}

function childrenOf(container: ConfigNode, begin: string): string[] {
  if (container instanceof MapNode) {
    return [...container.entries]
      .map(([key, child]) => `${String(key)}${child instanceof ScalarNode ? '=' : '.'}`)
      .filter((text) => text.slice(0, -1).startsWith(begin))
  }
  if (!(container instanceof ListNode)) return []
  return container.items
    .map((child, index) => `${index}${child instanceof ScalarNode ? '=' : '.'}`)
    .filter((text) => text.slice(0, -1).startsWith(begin))
}

/** A value as it would be typed; `''` where there is none yet. */
function valueText(node: ScalarNode): string | undefined {
  if (node.state === 'missing') return ''
  if (node.state === 'null' || node.value === undefined) return undefined
  const text = printScalar(node.value)
  return typeof node.value === 'boolean' ? text.toLowerCase() : text
}
