import { HydraException } from '../errors.ts'
import type { Override, ZipSweep } from './ast.ts'
import { CallContext } from './call-context.ts'
import { type ExpandOptions, INTERVAL_HINT, sweepTexts, type TextList } from './expand-sweep.ts'
import { parseOverrides } from './parse.ts'
import { keyText, valueText } from './print.ts'
import { shuffled } from './shuffle.ts'
import { checkLengths, memberKey } from './zip-sweep.ts'

/** The overrides of one job, as texts. */
export type JobOverrides = readonly string[]

/** Jobs that a launcher gets together. */
export type Batch = readonly JobOverrides[]

/** How the jobs of a sweep are told. */
export interface ExpandJobsOptions extends ExpandOptions {
  /** What stands under `hydra.sweeper.params`: as if given before the overrides. */
  readonly params?: ReadonlyMap<string, string> | Readonly<Record<string, string>> | undefined
  /** Most jobs of a batch; without it there is one batch. */
  readonly maxBatchSize?: number | null | undefined
}

/** One dimension of the product: so many rows, each with one override or (a zip's) several. */
interface Dimension {
  readonly length: number
  /** The overrides of a row, each as a whole text. */
  readonly columns: readonly TextList[]
}

/**
 * The jobs of a sweep: every combination of the values, the last override's changing fastest, in batches.
 *
 * Nothing is held but the dimensions themselves (a range is three numbers) and the batch at hand, so with a batch size
 * the first jobs of a sweep of any length are there at once. A later override of the same key takes the place of an
 * earlier one. Reference: `BasicSweeper.split_arguments`.
 *
 * @throws OverrideParseException for overrides that do not parse.
 * @throws HydraException `SWEEP_UNSUPPORTED` for intervals, `SWEEP_ZIP`, `SWEEP_STEP_ZERO`, `SWEEP_TOO_LONG`.
 * @example
 * [...expandJobs(['db=mysql,sqlite', 'seed=range(2)'])] // one batch of four jobs
 */
export function expandJobs(overrides: readonly string[], options: ExpandJobsOptions = {}): Iterable<Batch> {
  const { maxBatchSize } = options
  if (maxBatchSize !== undefined && maxBatchSize !== null && !(maxBatchSize > 0)) {
    throw new HydraException(`A batch of ${maxBatchSize} jobs makes no sense.`, { code: 'SWEEP_UNSUPPORTED' })
  }
  const dimensions = sweepDimensions(overrides, options)
  return maxBatchSize === undefined || maxBatchSize === null ? [allJobs(dimensions)] : batches(dimensions, maxBatchSize)
}

/** The jobs of a sweep one by one, as `expandJobs` orders them. */
export function expandJobList(overrides: readonly string[], options: ExpandJobsOptions = {}): Iterable<JobOverrides> {
  return jobsOf(sweepDimensions(overrides, options))
}

/** How many jobs a sweep has; `expandJobs` gives so many. */
export function countJobs(overrides: readonly string[], options: ExpandJobsOptions = {}): number {
  return sweepDimensions(overrides, options).reduce((count, { length }) => count * length, 1)
}

function sweepDimensions(overrides: readonly string[], options: ExpandJobsOptions): Dimension[] {
  const { params = {}, random } = options
  const entries = params instanceof Map ? [...params] : Object.entries(params)
  const texts = [...entries.map(([key, value]) => `${key}=${value}`), ...overrides]
  const byKey = new Map<string, Override>()
  for (const override of parseOverrides(texts, { random })) byKey.set(keyText(override), override)
  checkZipKeys(byKey)
  return Array.from(byKey.values(), (override) => dimension(override, options))
}

function dimension(override: Override, options: ExpandJobsOptions): Dimension {
  const { value } = override
  switch (value?.kind) {
    case 'choice':
    case 'range':
    case 'glob':
      return oneKey(keyText(override), sweepTexts(value, override, options))
    case 'zip':
      return zipDimension(value, override, options)
    case 'interval':
      throw new HydraException('Only an optimising sweeper can search an interval.', {
        code: 'SWEEP_UNSUPPORTED',
        at: { source: override.source, start: value.start, end: value.end },
        hint: INTERVAL_HINT,
      })
    default: {
      const text = `${keyText(override)}=${valueText(override, options.style)}`
      return { length: 1, columns: [{ length: 1, at: () => text }] }
    }
  }
}

function oneKey(key: string, values: TextList): Dimension {
  return { length: values.length, columns: [overrideTexts(key, values)] }
}

/** Up to so many texts of a dimension are written before the first job; beyond it each is written when it is needed. */
const MOST_TEXTS_KEPT = 10_000

function overrideTexts(key: string, values: TextList): TextList {
  const start = `${key}=`
  const { length } = values
  if (length > MOST_TEXTS_KEPT) return { length, at: (row) => start + values.at(row) }
  // each text is used by many jobs: write it once
  const texts: string[] = []
  for (let row = 0; row < length; row++) texts.push(start + values.at(row))
  return { length, at: (row) => texts[row] as string }
}

function zipDimension(zip: ZipSweep, override: Override, options: ExpandJobsOptions): Dimension {
  const members = zip.members.map((member) => {
    const place = { ...member, source: override.source, valueStart: member.start }
    const values = sweepTexts(member.values, place, options)
    return { member, length: values.length, column: overrideTexts(memberKey(member), values) }
  })
  checkLengths(members, new CallContext(override.source, zip.start, zip.end, Math.random))
  const length = members[0]?.length ?? 0
  const columns = members.map(({ column }) => column)
  if (!zip.shuffle) return { length, columns }
  const order = shuffled([...Array(length).keys()], options.random ?? Math.random)
  return { length, columns: columns.map((column) => ({ length, at: (row) => column.at(order[row] as number) })) }
}

/** A key that a zip sets cannot be set beside it: which of the two should count would be anyone's guess. */
function checkZipKeys(overrides: ReadonlyMap<string, Override>): void {
  const owners = new Map<string, string>()
  const claim = (key: string, owner: string, override: Override, span: { start: number; end: number }): void => {
    const other = owners.get(key)
    if (other !== undefined && other !== owner) {
      throw new HydraException(`\`${key}\` is set by ${other} and by ${owner}.`, {
        code: 'SWEEP_ZIP',
        at: { source: override.source, ...span },
        hint: 'leave it out of one of them',
      })
    }
    owners.set(key, owner)
  }
  const zips = [...overrides.values()].filter(({ value }) => value?.kind === 'zip')
  if (zips.length === 0) return
  for (const override of overrides.values()) {
    const { value } = override
    const key = (part: Pick<Override, 'key' | 'package'>) =>
      keyText({ kind: 'change', key: part.key, package: part.package })
    if (value?.kind === 'zip') {
      for (const member of value.members) claim(key(member), `the zip \`${override.key}\``, override, member)
    } else claim(key(override), `\`${override.input}\``, override, { start: override.keyStart, end: override.keyEnd })
  }
}

function* batches(dimensions: readonly Dimension[], size: number): Iterable<Batch> {
  let batch: JobOverrides[] = []
  for (const job of jobsOf(dimensions)) {
    batch.push(job)
    if (batch.length < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

function* jobsOf(dimensions: readonly Dimension[]): Iterable<JobOverrides> {
  const odometer = new Odometer(dimensions)
  for (let job = odometer.next(); job !== undefined; job = odometer.next()) yield job
}

function allJobs(dimensions: readonly Dimension[]): JobOverrides[] {
  const jobs: JobOverrides[] = []
  const odometer = new Odometer(dimensions)
  for (let job = odometer.next(); job !== undefined; job = odometer.next()) jobs.push(job)
  return jobs
}

/** Counts through the rows of all dimensions, the last one fastest; only what changes is written anew. */
class Odometer {
  readonly #dimensions: readonly Dimension[]
  readonly #rows: number[]
  /** Where each dimension's columns begin in a job. */
  readonly #places: number[]
  readonly #job: string[]
  #left: boolean

  constructor(dimensions: readonly Dimension[]) {
    this.#dimensions = dimensions
    this.#rows = dimensions.map(() => 0)
    this.#left = dimensions.every(({ length }) => length > 0)
    this.#places = []
    this.#job = []
    if (!this.#left) return
    for (const { columns } of dimensions) {
      this.#places.push(this.#job.length)
      for (const column of columns) this.#job.push(column.at(0))
    }
  }

  next(): JobOverrides | undefined {
    if (!this.#left) return undefined
    const job = this.#job.slice()
    this.#advance()
    return job
  }

  #advance(): void {
    const dimensions = this.#dimensions
    for (let place = dimensions.length - 1; place >= 0; place--) {
      const dimension = dimensions[place] as Dimension
      const next = (this.#rows[place] as number) + 1
      const row = next < dimension.length ? next : 0
      this.#rows[place] = row
      const { columns } = dimension
      if (dimension.length > 1) {
        const from = this.#places[place] as number
        for (let at = 0; at < columns.length; at++) this.#job[from + at] = (columns[at] as TextList).at(row)
      }
      if (row > 0) return
    }
    this.#left = false
  }
}
