import { type ConfigNode, type ContainerNode, fullKey, history } from '@hydra-zen/omegaconf/nodes'
import type { Composition } from './composition.ts'
import { type ExplainStep, nodeAt, stepOf } from './explain.ts'

/** One leaf of a composed config with who set it last. */
export interface BlameLine extends ExplainStep {
  readonly key: string
}

/** Which part of a composition to blame: the app's config, Hydra's, or a key of it. */
export interface BlameOptions {
  readonly part?: 'job' | 'hydra' | 'all' | undefined
  /** Only what is below this key. */
  readonly key?: string | undefined
}

/** Every leaf of a composed config, in order, with where its value came from. */
export function blame(composition: Composition, { part = 'job', key = '' }: BlameOptions = {}): BlameLine[] {
  const lines: BlameLine[] = []
  const root = nodeAt(composition.config, key)
  if (root) visit(composition, root, { part: key === '' ? part : 'all', lines })
  return lines
}

/** As a text: the keys and values as in YAML's flow, and to the right of them where they came from. */
export function formatBlame(lines: readonly BlameLine[]): string {
  const left = lines.map(({ key, value }) => `${key}: ${value}`)
  const width = Math.min(60, Math.max(0, ...left.map((text) => text.length)))
  return lines
    .map(({ place, config, because }, index) => {
      const where = [place, because ?? config].filter(Boolean).join('  ')
      return `${(left[index] ?? '').padEnd(width)}  # ${where === '' ? 'hydra' : where}`
    })
    .join('\n')
}

function visit(
  composition: Composition,
  node: ConfigNode,
  { part, lines }: { readonly part: 'job' | 'hydra' | 'all'; readonly lines: BlameLine[] },
): void {
  if (hasChildren(node)) {
    for (const [key, child] of node.kind === 'map' ? node.entries : node.items.entries()) {
      const isHydra = node.parent === undefined && key === 'hydra'
      if (node.parent === undefined && part !== 'all' && (part === 'hydra') !== isHydra) continue
      visit(composition, child, { part, lines })
    }
    return
  }
  if (node.parent === undefined) return
  const key = fullKey(node)
  const last = history(composition.config, key).at(-1)
  if (last) lines.push({ key, ...stepOf(composition, key, last) })
}

function hasChildren(node: ConfigNode): node is ContainerNode {
  if (node.kind === 'scalar' || node.state !== 'value') return false
  return node.kind === 'map' ? node.cells.size > 0 : node.cells.length > 0
}
