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

/** What is each job's own. */
const OWN = new Set([
  'hydra.job.id',
  'hydra.job.num',
  'hydra.job.override_dirname',
  'hydra.mode',
  'hydra.overrides',
  'hydra.runtime.output_dir',
])
/** Where some of it is, beside what jobs share. */
const PARTLY_OWN = new Set(['hydra.job', 'hydra.runtime'])

/** Writes what a run leaves behind about itself, and remembers the texts that do not change from job to job. */
export class JobFiles {
  /** The texts of the entries that jobs of one origin share, by its frame. */
  readonly #shared = new WeakMap<object, { readonly overrides: string; readonly texts: Map<string, string> }>()

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
    return `hydra:\n${entriesText(['hydra'], hydra, origin && this.#sharedBy(origin))}`
  }

  #sharedBy({ frame, overrides }: HydraOrigin): Map<string, string> {
    let known = this.#shared.get(frame)
    if (known?.overrides !== overrides) {
      known = { overrides, texts: new Map() }
      this.#shared.set(frame, known)
    }
    return known.texts
  }
}

/** The entries of the mapping at `path`; those that are nobody's own are printed once. */
function entriesText(path: readonly Key[], map: MapNode, shared: Map<string, string> | undefined): string {
  let text = ''
  for (const [key, child] of map.entries) {
    const at = [...path, key]
    const name = at.join('.')
    if (PARTLY_OWN.has(name) && child.kind === 'map' && child.state === 'value' && child.cells.size > 0) {
      text += `${'  '.repeat(path.length)}${String(key)}:\n${entriesText(at, child, shared)}`
      continue
    }
    const known = OWN.has(name) ? undefined : shared?.get(name)
    const printed = known ?? entryText(at, child)
    if (known === undefined && !OWN.has(name)) shared?.set(name, printed)
    text += printed
  }
  return text
}

interface JobFileContents {
  /** The text of `config.yaml`. */
  readonly config: string
  readonly hydra: MapNode
  readonly origin?: HydraOrigin | undefined
  /** The list node of the task's overrides. */
  readonly overrides: ListNode
}

/** One entry, printed where it is, so that what depends on the column (folded lines) comes out as in the whole. */
function entryText(at: readonly Key[], child: ConfigNode): string {
  let node: ConfigNode = child
  for (const key of at.toReversed()) {
    const around = new MapNode(undefined)
    around.cells.set(key, node)
    node = around
  }
  let text = toYaml(node)
  for (let line = 1; line < at.length; line++) text = text.slice(text.indexOf('\n') + 1)
  return text
}
