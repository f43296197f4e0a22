import { EMPTY_CONFIG } from '../builtin-config/builtin-configs.ts'
import { ConfigCompositionException, HydraException } from '../errors.ts'
import type { Override } from '../overrides/ast.ts'
import type { ConfigRepository } from '../sources/repository.ts'
import {
  createElement,
  type DefaultElement,
  type DefaultsTreeNode,
  isElement,
  isMissing,
  optionOf,
  resultOf,
} from './default-element.ts'
import { DefaultsTreeBuilder, type FoundPatch } from './defaults-tree.ts'
import { GroupChoices } from './group-choices.ts'
import type { Choice, ResultDefault } from './result-default.ts'
import { severalProblems } from './several-problems.ts'

export interface DefaultsListRequest {
  readonly repository: ConfigRepository
  /** Nothing: an empty primary config. */
  readonly configName?: string | null | undefined
  readonly overrides: readonly Override[]
  /** Hydra's own config and its defaults in front, as in a real run. */
  readonly prependHydra: boolean
  /** Groups that are still `???` are left out (a sweep will choose). */
  readonly skipMissing?: boolean | undefined
  /** For `${oc.env:…}` in a choice; that of the process unless given. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined
}

/** All configs to merge, in order, and what was chosen on the way. */
export interface DefaultsList {
  readonly defaults: readonly ResultDefault[]
  readonly tree: DefaultsTreeNode
  readonly choices: ReadonlyMap<string, Choice>
  /** The overrides that are about values. */
  readonly configOverrides: readonly Override[]
  /** Changes to what is composed, in the order to apply them. */
  readonly patches: readonly FoundPatch[]
}

/**
 * The list of configs that make up a composition.
 *
 * @throws MissingConfigException `CONFIG_MISSING`; several missing ones are told together.
 * @throws ConfigCompositionException for lists that contradict themselves (`DEFAULTS_…`).
 * @throws ValueError `DEFAULTS_MALFORMED`, `DEFAULTS_GROUP_VALUE`.
 */
export function createDefaultsList(request: DefaultsListRequest): DefaultsList {
  const { repository, configName, overrides, prependHydra, skipMissing = false, env } = request
  const choices = new GroupChoices(repository, overrides)
  const builder = new DefaultsTreeBuilder({ repository, choices, skipMissing, env })
  const tree = createRoot(configName, prependHydra)
  try {
    builder.grow(tree)
  } catch (error) {
    // what was found before is nearer to the cause, but for a circle, which nothing else causes
    if (builder.problems.length === 0 || (error instanceof HydraException && error.code === 'DEFAULTS_CYCLE'))
      throw error
  }
  if (builder.problems.length > 0) throw severalProblems(builder.problems)
  const defaults: ResultDefault[] = []
  const patches: FoundPatch[] = []
  collect(tree, builder, { defaults, patches })
  const problems: HydraException[] = [...duplicates(defaults), ...choices.unused()]
  if (problems.length > 0) throw severalProblems(problems)
  choices.settle()
  return { defaults, tree, choices: choices.known, configOverrides: choices.configOverrides, patches }
}

function createRoot(configName: string | null | undefined, prependHydra: boolean): DefaultsTreeNode {
  const primary = createElement({ kind: 'config', path: configName ?? EMPTY_CONFIG, primary: true })
  if (!prependHydra) return { element: primary, parent: undefined, children: undefined }
  return {
    element: createElement({ kind: 'root', path: '' }),
    parent: undefined,
    children: [createElement({ kind: 'config', path: 'hydra/config' }), primary],
  }
}

/** Depth first: what a config's list names, the config itself where `_self_` stands, its patches behind all. */
function collect(
  node: DefaultsTreeNode,
  builder: DefaultsTreeBuilder,
  found: { readonly defaults: ResultDefault[]; readonly patches: FoundPatch[] },
): void {
  if (!node.children || node.children.length === 0) add(node.element, node.parent, found.defaults)
  else {
    for (const child of node.children) {
      if (isElement(child)) add(child, node, found.defaults)
      else collect(child, builder, found)
    }
  }
  const patches = builder.patches.get(node)
  if (patches) found.patches.push(...patches)
}

function add(element: DefaultElement, tree: DefaultsTreeNode | undefined, defaults: ResultDefault[]): void {
  if (element.deleted || element.kind === 'root' || isMissing(element) || optionOf(element) === null) return
  const result = resultOf(element, tree)
  if (result.configPath !== EMPTY_CONFIG) defaults.push(result)
}

function duplicates(defaults: readonly ResultDefault[]): HydraException[] {
  const keys = new Set<string>()
  const problems: HydraException[] = []
  for (const { overrideKey, isSelf, at } of defaults) {
    if (isSelf || overrideKey === undefined) continue
    if (keys.has(overrideKey)) {
      problems.push(
        new ConfigCompositionException(`\`${overrideKey}\` appears more than once in the defaults list.`, {
          code: 'DEFAULTS_MULTIPLE_VALUES',
          at,
          hint: `give one of them another place: \`${overrideKey.split('@', 1)[0]}@somewhere\`.`,
        }),
      )
    }
    keys.add(overrideKey)
  }
  return problems
}
