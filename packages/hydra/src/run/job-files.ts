import { writeFileSync } from 'node:fs'
import { sep } from 'node:path'
import {
  type ConfigNode,
  childNode,
  dumpEntry,
  type Key,
  type ListNode,
  type MapNode,
  toYaml,
} from '@hydra-zen/omegaconf/nodes'

/** What a composition's `hydra` came from: where both are the same, only what is each job's own differs. */
export interface HydraOrigin {
  /** Of the configs merged; compared by identity. */
  readonly frame: object
  /** All overrides of values in it. */
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

/** A piece of a text, or the way to the entry that is printed in its place. */
type Piece = string | readonly Key[]

/** Writes what a run leaves behind about itself, and remembers the texts that do not change from job to job. */
export class JobFiles {
  /** The text of `hydra.yaml` for the jobs of one origin, by its frame. */
  readonly #templates = new WeakMap<object, { readonly overrides: string; readonly pieces: readonly Piece[] }>()

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
    let text = ''
    for (const piece of origin === undefined ? piecesOf(hydra) : this.#piecesFor(origin, hydra)) {
      text += typeof piece === 'string' ? piece : entryText(piece, hydra)
    }
    return text
  }

  #piecesFor({ frame, overrides }: HydraOrigin, hydra: MapNode): readonly Piece[] {
    let known = this.#templates.get(frame)
    if (known?.overrides !== overrides) {
      known = { overrides, pieces: piecesOf(hydra) }
      this.#templates.set(frame, known)
    }
    return known.pieces
  }
}

/** All of a `hydra` node printed but for what is its job's own. */
function piecesOf(hydra: MapNode): readonly Piece[] {
  const pieces: Piece[] = []
  let text = 'hydra:\n'
  const add = (path: readonly Key[], map: MapNode): void => {
    for (const [key, child] of map.entries) {
      const at = [...path, key]
      const name = at.join('.')
      if (OWN.has(name)) {
        pieces.push(text, at)
        text = ''
      } else if (PARTLY_OWN.has(name) && isFilledMap(child)) {
        text += `${'  '.repeat(path.length)}${String(key)}:\n`
        add(at, child)
      } else text += entryText(at, hydra)
    }
  }
  add(['hydra'], hydra)
  return [...pieces, text]
}

function isFilledMap(node: ConfigNode): node is MapNode {
  return node.kind === 'map' && node.state === 'value' && node.cells.size > 0
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
function entryText(at: readonly Key[], hydra: MapNode): string {
  let node: ConfigNode | undefined = hydra
  for (let depth = 1; depth < at.length; depth++) node = childNode(node as MapNode, at[depth] as Key)
  const depth = at.length - 1
  return node === undefined ? '' : dumpEntry(at[depth] as Key, node, 2 * depth)
}
