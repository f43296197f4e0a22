import {
  adopt,
  type ConfigNode,
  contextOf,
  copyNode,
  createNode,
  type MapNode,
  readValue,
  scalarNode,
  textNode,
  toContainer,
} from '@hydra-zen/omegaconf/nodes'
import { spanOf } from '../defaults/default-spec.ts'
import type { Choice } from '../defaults/result-default.ts'
import { ConfigCompositionException } from '../errors.ts'
import type { Override } from '../overrides/ast.ts'
import type { ConfigRepository } from '../sources/repository.ts'
import type { ComposeFacts } from './composition.ts'

/** What is known at the end of a composition. */
export interface HydraFacts extends ComposeFacts, FrameFacts {
  readonly configName: string | null | undefined
  readonly parsed: readonly Override[]
  /** The tree has been through `fillFrame`, and nothing has changed what that wrote. */
  readonly frameFilled: boolean
}

/** What all compositions of the same configs know. */
export interface FrameFacts {
  readonly choices: ReadonlyMap<string, Choice>
  readonly repository: ConfigRepository
}

/** Whether an override is about Hydra itself: `hydra.verbose=true`, `hydra/launcher=basic`. */
export function isHydraOverride({ key }: Override): boolean {
  return key.startsWith('hydra.') || key.startsWith('hydra/')
}

/**
 * Writes into the `hydra` node what only the composition knows: overrides, choices, sources, the job's name.
 *
 * @throws ConfigCompositionException `ENV_COPY_UNSET`, or `CONFIG_NOT_A_MAPPING` where `hydra` is no mapping any more.
 */
export function fillHydra(config: MapNode, facts: HydraFacts): void {
  const hydra = mapAt(config, 'hydra')
  if (!hydra) {
    const replaced = config.entries.get('hydra')
    throw new ConfigCompositionException('`hydra` must stay a mapping.', {
      code: 'CONFIG_NOT_A_MAPPING',
      at: replaced && spanOf(replaced),
      hint: 'a config may change what is in `hydra`, not replace it.',
    })
  }
  const own: string[] = []
  const task: string[] = []
  for (const override of facts.parsed) (isHydraOverride(override) ? own : task).push(override.input)
  const overrides = mapAt(hydra, 'overrides')
  if (overrides) {
    append(overrides.entries.get('hydra'), own)
    append(overrides.entries.get('task'), task)
  }
  if (!facts.frameFilled) fillFrame(config, facts)
  const runtime = mapAt(hydra, 'runtime')
  if (runtime) {
    put(runtime, 'version', facts.version ?? '0.0.0')
    put(runtime, 'cwd', facts.cwd ?? '')
  }
  const job = mapAt(hydra, 'job')
  if (job) fillJob(job, facts)
}

/** Writes what the configs merged say about themselves: choices and sources. */
export function fillFrame(config: MapNode, { choices, repository }: FrameFacts): void {
  const runtime = mapAt(mapAt(config, 'hydra'), 'runtime')
  if (!runtime) return
  const known = mapAt(runtime, 'choices')
  if (known) {
    for (const [key, choice] of choices) {
      adopt(known, key, typeof choice === 'string' || choice === null ? scalarNode(choice) : createNode(choice))
    }
  }
  put(runtime, 'version_base', repository.legacy ? '1.1' : '1.3')
  const sources = copyNode(sourcesNode(repository))
  const declared = runtime.entries.get('config_sources')
  if (declared) sources.type = declared.type
  adopt(runtime, 'config_sources', sources)
}

function fillJob(job: MapNode, facts: HydraFacts): void {
  copyEnvironment(job, facts.env ?? contextOf(job).env)
  const name = job.entries.get('name')
  if (!name || name.state === 'missing') put(job, 'name', facts.jobName ?? 'app')
  const rules = mapAt(mapAt(job, 'config'), 'override_dirname')
  if (rules) put(job, 'override_dirname', overrideDirname(rules, facts.parsed))
  put(job, 'config_name', facts.configName ?? null)
}

/** `db=mysql,lr=0.1`: the app's overrides as one text. */
function overrideDirname(rules: MapNode, overrides: readonly Override[]): string {
  const texts: string[] = []
  let excluded: ReadonlySet<unknown> | undefined
  for (const override of overrides) {
    if (isHydraOverride(override)) continue
    excluded ??= new Set(
      toContainer(rules.entries.get('exclude_keys') ?? scalarNode(null), { resolve: true }) as unknown[],
    )
    if (!excluded.has(override.key)) texts.push(override.input)
  }
  if (texts.length === 0) return ''
  const separator = (key: string): string => String(readValue(rules.entries.get(key) ?? scalarNode('')))
  return texts.sort(byCodePoint).join(separator('item_sep')).replaceAll('=', separator('kv_sep'))
}

function copyEnvironment(job: MapNode, env: ComposeFacts['env']): void {
  const wanted = job.entries.get('env_copy')
  const target = mapAt(job, 'env_set')
  if (wanted?.kind !== 'list' || wanted.cells.length === 0 || !target) return
  for (const name of toContainer(wanted, { resolve: true }) as string[]) {
    const value = env?.[name]
    if (value === undefined) {
      throw new ConfigCompositionException(`hydra.job.env_copy wants \`${name}\`, which is not in the environment.`, {
        code: 'ENV_COPY_UNSET',
      })
    }
    put(target, name, value)
  }
}

const sourceNodes = new WeakMap<ConfigRepository, ConfigNode>()

function sourcesNode(repository: ConfigRepository): ConfigNode {
  let node = sourceNodes.get(repository)
  if (!node) {
    const data = repository.sources.map(({ path, scheme, provider }) => ({ path, schema: scheme, provider }))
    node = createNode(data)
    sourceNodes.set(repository, node)
  }
  return node
}

/** Sets a leaf that is this package's own business: type, flags and history stay out of it. */
function put(map: MapNode, key: string, value: string | null): void {
  const there = map.entries.get(key)
  const node = scalarNode(value)
  if (there) node.type = there.type
  adopt(map, key, node)
}

function append(list: ConfigNode | undefined, texts: readonly string[]): void {
  if (list?.kind !== 'list' || list.state !== 'value') return
  for (const text of texts) {
    const node = textNode(text)
    node.type = list.elementType
    adopt(list, list.cells.length, node)
  }
}

function mapAt(parent: MapNode | undefined, key: string): MapNode | undefined {
  const child = parent?.cells.has(key) ? parent.entries.get(key) : undefined
  return child?.kind === 'map' && child.state === 'value' ? child : undefined
}

function byCodePoint(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}
