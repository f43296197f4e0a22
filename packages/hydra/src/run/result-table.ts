import { inspect } from 'node:util'
import type { JobResult } from '../plugins/job.ts'

/** Jobs as rows: what varies among them, and how each ended. */
export interface ResultTable {
  /** The keys that do not have the same value in all jobs, in the order met. */
  readonly keys: readonly string[]
  readonly rows: readonly ResultRow[]
}

/** One job of a table. */
export interface ResultRow {
  readonly job: JobResult
  /** The values of the table's keys, as typed; `''` where the job does not set one. */
  readonly values: readonly string[]
}

/** The jobs as rows with the keys that vary among them. */
export function resultTable(jobs: readonly JobResult[]): ResultTable {
  const parsed = jobs.map(({ overrides }) => new Map(overrides.map(keyAndValue)))
  const keys: string[] = []
  const first = new Map<string, string>()
  const varies = new Set<string>()
  for (const [at, values] of parsed.entries()) {
    for (const [key, value] of values) {
      const before = first.get(key)
      if (before === undefined) {
        first.set(key, value)
        keys.push(key)
        if (at > 0) varies.add(key)
      } else if (before !== value) varies.add(key)
    }
    if (values.size < first.size) for (const key of first.keys()) if (!values.has(key)) varies.add(key)
  }
  const shown = keys.filter((key) => varies.has(key))
  return {
    keys: shown,
    rows: jobs.map((job, at) => ({ job, values: shown.map((key) => parsed[at]?.get(key) ?? '') })),
  }
}

/** The table as text for a terminal; at most `most` rows, failures first kept. */
export function printTable({ keys, rows }: ResultTable, most = 40): string {
  const kept = rows.length <= most ? rows : pick(rows, most)
  const lines = [
    ['#', ...keys, 'status', 'seconds', 'value'],
    ...kept.map(({ job, values }) => [
      String(job.num),
      ...values.map(short),
      job.attempts === 0 ? 'NOT STARTED' : job.status,
      ((job.endedAt - job.startedAt) / 1000).toFixed(2),
      short(job.status === 'COMPLETED' ? valueText(job.value) : errorText(job.error)),
    ]),
  ]
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? []
  const text = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
  const left = rows.length - kept.length
  return `${text.join('\n')}\n${left > 0 ? `… and ${left} more\n` : ''}`
}

/** The value of a job as one line. */
export function valueText(value: unknown): string {
  if (value === undefined) return ''
  const plain = jsonOf(value)
  return typeof plain === 'string' ? plain : JSON.stringify(plain)
}

/** An error as one line; whatever else was thrown, too. */
export function errorText(error: unknown): string {
  try {
    if (error instanceof Error) return `${error.name}: ${error.message.trimStart().split('\n', 1)[0] ?? ''}`
  } catch {
    return 'an error that cannot be shown: its message throws'
  }
  if (typeof error !== 'object' || error === null) return String(error)
  return inspect(error, { depth: 1, breakLength: Number.POSITIVE_INFINITY })
}

/** `value` as what JSON can say of it; what has no such form (a function, a circle) as a text that shows it. */
export function jsonOf(value: unknown): unknown {
  try {
    const text = JSON.stringify(value, plainJson)
    if (text !== undefined) return JSON.parse(text)
  } catch {
    // circular, or with a toJSON that throws
  }
  return value === undefined ? null : inspect(value, { depth: 1, breakLength: Number.POSITIVE_INFINITY })
}

/** For `JSON.stringify`: what JSON has no word for. */
function plainJson(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'number') return plainNumber(value)
  if (value instanceof Map) return Object.fromEntries(value)
  if (value instanceof Set) return [...value]
  // as a list: an object with a key for each number is several times as long
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return Array.from(value as Float64Array, plainNumber)
  return value
}

function plainNumber(value: number | bigint): unknown {
  return typeof value === 'bigint' || !Number.isFinite(value) ? String(value) : value
}

/** `['db', 'mysql']` of `db=mysql`; a key without a value is deleted by the override, and says so. */
export function keyAndValue(override: string): [string, string] {
  const at = override.indexOf('=')
  if (at === -1) return [override, '']
  return [override.slice(0, at).replace(/^\++/, ''), override.slice(at + 1)]
}

function pick(rows: readonly ResultRow[], most: number): readonly ResultRow[] {
  const kept = new Set(rows.filter(({ job }) => job.status === 'FAILED').slice(0, most))
  for (const row of rows) {
    if (kept.size >= most) break
    kept.add(row)
  }
  return rows.filter((row) => kept.has(row))
}

function short(text: string): string {
  const line = text.replaceAll('\n', ' ')
  return line.length > 60 ? `${line.slice(0, 59)}…` : line
}
