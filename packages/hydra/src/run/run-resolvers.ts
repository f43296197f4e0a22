import {
  type ConfigNode,
  childOf,
  createResolverRegistry,
  defaultResolvers,
  MapNode,
  type ResolverCallSite,
  type ResolverRegistry,
  select,
} from '@hydra-zen/omegaconf/nodes'
import { HydraException } from '../errors.ts'
import { strftime } from '../output/strftime.ts'
import type { FrozenJob } from '../plugins/launcher.ts'
import { currentJob } from './hydra-config.ts'

type CachedAnswer = NonNullable<FrozenJob['answers']>[number]

/** The resolvers of a run or a sweep, and what they remember. */
export interface RunResolvers {
  /** `now`, `hydra`, `ref`, `python_version`, `node_version`, and whatever the app registered. */
  readonly registry: ResolverRegistry
  /** What `${now:…}` gave so far, by pattern: the same for all jobs of a sweep. */
  readonly now: ReadonlyMap<string, string>
  /** What `${now:…}` tells in any pattern. */
  time(): Date
  /** From here on, `${hydra:…}` in the tree under `root` means this `hydra` node. */
  bind(root: ConfigNode, hydra: MapNode): void
  /**
   * From here on, resolvers registered with `useCache` give in `to` what they gave in `from`: a run's directory and its
   * task are told the same random name. Reference: `OmegaConf.copy_cache`.
   */
  share(from: ConfigNode, to: ConfigNode): void
  /** What such resolvers gave in a tree, as far as another process can be told. */
  answersIn(root: ConfigNode): readonly CachedAnswer[]
  /** Takes what another process was told. */
  remember(root: ConfigNode, answers: readonly CachedAnswer[]): void
}

/** What the resolvers are told of the world. */
export interface RunResolverOptions {
  readonly now: () => Date
  /** What `${now:…}` gave already, in a process that goes on with another's sweep. */
  readonly known?: Readonly<Record<string, string>> | undefined
  /** `v20.19.0`; this process's unless given. */
  readonly nodeVersion?: string | undefined
}

/**
 * The resolvers that configs of a run may call.
 *
 * Reference: `hydra.core.utils.setup_globals`. `${now:%Y}` is asked once for each pattern; `${hydra:job.name}` reads the
 * `hydra` node of the job; `${python_version:minor}` tells Node's version, as there is no Python.
 */
export function createRunResolvers({ now, known = {}, nodeVersion }: RunResolverOptions): RunResolvers {
  const registry = createResolverRegistry(defaultResolvers)
  const asked = new Map(Object.entries(known))
  const owners = new WeakMap<ConfigNode, MapNode>()
  registry.register(
    'now',
    ([pattern]) => {
      const format = String(pattern)
      let text = asked.get(format)
      if (text === undefined) {
        text = strftime(format, now())
        asked.set(format, text)
      }
      return text
    },
    { replace: true },
  )
  // shared instances are `instantiate`'s affair: in plain data such a reference stays as it was written
  registry.register('ref', ([path]) => `\${ref:${String(path)}}`, { replace: true })
  registry.register(
    'hydra',
    ([path], call) => {
      const node = hydraOf(call, owners)
      return select(node, String(path ?? '')) ?? null
    },
    { replace: true },
  )
  const version = (args: readonly unknown[]) => versionText(nodeVersion ?? process.version, args[0] ?? 'minor')
  registry.register('python_version', version, { replace: true })
  registry.register('node_version', version, { replace: true })
  const remember = (root: ConfigNode, answers: ReadonlyMap<string, unknown>) => {
    if (answers.size === 0) return
    const cache = registry.cacheOf(root)
    for (const [call, answer] of answers) cache.set(call, answer)
  }
  return {
    registry,
    now: asked,
    time: now,
    bind: (root, hydra) => void owners.set(root, hydra),
    share: (from, to) => remember(to, registry.cacheOf(from)),
    answersIn: (root) => [...registry.cacheOf(root)].flatMap(([call, answer]) => plainAnswer(call, answer)),
    remember: (root, answers) => remember(root, new Map(answers)),
  }
}

/** An answer that survives the way to another process; nothing for others. */
function plainAnswer(call: string, answer: unknown): CachedAnswer[] {
  const plain = answer === null || typeof answer === 'string' || typeof answer === 'boolean'
  return plain || (typeof answer === 'number' && Number.isFinite(answer)) ? [[call, answer]] : []
}

function hydraOf({ root }: ResolverCallSite, owners: WeakMap<ConfigNode, MapNode>): MapNode {
  const own = root instanceof MapNode ? childOf(root, 'hydra') : undefined
  const node = own instanceof MapNode ? own : (owners.get(root) ?? currentJob()?.hydra)
  if (node !== undefined) return node
  throw new HydraException('`${hydra:…}` has a value only inside a run.', {
    code: 'HYDRA_CONFIG_NOT_SET',
    hint: 'a config composed with compose() has no `hydra` node unless it is asked for',
  })
}

function versionText(version: string, level: unknown): string | null {
  const parts = version.replace(/^v/, '').split('.')
  const count = { major: 1, minor: 2, micro: 3 }[String(level)]
  return count === undefined ? null : parts.slice(0, count).join('.')
}
