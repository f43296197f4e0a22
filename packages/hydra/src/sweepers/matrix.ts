import { didYouMean } from '@hydra-zen/diagnostics'
import { HydraException } from '../errors.ts'
import type { OverrideValue, Sweep } from '../overrides/ast.ts'
import { countJobs, type ExpandJobsOptions, expandJobList, type JobOverrides } from '../overrides/expand-jobs.ts'
import { paramText } from '../overrides/param-text.ts'
import { parseOverrides } from '../overrides/parse.ts'
import { bareKey, valuePart } from '../overrides/text-parts.ts'

/** One row of `hydra.sweeper.include` or `exclude`: keys with values, or with texts as they stand behind the `=`. */
export type MatrixRow = ReadonlyMap<string, unknown>

/** What a sweep is made of besides its overrides. */
export interface MatrixOptions extends ExpandJobsOptions {
  readonly params: ReadonlyMap<string, string>
  /** Jobs of their own, after all others; a row with several values stands for several jobs. */
  readonly include: readonly MatrixRow[]
  /** A job is left out where all keys of a row have one of the row's values. */
  readonly exclude: readonly MatrixRow[]
  /** What the config of the sweep as a whole has for a key or a group, as a text; `undefined` where it has no such key. */
  readonly ownValue: (key: string) => string | undefined
}

/** The jobs of a sweep, and how many they are where that can be told before they are looked at. */
export interface Matrix {
  readonly jobs: Iterable<JobOverrides>
  readonly total: number | undefined
}

/** Beyond so many combinations those left out are not counted before the first job starts. */
const MOST_COUNTED = 100_000

/**
 * The jobs of a sweep with its `include` and `exclude` rows: all combinations, less those that are excluded, and the
 * included ones behind them. Where nothing is swept, only the included ones.
 *
 * @throws HydraException `SWEEP_UNSUPPORTED` for an excluded key that neither the jobs nor the config have
 */
export function matrixJobs(overrides: readonly string[], options: MatrixOptions): Matrix {
  const { include, exclude, params } = options
  const count = countJobs(overrides, options)
  if (include.length === 0 && exclude.length === 0) {
    return { jobs: expandJobList(overrides, options), total: count }
  }
  const texts = [...Array.from(params, ([key, value]) => `${key}=${value}`), ...overrides]
  const fixed = parseOverrides(texts, { random: options.random }).flatMap(({ value, input }) =>
    isSweep(value) ? [] : [input],
  )
  const own = { ...options, params: undefined }
  const included = include.map((row, at) => rowJobs(row, at, fixed))
  const more = included.reduce((sum, jobs) => sum + countJobs(jobs, own), 0)
  const sweeps = include.length === 0 || fixed.length < texts.length
  const leftOut = excluder(overrides, options)
  const jobs = function* (): Iterable<JobOverrides> {
    if (sweeps) for (const job of expandJobList(overrides, options)) if (!leftOut(job)) yield job
    for (const row of included) yield* expandJobList(row, own)
  }
  if (!sweeps) return { jobs: jobs(), total: more }
  if (exclude.length === 0) return { jobs: jobs(), total: count + more }
  return { jobs: jobs(), total: count > MOST_COUNTED ? undefined : countOf(jobs()) }
}

/** Whether an override stands for several values, or may. */
export function isSweep(value: OverrideValue | undefined): value is Sweep {
  const kind = value?.kind
  return kind === 'choice' || kind === 'range' || kind === 'glob' || kind === 'zip' || kind === 'interval'
}

function countOf(jobs: Iterable<unknown>): number {
  let count = 0
  for (const _ of jobs) count++
  return count
}

/** What an included row is as overrides: those of the sweep that stand for one value, with the row's in their place. */
function rowJobs(row: MatrixRow, at: number, fixed: readonly string[]): readonly string[] {
  const keys = new Set(Array.from(row.keys(), bareKey))
  const kept = fixed.filter((text) => !keys.has(bareKey(text)))
  return [...kept, ...Array.from(row, ([key, value]) => `${key}=${rowText('include', at, key, value)}`)]
}

/** Tells the jobs that are left out. */
function excluder(overrides: readonly string[], options: MatrixOptions): (job: JobOverrides) => boolean {
  const [first = []] = expandJobList(overrides, options)
  const places = new Map(first.map((text, place) => [bareKey(text), place]))
  const rows = options.exclude.flatMap((row, at) => {
    const tests: { readonly place: number; readonly values: ReadonlySet<string> }[] = []
    for (const [key, value] of row) {
      const values = new Set<string>()
      const text = rowText('exclude', at, key, value)
      for (const [one = ''] of expandJobList([`${bareKey(key)}=${text}`], { ...options, params: undefined })) {
        values.add(valuePart(one))
      }
      const place = places.get(bareKey(key))
      if (place !== undefined) {
        tests.push({ place, values })
        continue
      }
      const own = options.ownValue(bareKey(key))
      if (own === undefined) throw unknownKey(at, key, [...places.keys()])
      if (!values.has(own)) return []
    }
    return [tests]
  })
  return (job) => rows.some((tests) => tests.every(({ place, values }) => values.has(valuePart(job[place] as string))))
}

function rowText(list: 'include' | 'exclude', at: number, key: string, value: unknown): string {
  return value === null ? 'null' : paramText(key, value, `hydra.sweeper.${list}[${at}]`)
}

function unknownKey(at: number, key: string, keys: readonly string[]): HydraException {
  return new HydraException(`No job has a key \`${key}\`, nor has the config.`, {
    code: 'SWEEP_UNSUPPORTED',
    path: `hydra.sweeper.exclude[${at}].${key}`,
    hint: didYouMean(key, keys) ?? `hydra.sweeper.exclude[${at}] names it; the jobs set ${keys.join(', ')}`,
  })
}
