import type { SourceSpan } from '@hydra-zen/diagnostics'
import { adopt, createNode, emptyMap, type MapNode, resolved, setContext, textNode } from '@hydra-zen/omegaconf/nodes'
import { ConfigCompositionException } from '../errors.ts'
import { configPath, type DefaultElement, isSelf, overrideKey } from './default-element.ts'
import type { Choice } from './result-default.ts'

/** What a choice by interpolation can refer to. */
export interface KnownChoices {
  readonly known: ReadonlyMap<string, Choice>
  /** The list that the choice stands in. */
  readonly elements: readonly DefaultElement[]
  readonly env: Readonly<Record<string, string | undefined>> | undefined
  /** The list may be referred to by position, as Hydra 1.1 let one. */
  readonly legacy: boolean
  /** Where the choice is written, for messages. */
  readonly at?: SourceSpan | undefined
}

/**
 * The text of an option with its interpolations filled, or `undefined` where one cannot be filled (yet).
 *
 * `${db}` and `${server/db@backup}` are choices by their key. Whatever else stands in braces is read as in any
 * config, with the choices as its keys: `${oc.env:DB,mysql}`.
 *
 * @throws ConfigCompositionException `DEFAULTS_INTERPOLATION` for the old form `${defaults.0.db}`.
 */
export function resolveOption(text: string, choices: KnownChoices): string | undefined {
  if (!choices.legacy && /\$\{defaults\.\d+\./.test(text)) {
    throw new ConfigCompositionException(`\`${text}\` refers to the defaults list by position.`, {
      code: 'DEFAULTS_INTERPOLATION',
      at: choices.at,
      hint: "refer to the choice by its group: `${db}`; with versionBase: '1.1' the old form works.",
    })
  }
  let open = false
  const simple = text.replace(/\$\{\s*([^{}]*?)\s*\}/g, (whole, key: string) => {
    const choice = choices.known.get(key)
    if (typeof choice === 'string') return choice
    open = true
    return whole
  })
  if (!open) return simple.includes('${') ? undefined : simple
  try {
    const node = resolved(interpolationIn(choicesTree(choices), text))
    return node.kind === 'scalar' && node.state === 'value' && typeof node.value === 'string' ? node.value : undefined
  } catch {
    return undefined // reported as what cannot be filled, with the choices there are
  }
}

function choicesTree({ known, elements, env }: KnownChoices): MapNode {
  const data = new Map<string, unknown>(known)
  data.set(
    'defaults',
    elements
      .filter((element) => !isSelf(element))
      .map((element) =>
        element.kind === 'config' ? configPath(element) : new Map([[overrideKey(element), element.value]]),
      ),
  )
  const tree = createNode(data) as MapNode
  if (env) setContext(tree, { env })
  return tree
}

function interpolationIn(tree: MapNode, text: string) {
  const holder = emptyMap()
  adopt(tree, '_choice_', holder)
  const node = textNode(text)
  adopt(holder, 'text', node)
  return node
}
