import {
  copyNode,
  type MapNode,
  OmegaConfBaseException,
  setContext,
  setFlag,
  TreeTemplate,
} from '@hydra-zen/omegaconf/nodes'
import { createDefaultsList, type DefaultsList } from '../defaults/defaults-list.ts'
import { ConfigCompositionException } from '../errors.ts'
import type { Override } from '../overrides/ast.ts'
import { parseOverrides } from '../overrides/parse.ts'
import type { ConfigRepository } from '../sources/repository.ts'
import { applyOverrides } from './apply-overrides.ts'
import { applyPatches } from './apply-patches.ts'
import type { ComposeFacts, ComposeRequest, Composition } from './composition.ts'
import { fillFrame, fillHydra, isHydraOverride } from './fill-hydra.ts'
import { withHydraSearchPath } from './hydra-search-path.ts'
import { mergeDefaults } from './merge-defaults.ts'
import { outdatedHeaders } from './outdated-headers.ts'
import { refuseSweeps } from './refuse-sweeps.ts'
import { requireMainSource, unavailableSources } from './require-main-source.ts'

/**
 * The config that a primary config and overrides make.
 *
 * Nothing is run and nothing is written; the same request gives an equal composition.
 *
 * @throws OverrideParseException for overrides that do not parse.
 * @throws MissingConfigException for configs that do not exist.
 * @throws ConfigCompositionException for all else that does not fit together.
 * @throws ValueError for defaults lists and headers that make no sense.
 * @example
 * const { config } = composeConfig({ repository, configName: 'config', overrides: ['db=mysql', 'db.port=1'] })
 */
export function composeConfig(request: ComposeRequest): Composition {
  return told(() => {
    requireMainSource(request.repository)
    const parsed = parseOverrides(request.overrides ?? [])
    const frame = composeFrame(request, parsed)
    return finishComposition(request, frame, { tree: frame.tree, parsed, facts: request })
  })
}

/** All of a composition that does not depend on overrides of values. */
export interface CompositionFrame {
  readonly tree: MapNode
  readonly list: DefaultsList
  readonly repository: ConfigRepository
  /** What is odd about the configs merged. */
  readonly warnings: readonly string[]
}

/** Merges the configs that the defaults lists and the choices among `parsed` name; patches are applied. */
export function composeFrame(request: ComposeRequest, parsed: readonly Override[]): CompositionFrame {
  const { configName, mode = 'run' } = request
  const repository = withHydraSearchPath(request.repository, configName, parsed, request.env)
  if (request.validateSweeps !== false) refuseSweeps(parsed, { mode, fromShell: request.fromShell ?? true })
  const list = createDefaultsList({
    repository,
    configName,
    overrides: parsed,
    prependHydra: true,
    skipMissing: request.skipMissing ?? mode === 'multirun',
    env: request.env,
  })
  const tree = mergeDefaults(list.defaults, repository)
  if (request.env) setContext(tree, { env: request.env })
  setFlag(tree, 'struct', true)
  const hydra = tree.entries.get('hydra')
  if (hydra) setFlag(hydra, 'readonly', false)
  applyPatches(tree, list.patches)
  return { tree, list, repository, warnings: outdatedHeaders(list.defaults, repository) }
}

/** Applies the overrides of values to a frame's tree, which is changed, and tells the `hydra` node what it must know. */
export function finishComposition(
  request: ComposeRequest,
  { list, repository, warnings }: CompositionFrame,
  { tree, filled = false, parsed, facts, values = list.configOverrides }: FinishOptions,
): Composition {
  applyOverrides(tree, values, { groups: () => groupsOf(list), warnings })
  const frameFilled = filled && !values.some(({ key }) => key === 'hydra' || key.startsWith('hydra.runtime'))
  const { configName } = request
  fillHydra(tree, { ...facts, configName, choices: list.choices, parsed, repository, frameFilled })
  const own: string[] = []
  const task: string[] = []
  for (const override of parsed) (isHydraOverride(override) ? own : task).push(override.input)
  return {
    request,
    config: tree,
    defaults: list.defaults,
    tree: list.tree,
    choices: list.choices,
    patches: list.patches,
    overrides: { task, hydra: own },
    parsed,
    repository,
    warnings: [...unavailableSources(repository), ...warnings],
  }
}

export interface FinishOptions {
  readonly tree: MapNode
  /** Whether the tree knows already what all compositions of the frame know. */
  readonly filled?: boolean
  /** All overrides, in order. */
  readonly parsed: readonly Override[]
  readonly facts: ComposeFacts
  /** Those of values, if not the ones that the frame was made with. */
  readonly values?: readonly Override[] | undefined
}

/** Of the frames whose trees were asked for: no template yet after the first time, which is often the last. */
const templates = new WeakMap<CompositionFrame, TreeTemplate<MapNode> | null>()

/** A frame's tree to change: the frame itself stays as it is. */
export function treeOf(frame: CompositionFrame): { readonly tree: MapNode; readonly filled: boolean } {
  let template = templates.get(frame)
  if (template === undefined) {
    templates.set(frame, null)
    return { tree: copyNode(frame.tree), filled: false }
  }
  if (template === null) {
    const tree = copyNode(frame.tree)
    fillFrame(tree, { choices: frame.list.choices, repository: frame.repository })
    template = new TreeTemplate(tree)
    templates.set(frame, template)
  }
  return { tree: template.copy(), filled: true }
}

/** Runs a composition; errors of the tree that nobody has explained yet become composition errors. */
export function told<T>(action: () => T): T {
  try {
    return action()
  } catch (cause) {
    if (!(cause instanceof OmegaConfBaseException)) throw cause
    throw new ConfigCompositionException(cause.summary, {
      code: 'COMPOSE_FAILED',
      at: cause.details.at,
      path: cause.details.path,
      hint: cause.details.hint,
      cause,
    })
  }
}

function groupsOf(list: DefaultsList): string[] {
  return [...list.choices.keys()].map((key) => key.split('@', 1)[0] ?? key)
}
