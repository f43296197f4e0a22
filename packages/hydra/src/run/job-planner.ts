import type { Composition } from '../compose/composition.ts'
import { HydraException } from '../errors.ts'
import type { JobOverrides } from '../overrides/expand-jobs.ts'
import type { Sweeper } from '../plugins/sweeper.ts'
import type { JobScope } from './job-scope.ts'
import { withParamPlaces } from './param-errors.ts'
import { paramsOf } from './sweep-params.ts'
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

  /** The plans of several jobs, each composed when it is asked for. */
  *planAll(jobs: readonly JobOverrides[]): Iterable<FrozenPlan> {
    for (const overrides of jobs) yield* this.#plan(overrides)
  }

  /**
   * The plan of the job with these overrides; or, where its config brings sweeps along (`model=vit` comes with
   * `hydra.sweeper.params`), those of all its jobs.
   */
  *#plan(overrides: readonly string[], depth = 0): Iterable<FrozenPlan> {
    const num = this.#nextNum
    const spec = { num, id: String(num), overrides }
    const composition = withParamPlaces(this.#base.config, () => composeJob(this.#scope, this.#base, spec))
    const params = this.#sweeper.expand && paramsOf(composition.config)
    const jobs = params?.size ? this.#sweeper.expand?.(overrides, params) : undefined
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
    for (const job of jobs) yield* this.#plan(job, depth + 1)
  }
}
