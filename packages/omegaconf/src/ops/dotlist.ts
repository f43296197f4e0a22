import { ConfigValueError } from '../errors.ts'
import { emptyMap } from '../nodes/create.ts'
import type { ConfigNode, MapNode } from '../nodes/node.ts'
import { update } from './update.ts'

/** Reads the text after `=` of a dotlist entry; `yaml/` is the one that does. */
export type ValueReader = (text: string, name: string) => ConfigNode | null

/**
 * Sets `a.b=value` entries in order, the value read as YAML; without `=` the value is null.
 *
 * @throws ConfigValueError `CONFIG_DOTLIST` for an entry that is no text
 */
export function applyDotlist(target: MapNode, entries: readonly string[], read: ValueReader): void {
  for (const [at, entry] of entries.entries()) {
    if (typeof entry !== 'string') {
      throw new ConfigValueError('A dotlist holds texts such as `a.b=1`.', { code: 'CONFIG_DOTLIST', value: entry })
    }
    const equals = entry.indexOf('=')
    const key = equals === -1 ? entry : entry.slice(0, equals)
    const value = equals === -1 ? null : read(entry.slice(equals + 1), `argument ${at + 1}`)
    const origin = { source: { name: `argument ${at + 1}`, text: entry }, start: equals + 1, end: entry.length }
    update(target, key, value, { origin })
  }
}

/** A mapping from `a.b=value` entries. */
export function nodeFromDotlist(entries: readonly string[], read: ValueReader): MapNode {
  const node = emptyMap()
  applyDotlist(node, entries, read)
  return node
}
