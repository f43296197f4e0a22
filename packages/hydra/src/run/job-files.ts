import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ConfigNode, type ListNode, MapNode, toYaml } from '@hydra-zen/omegaconf/nodes'

/** Writes what a run leaves behind about itself, and remembers the texts that do not change from job to job. */
export class JobFiles {
  /** The printed children of `hydra`, by node: jobs of a sweep share most of theirs. */
  readonly #printed = new WeakMap<ConfigNode, string>()

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
      let part = this.#printed.get(child)
      if (part === undefined) {
        part = printUnderHydra(key, child)
        this.#printed.set(child, part)
      }
      text += part
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
function printUnderHydra(key: Parameters<Map<unknown, unknown>['get']>[0], child: ConfigNode): string {
  const inner = new MapNode(undefined)
  inner.cells.set(key as string, child)
  const outer = new MapNode(undefined)
  outer.cells.set('hydra', inner)
  const text = toYaml(outer)
  return text.slice(text.indexOf('\n') + 1)
}
