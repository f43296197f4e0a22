import { readFileSync } from 'node:fs'
import { type ConfigNode, loadYamlNode, MapNode, toYaml } from '@hydra-zen/omegaconf/nodes'
import { shellOf } from './config-access.ts'

/** Differences that are told. */
const MOST = 3

/**
 * What a config has otherwise than the one that was written to the file at `path`, in words: `` `lr` was `0.1` and is
 * `0.2` ``. `undefined` where the file cannot be read, or tells no difference.
 */
export function changesSince(path: string, config: MapNode): string | undefined {
  try {
    const before = loadYamlNode({ name: path, text: readFileSync(path, 'utf8') })
    // printed and read as the other was, so that only what differs in the text does
    const now = loadYamlNode({ name: 'now', text: toYaml(taskOf(config)) })
    if (!(before instanceof MapNode) || !(now instanceof MapNode)) return undefined
    const changes = [...changesBetween(taskOf(before), now, [])]
    if (changes.length === 0) return undefined
    const more = changes.length > MOST ? `, and ${changes.length - MOST} more` : ''
    return changes.slice(0, MOST).join(', ') + more
  } catch {
    return undefined // it was to help only
  }
}

function* changesBetween(before: MapNode, now: MapNode, at: readonly string[]): Iterable<string> {
  for (const key of new Set([...before.entries.keys(), ...now.entries.keys()])) {
    const [then, today] = [before.entries.get(key), now.entries.get(key)]
    const path = [...at, String(key)]
    if (isFilled(then) && isFilled(today)) yield* changesBetween(then, today, path)
    else if (then === undefined) yield `\`${path.join('.')}\` was not there`
    else if (today === undefined) yield `\`${path.join('.')}\` is gone`
    else if (text(then) !== text(today)) yield `\`${path.join('.')}\` was \`${text(then)}\` and is \`${text(today)}\``
  }
}

function isFilled(node: ConfigNode | undefined): node is MapNode {
  return node instanceof MapNode && node.state === 'value'
}

function text(node: ConfigNode): string {
  const line = toYaml(node)
    .trim()
    .replace(/\n\.\.\.$/, '')
    .replaceAll('\n', ' ')
  return line.length > 60 ? `${line.slice(0, 59)}…` : line
}

function taskOf(config: MapNode): MapNode {
  return shellOf(config, (key) => key !== 'hydra')
}
