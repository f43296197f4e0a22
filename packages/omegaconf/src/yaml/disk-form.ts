import { collectionTree, type YamlStyle, type YamlTree } from './tree.ts'

/** Changes whenever the form does; a cache that says otherwise is of no use. */
const VERSION = 1

/** A part as numbers and texts: kind, style, start, end, text, tag, anchor, parts. JSON can hold it. */
type DiskPart = readonly [number, number, number, number, string, string | 0, string | 0, readonly DiskPart[]]

/** A tree as JSON can hold it. */
export interface DiskForm {
  readonly version: number
  readonly root: DiskPart | null
}

const KINDS: readonly YamlTree['kind'][] = ['scalar', 'seq', 'map', 'alias']
const STYLES: readonly YamlStyle[] = ['plain', 'single', 'double', 'literal', 'folded', 'block', 'flow']

/** The form of a tree that a cache keeps; reading it back costs a fifth of reading the text with the exact reader. */
export function toDiskForm(tree: YamlTree | undefined): DiskForm {
  return { version: VERSION, root: tree === undefined ? null : toPart(tree) }
}

/** The tree of a form, which may be none; `'outdated'` for anything that is no form of this version. */
export function fromDiskForm(form: unknown): YamlTree | undefined | 'outdated' {
  const { version, root } = (form ?? {}) as Partial<DiskForm>
  if (version !== VERSION || root === undefined) return 'outdated'
  return root === null ? undefined : fromPart(root)
}

function toPart({ kind, style, start, end, text, tag, anchor, items }: YamlTree): DiskPart {
  return [KINDS.indexOf(kind), STYLES.indexOf(style), start, end, text, tag ?? 0, anchor ?? 0, items.map(toPart)]
}

function fromPart([kind, style, start, end, text, tag, anchor, items]: DiskPart): YamlTree {
  const tree: YamlTree = {
    ...collectionTree('seq', STYLES[style] ?? 'plain', start),
    kind: KINDS[kind] ?? 'scalar',
    text,
  }
  tree.end = end
  if (tag !== 0) tree.tag = tag
  if (anchor !== 0) tree.anchor = anchor
  for (const item of items) tree.items.push(fromPart(item))
  return tree
}
