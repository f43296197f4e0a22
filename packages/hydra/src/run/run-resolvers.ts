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
import { currentJob } from './hydra-config.ts'

/** The resolvers of a run or a sweep, and what they remember. */
export interface RunResolvers {
  /** `now`, `hydra`, `ref`, `python_version`, `node_version`, and whatever the app registered. */
  readonly registry: ResolverRegistry
  /** What `${now:…}` gave so far, by pattern: the same for all jobs of a sweep. */
  readonly now: ReadonlyMap<string, string>
  /** From here on, `${hydra:…}` in the tree under `root` means this `hydra` node. */
  bind(root: ConfigNode, hydra: MapNode): void
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
  return { registry, now: asked, bind: (root, hydra) => void owners.set(root, hydra) }
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
