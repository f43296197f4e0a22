import { didYouMean } from '@hydra-zen/diagnostics'
import { ConfigKeyError } from '../errors.ts'
import { fullKey } from '../nodes/key-path.ts'
import { type ConfigNode, isNode } from '../nodes/node.ts'
import { nodeBehind } from '../view/config-node.ts'
import { find, type HistoryEntry, historyOf } from './history.ts'

/** Where a value comes from, as data; as text through `String()`. */
export interface Explanation {
  readonly path: string
  /** Everything that stood there, the oldest first and the present last. */
  readonly history: readonly HistoryEntry[]
  toString(): string
}

/**
 * Where the value at a path comes from, and everything that stood there before.
 *
 * @throws ConfigKeyError `CONFIG_KEY_NOT_FOUND`
 * @example
 * String(explain(config, 'db.port'))
 * // db.port = 3306
 * //   conf/db/mysql.yaml:2:7   3306
 * //   conf/config.yaml:3:9     5432 (replaced)
 */
export function explain(config: object, path: string): Explanation {
  const root = nodeBehind(config)
  const node = find(root, path)
  if (node === undefined) {
    throw new ConfigKeyError(`There is nothing at \`${path}\`.`, {
      code: 'CONFIG_KEY_NOT_FOUND',
      path,
      hint: didYouMean(
        path,
        leaves(root).map((leaf) => fullKey(leaf)),
      ),
    })
  }
  const history = historyOf(node)
  return { path, history, toString: () => explanationText(path, history) }
}

/** One line of `blame`. */
export interface BlameLine {
  readonly path: string
  readonly value: string
  readonly place: string | undefined
}

/** Where every value comes from, one line a leaf; as data, or as text through `String()`. */
export interface Blame {
  readonly lines: readonly BlameLine[]
  toString(): string
}

/** Which place each value of a configuration comes from. */
export function blame(config: object): Blame {
  const lines = leaves(nodeBehind(config)).map((leaf): BlameLine => {
    const present = historyOf(leaf).at(-1) as HistoryEntry
    return { path: fullKey(leaf), value: present.value, place: present.place }
  })
  return { lines, toString: () => blameText(lines) }
}

/** As the text of `explain`, for histories from elsewhere. */
export function explanationText(path: string, history: readonly HistoryEntry[]): string {
  const places = history.map(({ place }) => place ?? '(code)')
  const width = Math.max(...places.map((place) => place.length))
  const rows = history.map(({ value }, at) => {
    const note = at < history.length - 1 ? ' (replaced)' : ''
    return `  ${(places[at] as string).padEnd(width)}  ${value}${note}`
  })
  return [`${path} = ${history.at(-1)?.value ?? ''}`, ...rows.reverse()].join('\n')
}

function blameText(lines: readonly BlameLine[]): string {
  const left = lines.map(({ path, value }) => `${path}: ${value}`)
  const width = Math.min(60, Math.max(0, ...left.map((text) => text.length)))
  return lines.map(({ place }, at) => `${(left[at] as string).padEnd(width)}  # ${place ?? '(code)'}`).join('\n')
}

/** All leaves, and containers that are empty, null, missing or an interpolation. */
function leaves(node: ConfigNode): ConfigNode[] {
  if (node.kind === 'scalar' || node.state !== 'value') return [node]
  const children = node.kind === 'map' ? [...node.entries.values()] : node.items
  return children.length === 0 ? [node] : children.filter(isNode).flatMap(leaves)
}
