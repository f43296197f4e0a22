import { isView, nodeOf, toContainer } from '@hydra-zen/omegaconf/nodes'
import { HydraException } from '../errors.ts'
import { countJobs, expandJobList, type JobOverrides } from '../overrides/expand-jobs.ts'
import { paramText } from '../overrides/param-text.ts'
import type { JobResult } from '../plugins/job.ts'
import type { SweepBatch, SweepContext, Sweeper } from '../plugins/sweeper.ts'

/** The keys of `hydra/sweeper=basic`. */
export interface BasicSweeperOptions {
  /** Most jobs of a batch. Each batch is announced, composed and run before the next is looked at. */
  readonly max_batch_size?: number | null | undefined
  /** Sweeps that need no command line: keys, and texts as they would stand after the `=`. */
  readonly params?: unknown
}

/**
 * Sweeps of up to so many jobs are composed as a whole before the first job starts. Longer ones are composed a little
 * ahead of the jobs that run, so that a sweep of a million starts at once.
 */
export const MOST_FROZEN = 2000

/** Jobs of a long sweep that are composed at a time. */
const AHEAD = 50

/** Every combination of the values on the command line, the last one changing fastest. Reference: `BasicSweeper`. */
export class BasicSweeper implements Sweeper {
  readonly #maxBatchSize: number | undefined
  readonly #params: ReadonlyMap<string, string>
  #jobs: Iterator<JobOverrides> | undefined
  #total = 0
  #given = 0
  #told = 0

  /** @throws HydraException `SWEEP_UNSUPPORTED` for a batch of less than one job */
  constructor(options: BasicSweeperOptions = {}) {
    const { max_batch_size: size } = options
    if (size !== undefined && size !== null && !(size > 0)) {
      throw new HydraException(`A batch of ${size} jobs makes no sense.`, {
        code: 'SWEEP_UNSUPPORTED',
        path: 'hydra.sweeper.max_batch_size',
      })
    }
    this.#maxBatchSize = size ?? undefined
    this.#params = new Map(entriesOf(options.params).map(([key, value]) => [key, paramText(key, value)]))
  }

  setup(context: SweepContext): void {
    const options = {
      params: this.#params,
      optionsOf: context.optionsOf,
      random: context.random,
      style: 'readable',
    } as const
    this.#total = countJobs(context.overrides, options)
    this.#jobs = expandJobList(context.overrides, options)[Symbol.iterator]()
  }

  ask(): SweepBatch | null {
    if (this.#given >= this.#total) return null
    const long = this.#total > MOST_FROZEN
    // a batch that the user asked for is through before the next one is composed
    if (this.#maxBatchSize !== undefined && this.#told < this.#given) return { jobs: [] }
    const size = this.#maxBatchSize ?? (long ? AHEAD : this.#total)
    const jobs = this.#take(size)
    const announce =
      long && this.#maxBatchSize === undefined
        ? { announce: this.#given === jobs.length ? `Launching ${this.#total} jobs locally` : '' }
        : {}
    return { jobs, total: this.#total, ...announce }
  }

  tell(_result: JobResult): void {
    this.#told++
  }

  #take(size: number): JobOverrides[] {
    const jobs: JobOverrides[] = []
    while (jobs.length < size) {
      const next = (this.#jobs as Iterator<JobOverrides>).next()
      if (next.done) break
      jobs.push(next.value)
    }
    this.#given += jobs.length
    return jobs
  }
}

/** The entries of a mapping in whatever form it comes: a view, a map, an object, nothing. */
function entriesOf(params: unknown): [string, unknown][] {
  if (params === undefined || params === null) return []
  const node = isView(params) ? nodeOf(params as object) : undefined
  const plain = node === undefined ? params : toContainer(node, { resolve: true, mappings: 'map', boxFloats: true })
  if (plain instanceof Map) return Array.from(plain, ([key, value]) => [String(key), value])
  return Object.entries(plain as object)
}
