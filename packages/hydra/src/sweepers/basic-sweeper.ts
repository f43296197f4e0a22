import type { DictConfig } from '@hydra-zen/omegaconf'
import { childOf, isView, MapNode, nodeOf, select, toContainer } from '@hydra-zen/omegaconf/nodes'
import { HydraException } from '../errors.ts'
import { type ExpandJobsOptions, expandJobList, type JobOverrides } from '../overrides/expand-jobs.ts'
import { expandSweep } from '../overrides/expand-sweep.ts'
import { paramText } from '../overrides/param-text.ts'
import { parseOverride, parseOverrides } from '../overrides/parse.ts'
import { keyText } from '../overrides/print.ts'
import { bareKey } from '../overrides/text-parts.ts'
import { memberKey } from '../overrides/zip-sweep.ts'
import type { JobResult } from '../plugins/job.ts'
import type { SweepBatch, SweepContext, Sweeper } from '../plugins/sweeper.ts'
import { isSweep, type MatrixRow, matrixJobs } from './matrix.ts'

/** The keys of `hydra/sweeper=basic`. */
export interface BasicSweeperOptions {
  /** Most jobs of a batch. Each batch is announced, composed and run before the next is looked at. */
  readonly max_batch_size?: number | null | undefined
  /** Sweeps that need no command line: keys, and texts as they would stand after the `=`. */
  readonly params?: unknown
  /** Jobs besides the combinations: a list of mappings from keys to values. */
  readonly include?: unknown
  /** Combinations that are left out: a list of mappings from keys to values. */
  readonly exclude?: unknown
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
  readonly #include: readonly MatrixRow[]
  readonly #exclude: readonly MatrixRow[]
  #jobs: Iterator<JobOverrides> | undefined
  /** The job after those that were given. */
  #ahead: IteratorResult<JobOverrides> | undefined
  #total: number | undefined
  #options: ExpandJobsOptions = {}
  /** The params of every job, whatever is chosen. */
  #common: ReadonlyMap<string, string> = new Map()
  #hasPolicy = false
  #given = 0
  #told = 0

  /** @throws HydraException `SWEEP_UNSUPPORTED` for a batch of less than one job, and for rows that are no mappings */
  constructor(options: BasicSweeperOptions = {}) {
    const { max_batch_size: size } = options
    if (size !== undefined && size !== null && !(size > 0)) {
      throw new HydraException(`A batch of ${size} jobs makes no sense.`, {
        code: 'SWEEP_UNSUPPORTED',
        path: 'hydra.sweeper.max_batch_size',
        hint: 'a number from 1 on, or null to have no batches',
      })
    }
    this.#maxBatchSize = size ?? undefined
    this.#params = new Map(entriesOf(options.params).map(([key, value]) => [key, paramText(key, value)]))
    this.#include = rowsOf('include', options.include)
    this.#exclude = rowsOf('exclude', options.exclude)
  }

  /** Batches of a size end so unless `hydra.sweep.on_failure` is set. Reference: `BasicSweeper.sweep` reads each result. */
  get endsAfterFailedBatch(): boolean {
    return this.#maxBatchSize !== undefined && !this.#hasPolicy
  }

  setup(context: SweepContext): void {
    this.#hasPolicy = select(nodeOf(context.config) as MapNode, ['hydra', 'sweep', 'on_failure']) !== undefined
    this.#options = { optionsOf: context.optionsOf, random: context.random, style: 'readable' }
    this.#common = withoutConditional(this.#params, context)
    const { jobs, total } = matrixJobs(context.overrides, {
      ...this.#options,
      params: this.#common,
      include: this.#include,
      exclude: this.#exclude,
      ownValue: (key) => ownValue(context.config, key),
    })
    this.#total = total
    this.#jobs = jobs[Symbol.iterator]()
    this.#ahead = this.#jobs.next()
  }

  ask(): SweepBatch | null {
    if (this.#ahead?.done !== false) {
      // nothing in one batch is announced as such; there are no batches of nothing
      const none = this.#total === 0 && this.#maxBatchSize === undefined
      this.#total = undefined
      return none ? { jobs: [], total: 0 } : null
    }
    const long = this.#total === undefined || this.#total > MOST_FROZEN
    // a batch that the user asked for is through before the next one is composed
    if (this.#maxBatchSize !== undefined && this.#told < this.#given) return { jobs: [] }
    const size = this.#maxBatchSize ?? (long ? AHEAD : (this.#total as number))
    const jobs = this.#take(size)
    const announce =
      long && this.#maxBatchSize === undefined
        ? { announce: this.#given === jobs.length ? `Launching ${this.#total ?? 'many'} jobs locally` : '' }
        : {}
    return { jobs, total: this.#total, ...announce }
  }

  expand(overrides: readonly string[], params: ReadonlyMap<string, unknown>): readonly JobOverrides[] | undefined {
    const set = new Set(overrides.map(bareKey))
    const texts = Array.from(params, ([key, value]) => [key, paramText(key, value)] as const)
    const brought = texts.filter(([key, text]) => this.#common.get(key) !== text).map(([key, text]) => `${key}=${text}`)
    const fresh = brought.filter((text) => keysOf(text).some((key) => !set.has(key)))
    if (fresh.length === 0) return undefined
    const jobs = [...expandJobList([...overrides, ...fresh], this.#options)]
    this.#given += jobs.length - 1
    return jobs
  }

  tell(_result: JobResult): void {
    this.#told++
  }

  #take(size: number): JobOverrides[] {
    const jobs: JobOverrides[] = []
    while (jobs.length < size && this.#ahead?.done === false) {
      jobs.push(this.#ahead.value)
      this.#ahead = (this.#jobs as Iterator<JobOverrides>).next()
    }
    this.#given += jobs.length
    return jobs
  }
}

/**
 * The params that are there whatever option is chosen for the groups that are swept. The others are of the option that
 * the defaults list names: the jobs that have it bring them along themselves.
 */
function withoutConditional(params: ReadonlyMap<string, string>, context: SweepContext): ReadonlyMap<string, string> {
  const { paramsWith, overrides, optionsOf } = context
  if (params.size === 0 || paramsWith === undefined) return params
  const parsed = parseOverrides(overrides)
  const fixed = parsed.filter(({ value }) => !isSweep(value)).map(({ input }) => input)
  const common = new Map(params)
  for (const override of parsed) {
    const { value } = override
    if (!isSweep(value) || value.kind === 'zip' || value.kind === 'interval') continue
    if (optionsOf(override.key).length === 0) continue
    for (const option of expandSweep(override, { optionsOf, style: 'readable' })) {
      const there = paramsWith([...fixed, `${keyText(override)}=${option}`])
      if (there === undefined) continue
      for (const [key, text] of common) {
        const own = there.get(key)
        if (own === undefined || paramText(key, own) !== text) common.delete(key)
      }
    }
  }
  return common
}

/** The keys that an entry of `hydra.sweeper.params` sets in the jobs: its own, or those of its zip's members. */
function keysOf(text: string): readonly string[] {
  const { value } = parseOverride(text)
  return value?.kind === 'zip' ? value.members.map((member) => bareKey(memberKey(member))) : [bareKey(text)]
}

/** What the config of the sweep as a whole has for `key`, which may be a config group, as a text. */
function ownValue(config: DictConfig, key: string): string | undefined {
  const root = nodeOf(config) as MapNode
  const choices = select(root, ['hydra', 'runtime', 'choices'])
  const choice = choices instanceof MapNode ? childOf(choices, key) : undefined
  const node = choice ?? select(root, key.split('.'), { resolve: true })
  if (node === undefined || node.kind === 'map') return undefined
  const value = toContainer(node, { resolve: true, mappings: 'map', boxFloats: true })
  return value === null ? 'null' : paramText(key, value)
}

/** The rows of a list of mappings. */
function rowsOf(name: 'include' | 'exclude', given: unknown): MatrixRow[] {
  const rows = plainOf(given)
  if (rows === undefined || rows === null) return []
  if (Array.isArray(rows) && rows.every((row) => typeof row === 'object' && row !== null && !Array.isArray(row))) {
    return rows.map((row) => new Map(entriesOf(row)))
  }
  throw new HydraException(`hydra.sweeper.${name} is no list of mappings.`, {
    code: 'SWEEP_UNSUPPORTED',
    path: `hydra.sweeper.${name}`,
    hint: 'write a list of rows, each with some keys and their values: [{model: vit, lr: 0.1}]',
  })
}

/** The entries of a mapping in whatever form it comes: a view, a map, an object, nothing. */
function entriesOf(params: unknown): [string, unknown][] {
  const plain = plainOf(params)
  if (plain === undefined || plain === null) return []
  if (plain instanceof Map) return Array.from(plain, ([key, value]) => [String(key), value])
  return Object.entries(plain as object)
}

/** A view as plain data; anything else as it is. */
function plainOf(given: unknown): unknown {
  const node = isView(given) ? nodeOf(given as object) : undefined
  return node === undefined ? given : toContainer(node, { resolve: true, mappings: 'map', boxFloats: true })
}
