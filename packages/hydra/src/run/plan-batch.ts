import { MapNode, select, setContext, toContainer } from '@hydra-zen/omegaconf/nodes'
import type { Composition } from '../compose/composition.ts'
import { forkComposition } from '../compose/fork-composition.ts'
import { HydraException } from '../errors.ts'
import type { Sweeper } from '../plugins/sweeper.ts'
import type { JobScope } from './job-scope.ts'
import { withParamPlaces } from './param-errors.ts'
import { composeJob, type FrozenPlan, planComposed, type SweepPlace } from './sweep-plan.ts'

/** How deep sweeps that choices bring along may stand in each other. */
const DEEPEST = 16

/** Makes the plans of a sweep's jobs, one after another, and numbers them. */
export class JobPlanner {
  readonly #scope: JobScope
  readonly #base: Composition
  readonly #place: SweepPlace
  readonly #sweeper: Sweeper
  #nextNum = 0

  constructor(scope: JobScope, base: Composition, parts: { readonly place: SweepPlace; readonly sweeper: Sweeper }) {
    this.#scope = scope
    this.#base = base
    this.#place = parts.place
    this.#sweeper = parts.sweeper
  }

  /**
   * The plan of the job with these overrides; or, where its config brings sweeps along (`model=vit` comes with
   * `hydra.sweeper.params`), those of all its jobs.
   */
  *plan(overrides: readonly string[], depth = 0): Iterable<FrozenPlan> {
    const num = this.#nextNum
    const spec = { num, id: String(num), overrides }
    const composition = withParamPlaces(this.#base.config, () => composeJob(this.#scope, this.#base, spec))
    const params = this.#sweeper.expand === undefined ? NONE : paramsOf(composition.config)
    const jobs = params.size === 0 ? undefined : this.#sweeper.expand?.(overrides, params)
    if (jobs === undefined) {
      this.#nextNum++
      yield planComposed(this.#scope, this.#place, spec, composition)
      return
    }
    if (depth === DEEPEST) {
      throw new HydraException('Sweeps that choices bring along stand in each other without end.', {
        code: 'SWEEP_UNSUPPORTED',
        path: 'hydra.sweeper.params',
        hint: `the last job was ${overrides.join(' ')}`,
      })
    }
    for (const job of jobs) yield* this.plan(job, depth + 1)
  }
}

const PARAMS = ['hydra', 'sweeper', 'params']
const NONE: ReadonlyMap<string, unknown> = new Map()

/** What stands under `hydra.sweeper.params`. */
function paramsOf(config: MapNode): ReadonlyMap<string, unknown> {
  const node = select(config, PARAMS)
  if (!(node instanceof MapNode) || node.state !== 'value' || node.entries.size === 0) return NONE
  const plain = toContainer(node, { resolve: true, mappings: 'map', boxFloats: true }) as Map<unknown, unknown>
  return new Map(Array.from(plain, ([key, value]) => [String(key), value]))
}

/** For `SweepContext`. */
export function paramsWith(
  { app, resolvers }: Pick<JobScope, 'app' | 'resolvers'>,
  base: Composition,
): (overrides: readonly string[]) => ReadonlyMap<string, unknown> | undefined {
  return (overrides) => {
    try {
      const { config } = forkComposition(base, overrides)
      setContext(config, { resolvers: resolvers.registry, env: app.runtime.env })
      return paramsOf(config)
    } catch {
      return undefined // the job itself will tell
    }
  }
}
