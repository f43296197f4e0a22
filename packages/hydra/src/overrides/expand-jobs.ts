import { HydraException } from '../errors.ts'
import type { Override, ZipSweep } from './ast.ts'
import { CallContext } from './call-context.ts'
import { type ExpandOptions, INTERVAL_HINT, sweepTexts, type TextList } from './expand-sweep.ts'
import { parseOverrides } from './parse.ts'
import { keyText, valueText } from './print.ts'
import { checkLengths, memberKey } from './zip-sweep.ts'

/** The overrides of one job, as texts. */
export type JobOverrides = readonly string[]

/** Jobs that a launcher gets together. */
export type Batch = readonly JobOverrides[]

export interface ExpandJobsOptions extends ExpandOptions {
  /** What stands under `hydra.sweeper.params`: as if given before the overrides. */
  readonly params?: ReadonlyMap<string, string> | Readonly<Record<string, string>> | undefined
  /** Most jobs of a batch; without it there is one batch. */
  readonly maxBatchSize?: number | null | undefined
}

/** One dimension of the product: so many rows, each with one override or (a zip's) several. */
interface Dimension {
  readonly length: number
  append(row: number, job: string[]): void
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
  return maxBatchSize === undefined || maxBatchSize === null
    ? [[...jobsOf(dimensions)]]
    : batches(dimensions, maxBatchSize)
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
      return { length: 1, append: (_, job) => job.push(text) }
    }
  }
}

function oneKey(key: string, values: TextList): Dimension {
  const start = `${key}=`
  if (values.length > MOST_TEXTS_KEPT) {
    return { length: values.length, append: (row, job) => job.push(start + values.at(row)) }
  }
  // each text is used by many jobs: write it once
  const texts = Array.from({ length: values.length }, (_, row) => start + values.at(row))
  return { length: texts.length, append: (row, job) => job.push(texts[row] as string) }
}

/** Up to so many texts of a dimension are written before the first job; beyond it each is written when it is needed. */
const MOST_TEXTS_KEPT = 10_000

function zipDimension(zip: ZipSweep, override: Override, options: ExpandJobsOptions): Dimension {
  const members = zip.members.map((member) => {
    const place = { ...member, source: override.source, valueStart: member.start }
    const values = sweepTexts(member.values, place, options)
    return { member, length: values.length, row: oneKey(memberKey(member), values) }
  })
  checkLengths(members, new CallContext(override.source, zip.start, zip.end, Math.random))
  const rows = members.map(({ row }) => row)
  return {
    length: rows[0]?.length ?? 0,
    append: (row, job) => {
      for (const member of rows) member.append(row, job)
    },
  }
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

/** Counts like the wheels of an odometer, the last one fastest. */
function* jobsOf(dimensions: readonly Dimension[]): Iterable<JobOverrides> {
  if (dimensions.some(({ length }) => length === 0)) return
  const rows = dimensions.map(() => 0)
  for (;;) {
    const job: string[] = []
    for (let place = 0; place < dimensions.length; place++)
      (dimensions[place] as Dimension).append(rows[place] as number, job)
    yield job
    let place = dimensions.length - 1
    for (; place >= 0; place--) {
      const next = (rows[place] as number) + 1
      if (next < (dimensions[place] as Dimension).length) {
        rows[place] = next
        break
      }
      rows[place] = 0
    }
    if (place < 0) return
  }
}
