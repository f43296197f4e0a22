import { ConfigCycleDetectedException } from '../errors.ts'
import type { Key } from '../types/scalar.ts'
import type { ConfigNode } from './node.ts'
import { printKey } from './print-scalar.ts'

/**
 * A path in its keys: `a.b[0].c` → `['a', 'b', '0', 'c']`.
 *
 * Leading dots give empty keys, as the reference splits them: `..a` → `['', '', 'a']`.
 */
export function splitKey(path: string): string[] {
  if (!path.includes('[')) return path.split('.')
  let stop = 0
  while (path[stop] === '.') stop++
  while (stop < path.length && path[stop] !== '.' && path[stop] !== '[') stop++
  const keys = path.slice(0, stop).split('.')
  if (stop === path.length) return keys
  if (path[stop] === '[' && keys.at(-1) === '') keys.pop()
  while (stop < path.length) {
    if (path[stop] === '.') {
      const start = ++stop
      while (stop < path.length && path[stop] !== '.' && path[stop] !== '[') stop++
      keys.push(path.slice(start, stop))
    } else if (path[stop] === '[') {
      const close = path.indexOf(']', stop)
      if (close === -1) stop++
      else {
        keys.push(path.slice(stop + 1, close))
        stop = close + 1
      }
    } else stop++
  }
  return keys
}

/**
 * Where a node stands, from the root: `a.b[0].c`; `''` for the root. With `key`, that of its child.
 *
 * @throws ConfigCycleDetectedException `CONFIG_CYCLE` where a container was put into itself by hand
 */
export function fullKey(node: ConfigNode, key?: Key): string {
  let path = ''
  const prepend = (part: Key, inList: boolean) => {
    const text = inList ? `[${printKey(part)}]` : printKey(part)
    path = path === '' || path.startsWith('[') ? text + path : `${text}.${path}`
  }
  if (key !== undefined) prepend(key, node.kind === 'list')
  let hops = 0
  for (let at: ConfigNode = node; at.parent !== undefined; at = at.parent) {
    if (++hops > MOST_PARENTS) throw parentCycle(node)
    if (at.key !== undefined) prepend(at.key, at.parent.kind === 'list')
  }
  return path
}

/** The topmost container above a node, or the node itself. */
export function rootOf(node: ConfigNode): ConfigNode {
  let at = node
  for (let hops = 0; at.parent !== undefined; at = at.parent) if (++hops > MOST_PARENTS) throw parentCycle(node)
  return at
}

/** Deeper than any tree is: data that nests deeper than 1,000 levels is refused. */
const MOST_PARENTS = 10_000

function parentCycle({ key }: ConfigNode): ConfigCycleDetectedException {
  return new ConfigCycleDetectedException(
    `The parents of the node \`${key === undefined ? '' : printKey(key)}\` lead back to it.`,
    {
      code: 'CONFIG_CYCLE',
      hint: 'a node stands in one place: adopt a copy of it',
    },
  )
}
