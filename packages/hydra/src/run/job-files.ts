import { writeFileSync } from 'node:fs'
import { sep } from 'node:path'
import { type ConfigNode, type Key, type ListNode, MapNode, toYaml } from '@hydra-zen/omegaconf/nodes'

/** What a composition's `hydra` came from: where both are the same, only what is each job's own differs. */
export interface HydraOrigin {
  /** Of the configs merged; compared by identity. */
  readonly frame: object
  /** Overrides of Hydra's own config. */
  readonly overrides: string
}

/** The children of `hydra` that are each job's own. */
const OWN = new Set<Key>(['job', 'mode', 'overrides', 'runtime'])

/** Writes what a run leaves behind about itself, and remembers the texts that do not change from job to job. */
export class JobFiles {
  /** The texts of the children of `hydra` that jobs of one origin share, by its frame. */
  readonly #printed = new WeakMap<object, { readonly overrides: string; readonly texts: Map<Key, string> }>()

  /** Writes `config.yaml`, `hydra.yaml` and `overrides.yaml` into `dir`, which is there. */
  write(dir: string, { config, hydra, origin, overrides }: JobFileContents): void {
    const into = dir + sep
    writeFileSync(`${into}config.yaml`, config)
    writeFileSync(`${into}hydra.yaml`, this.hydraYaml(hydra, origin))
    writeFileSync(`${into}overrides.yaml`, toYaml(overrides))
  }

  /** The text of `hydra.yaml`: the `hydra` node under its key, unresolved. */
  hydraYaml(hydra: MapNode, origin?: HydraOrigin): string {
    if (hydra.cells.size === 0) return 'hydra: {}\n'
    const shared = origin === undefined ? undefined : this.#sharedBy(origin)
    let text = 'hydra:\n'
    for (const [key, child] of hydra.entries) {
      const texts = OWN.has(key) ? undefined : shared
      let printed = texts?.get(key)
      if (printed === undefined) {
        printed = printUnderHydra(key, child)
        texts?.set(key, printed)
      }
      text += printed
    }
    return text
  }

  #sharedBy({ frame, overrides }: HydraOrigin): Map<Key, string> {
    let known = this.#printed.get(frame)
    if (known?.overrides !== overrides) {
      known = { overrides, texts: new Map() }
      this.#printed.set(frame, known)
    }
    return known.texts
  }
}

interface JobFileContents {
  /** The text of `config.yaml`. */
  readonly config: string
  readonly hydra: MapNode
  readonly origin?: HydraOrigin | undefined
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
