import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Cell,
  type ConfigNode,
  isNode,
  type Key,
  type ListNode,
  MapNode,
  toYaml,
} from '@hydra-zen/omegaconf/nodes'

/** Writes what a run leaves behind about itself, and remembers the texts that do not change from job to job. */
export class JobFiles {
  /** The children of `hydra` as an earlier job had them, and their texts: jobs of a sweep share most of theirs. */
  readonly #printed = new Map<Key, { readonly node: ConfigNode; readonly text: string }>()

  /** Writes `config.yaml`, `hydra.yaml` and `overrides.yaml` into `dir`, which is there. */
  write(dir: string, { config, hydra, overrides }: JobFileContents): void {
    writeFileSync(join(dir, 'config.yaml'), config)
    writeFileSync(join(dir, 'hydra.yaml'), this.hydraYaml(hydra))
    writeFileSync(join(dir, 'overrides.yaml'), toYaml(overrides))
  }

  /** The text of `hydra.yaml`: the `hydra` node under its key, unresolved. */
  hydraYaml(hydra: MapNode): string {
    if (hydra.cells.size === 0) return 'hydra: {}\n'
    let text = 'hydra:\n'
    for (const [key, child] of hydra.entries) {
      const known = this.#printed.get(key)
      if (known !== undefined && sameCell(known.node, child)) text += known.text
      else {
        const printed = printUnderHydra(key, child)
        this.#printed.set(key, { node: child, text: printed })
        text += printed
      }
    }
    return text
  }
}

interface JobFileContents {
  /** The text of `config.yaml`. */
  readonly config: string
  readonly hydra: MapNode
  /** The list node of the task's overrides. */
  readonly overrides: ListNode
}

/** Printed two levels deep, so that what depends on the column (folded lines) comes out as in the whole. */
function printUnderHydra(key: Key, child: ConfigNode): string {
  const inner = new MapNode(undefined)
  inner.cells.set(key, child)
  const outer = new MapNode(undefined)
  outer.cells.set('hydra', inner)
  const text = toYaml(outer)
  return text.slice(text.indexOf('\n') + 1)
}

/** Whether two trees print alike, as far as a quick look tells: `false` costs time, not correctness. */
function sameCell(one: Cell, other: Cell): boolean {
  if (one === other) return true
  if (!isNode(one) || !isNode(other) || one.kind !== other.kind || one.state !== other.state) return false
  if (one.text !== other.text) return false
  if (one.kind === 'scalar') return other.kind === 'scalar' && one.value === other.value
  if (one.kind === 'list') {
    if (other.kind !== 'list' || one.cells.length !== other.cells.length) return false
    return one.cells.every((cell, at) => sameCell(cell, other.cells[at] as Cell))
  }
  if (other.kind !== 'map' || one.cells.size !== other.cells.size) return false
  const theirs = other.cells.entries()
  for (const [key, cell] of one.cells) {
    const [otherKey, otherCell] = theirs.next().value as [Key, Cell]
    if (key !== otherKey || !sameCell(cell, otherCell)) return false
  }
  return true
}
