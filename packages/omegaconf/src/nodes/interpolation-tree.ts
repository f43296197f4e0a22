import type { ConfigValueTree } from '../grammar/ast.ts'
import { parseConfigValue } from '../grammar/parser.ts'

/** Texts whose trees are kept; beyond it all are dropped, so that a long-lived process does not grow. */
const MOST = 100_000

const trees = new Map<string, ConfigValueTree>()

/**
 * The tree of a text with interpolations, parsed once ever. A cache and nothing else: trees are immutable and depend
 * on the text alone.
 * @throws GrammarParseError where the text does not follow the grammar
 */
export function interpolationTree(text: string): ConfigValueTree {
  let tree = trees.get(text)
  if (tree === undefined) {
    tree = parseConfigValue(text)
    if (trees.size >= MOST) trees.clear()
    trees.set(text, tree)
  }
  return tree
}

const WORD = '[A-Za-z0-9_-]+'
const SIMPLE = `\\$\\{\\.*${WORD}(?:\\.${WORD})*\\}`
const STEP = `(?:${WORD}|${SIMPLE})`
const REFERENCE = `\\$\\{\\.*${STEP}(?:\\.${STEP})*\\}`
const ARGUMENT = `(?:[A-Za-z0-9_.-]+|${REFERENCE})`
const CALL = `\\$\\{[A-Za-z]\\w*(?:\\.[A-Za-z]\\w*)*:${ARGUMENT}(?:,${ARGUMENT})*\\}`

/** The forms that nearly all interpolations have; each of them follows the grammar. Linear: no two ways to match. */
const USUAL = new RegExp(`^(?:[^\\\\$]*(?:${REFERENCE}|${CALL}))+[^\\\\$]*$`)

/**
 * Makes sure that a text follows the grammar. A tree is made of the unusual ones only: the rest wait until read.
 * @throws GrammarParseError
 */
export function checkInterpolation(text: string): void {
  if (!USUAL.test(text)) interpolationTree(text)
}
