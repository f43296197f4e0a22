/** How a part was written. */
export type YamlStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded' | 'block' | 'flow'

/**
 * One part of a YAML text, before any meaning is given to it: both readers produce these.
 *
 * One shape for all kinds, so that the code that walks them stays fast. Offsets are UTF-16 units.
 */
export interface YamlTree {
  readonly kind: 'scalar' | 'seq' | 'map' | 'alias'
  /** A scalar's text with quotes, folding and escapes undone; an alias's name. */
  readonly text: string
  style: YamlStyle
  /** The full tag (`tag:yaml.org,2002:int`), where one was written. */
  tag: string | undefined
  anchor: string | undefined
  readonly start: number
  end: number
  /** The parts of a sequence; those of a mapping as key, value, key, value. */
  readonly items: YamlTree[]
}

const NONE: YamlTree[] = []

/** A scalar that stands where its text was written. */
export function scalarTree(text: string, style: YamlStyle, start: number, end: number): YamlTree {
  return { kind: 'scalar', text, style, tag: undefined, anchor: undefined, start, end, items: NONE }
}

/** An empty sequence or mapping, to be filled and given its end. */
export function collectionTree(kind: 'seq' | 'map', style: YamlStyle, start: number): YamlTree {
  return { kind, text: '', style, tag: undefined, anchor: undefined, start, end: start, items: [] }
}

/** A reference to an anchor. */
export function aliasTree(name: string, start: number, end: number): YamlTree {
  return { kind: 'alias', text: name, style: 'plain', tag: undefined, anchor: undefined, start, end, items: NONE }
}
