import type { SourceSpan } from '@hydra-zen/diagnostics'
import {
  adopt,
  type ConfigNode,
  copyNode,
  emptyMap,
  type Key,
  type MapNode,
  merge,
  OmegaConfBaseException,
  splitKey,
} from '@hydra-zen/omegaconf/nodes'
import { defaultHydraSteps, defaultHydraTree } from '../builtin-config/default-tree.ts'
import { spanOf } from '../defaults/default-spec.ts'
import type { ResultDefault } from '../defaults/result-default.ts'
import { ConfigCompositionException, MissingConfigException } from '../errors.ts'
import { isBuiltin } from '../sources/builtin-source.ts'
import type { LoadedConfig } from '../sources/config-source.ts'
import type { ConfigRepository } from '../sources/repository.ts'
import { planStrategies, type StatedStrategy, takeStrategies } from './merge-strategy.ts'
import { mergeAt } from './package-path.ts'

/**
 * All configs of a defaults list merged in order into one tree.
 *
 * Hydra's own part, which comes first and is nearly always the same, is merged once per process and copied.
 *
 * @throws ConfigCompositionException `COMPOSE_MERGE`, `COMPOSE_SCHEMA`, `MERGE_STRATEGY`, `SEARCH_PATH`.
 */
export function mergeDefaults(defaults: readonly ResultDefault[], repository: ConfigRepository): MapNode {
  const loaded = defaults.map((step) => load(step, repository))
  const own = defaults.findIndex((step) => step.configPath === 'hydra/config' && step.isSelf) + 1
  const state: MergeState = {
    root: own > 0 ? hydraTree(defaults.slice(0, own), loaded.slice(0, own), repository) : emptyMap(),
    strategies: [],
    lists: new Set(),
  }
  for (let at = own; at < defaults.length; at++) {
    mergeStep(state, defaults[at] as ResultDefault, loaded[at] as LoadedConfig, repository)
  }
  removeLists(state)
  return state.root
}

interface MergeState {
  root: MapNode
  /** What configs so far stated about fields, counted from the root. */
  readonly strategies: StatedStrategy[]
  /** Packages where a schema keeps its defaults list as a field. */
  readonly lists: Set<string>
}

function load(step: ResultDefault, repository: ConfigRepository): LoadedConfig {
  const loaded = repository.loadConfig(step.configPath)
  if (loaded) return loaded
  throw new MissingConfigException(`The config \`${step.configPath}\` is gone.`, { code: 'CONFIG_MISSING' })
}

function mergeStep(state: MergeState, step: ResultDefault, loaded: LoadedConfig, repository: ConfigRepository): void {
  const config = validated(loaded, step, repository)
  if (!step.primary && step.configPath !== 'hydra/config') refuseSearchPath(config, step)
  if (config.kind === 'map' && config.schema?.fields.has('defaults')) state.lists.add(step.package)
  try {
    const { config: content, stated } = takeStrategies(config)
    if (stated.length === 0 && state.strategies.length === 0) {
      mergeAt(state.root, step.package, content)
      return
    }
    const at: Key[] = step.package === '' ? [] : splitKey(step.package)
    for (const { keys, strategy } of stated) state.strategies.push({ keys: [...at, ...keys], strategy })
    const putRight = planStrategies(state.root, content, { at, strategies: state.strategies })
    mergeAt(state.root, step.package, content)
    putRight()
  } catch (cause) {
    if (!(cause instanceof OmegaConfBaseException)) throw cause
    throw new ConfigCompositionException(`In \`${step.configPath}\`: ${cause.summary}`, {
      code: 'COMPOSE_MERGE',
      at: cause.details.at ?? keySpan(config, cause.details.path, step.package) ?? step.at ?? spanOf(config),
      path: cause.details.path,
      hint: paramHint(cause) ?? pluginHint(cause) ?? schemaHint(cause, step) ?? cause.details.hint,
      cause,
    })
  }
}

/** Params of a sweeper that searches, which the basic one has no place for. */
function paramHint({ details }: OmegaConfBaseException): string | undefined {
  if (!details.path?.startsWith('hydra.sweeper.params.')) return undefined
  return 'write what would stand behind the `=` on the command line: "a,b" or range(0,1,0.1)\n      search spaces such as {type: float, low: 0} are for optimising sweepers'
}

/** Keys of another launcher or sweeper than the one chosen, which nothing added to them would make right. */
function pluginHint({ code, details }: OmegaConfBaseException): string | undefined {
  const [, group] = /^hydra\.(launcher|sweeper)\./.exec(details.path ?? '') ?? []
  if (code !== 'CONFIG_KEY_NOT_IN_STRUCT' || group === undefined) return undefined
  return `choose the ${group} whose key it is, in the defaults list: \`- override hydra/${group}: …\``
}

/** What to do where a config class has no place for what is merged into it; a key that is nearly there is named instead. */
function schemaHint({ code, details }: OmegaConfBaseException, step: ResultDefault): string | undefined {
  if (code !== 'CONFIG_KEY_NOT_IN_STRUCT' || details.hint?.startsWith('did you mean')) return undefined
  const { path = '' } = details
  const name = path.slice(path.lastIndexOf('.') + 1)
  if (path === '' || !`${step.package}.`.startsWith(`${path}.`))
    return `take it out of \`${step.configPath}\`, or declare it`
  const group = step.configPath.slice(0, Math.max(0, step.configPath.lastIndexOf('/')))
  const option = step.configPath.slice(group.length + 1)
  const elsewhere = group === '' ? '' : `, or put the option where there is one: ${group}@KEY=${option}`
  return `the config class must have a field \`${name}\` for it${elsewhere}`
}

/** Where a config says something about a key of the composed tree, if it does. */
function keySpan(config: ConfigNode, path: string | undefined, packagePath: string): SourceSpan | undefined {
  if (path === undefined) return undefined
  const from = packagePath === '' ? 0 : splitKey(packagePath).length
  let at: ConfigNode | undefined = config
  for (const key of splitKey(path).slice(from)) {
    if (at?.kind === 'scalar' || at?.state !== 'value') return undefined
    at = at.kind === 'map' ? at.entries.get(key) : at.items[Number(key)]
  }
  return at && spanOf(at)
}

/** A file's content checked against, and completed by, the stored config of the same path. */
function validated(loaded: LoadedConfig, step: ResultDefault, repository: ConfigRepository): ConfigNode {
  const schema = repository.schemaFor(loaded)
  if (!schema) return loaded.config
  const known = validatedBy.get(schema.config)?.get(loaded.config)
  if (known) return known
  if (schema.defaults) {
    throw new ConfigCompositionException(
      `The stored config \`${loaded.path}\` that validates a file has a defaults list.`,
      {
        code: 'COMPOSE_SCHEMA',
        at: step.at ?? spanOf(loaded.config),
        hint: `store it under another name and list it in the file: \`- ${loaded.path}_schema\`.`,
      },
    )
  }
  try {
    const result = mergeSchema(schema.config, loaded.config, step.primary && !step.configPath.startsWith('hydra/'))
    const results = validatedBy.get(schema.config) ?? new WeakMap<ConfigNode, ConfigNode>()
    results.set(loaded.config, result)
    validatedBy.set(schema.config, results)
    return result
  } catch (cause) {
    if (!(cause instanceof OmegaConfBaseException)) throw cause
    throw new ConfigCompositionException(`\`${loaded.path}\` does not fit its schema: ${cause.summary}`, {
      code: 'COMPOSE_SCHEMA',
      at: cause.details.at ?? keySpan(loaded.config, cause.details.path, ''),
      hint: cause.details.hint,
      cause,
    })
  }
}

const validatedBy = new WeakMap<ConfigNode, WeakMap<ConfigNode, ConfigNode>>()

/** A primary config may speak about `hydra` without its schema knowing that. */
function mergeSchema(schema: ConfigNode, config: ConfigNode, keepHydra: boolean): ConfigNode {
  const hydra =
    keepHydra && config.kind === 'map' && config.cells.has('hydra') ? config.entries.get('hydra') : undefined
  if (!hydra) return merge(schema, config)
  const rest = copyNode(config) as MapNode
  rest.cells.delete('hydra')
  const result = merge(schema, rest) as MapNode
  adopt(result, 'hydra', copyNode(hydra))
  return result
}

/** `hydra.searchpath` is needed before anything is looked for, so only the primary config can say it. */
function refuseSearchPath(config: ConfigNode, step: ResultDefault): void {
  if (config.kind !== 'map') return
  const hydra = step.package === '' ? config.cells.get('hydra') : step.package === 'hydra' ? config : undefined
  if (typeof hydra !== 'object' || !('kind' in hydra) || hydra.kind !== 'map') return
  const path = hydra.cells.has('searchpath') ? hydra.entries.get('searchpath') : undefined
  if (!path || path.state === 'null' || path.state === 'missing') return
  throw new ConfigCompositionException(`In \`${step.configPath}\`: only the primary config can set hydra.searchpath.`, {
    code: 'SEARCH_PATH',
    at: path.origin && 'source' in path.origin ? path.origin : undefined,
  })
}

/** Merging a schema brings its `defaults` field back; what is composed has none. */
function removeLists({ lists, root }: MergeState): void {
  for (const path of lists) {
    let at: ConfigNode | undefined = root
    for (const key of path === '' ? [] : splitKey(path)) at = at?.kind === 'map' ? at.entries.get(key) : undefined
    if (at?.kind === 'map') at.cells.delete('defaults')
  }
}

/** Recent merges of Hydra's own configs, by the node of `hydra/config`, which all repositories share. */
const hydraTrees = new WeakMap<ConfigNode, { configs: readonly ConfigNode[]; packages: string; tree: MapNode }[]>()

function hydraTree(
  steps: readonly ResultDefault[],
  loaded: readonly LoadedConfig[],
  repository: ConfigRepository,
): MapNode {
  if (isDefault(steps, loaded, repository)) return defaultHydraTree()
  const configs = loaded.map(({ config }) => config)
  const packages = steps.map((step) => step.package).join('\n')
  const own = configs.at(-1) as ConfigNode
  const known = hydraTrees.get(own) ?? []
  for (const { configs: those, packages: there, tree } of known) {
    if (there === packages && those.length === configs.length && those.every((node, at) => node === configs[at])) {
      return copyNode(tree)
    }
  }
  const state: MergeState = { root: emptyMap(), strategies: [], lists: new Set() }
  for (let at = 0; at < steps.length; at++) {
    mergeStep(state, steps[at] as ResultDefault, loaded[at] as LoadedConfig, repository)
  }
  removeLists(state)
  hydraTrees.set(own, [{ configs, packages, tree: state.root }, ...known].slice(0, 8))
  return copyNode(state.root)
}

/** Whether these are the configs that everyone has who chooses nothing else. */
function isDefault(
  steps: readonly ResultDefault[],
  loaded: readonly LoadedConfig[],
  repository: ConfigRepository,
): boolean {
  if (steps.length !== defaultHydraSteps.length) return false
  for (let at = 0; at < steps.length; at++) {
    const { configPath, package: packagePath } = steps[at] as ResultDefault
    const config = loaded[at] as LoadedConfig
    if (`${configPath}@${packagePath}` !== defaultHydraSteps[at] || !isBuiltin(config)) return false
    if (repository.schemaFor(config)) return false
  }
  return true
}
