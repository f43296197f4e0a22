import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import type { JobResult } from '../plugins/job.ts'
import { errorText, jsonOf, keyAndValue, resultTable, valueText } from './result-table.ts'

/** Writes `results.jsonl` and `results.csv` into a sweep's directory; older ones are replaced as a whole. */
export function writeResults(dir: string, jobs: readonly JobResult[]): void {
  replace(join(dir, 'results.jsonl'), jobs.map((job) => `${resultLine(dir, job)}\n`).join(''))
  replace(join(dir, 'results.csv'), resultsCsv(dir, jobs))
}

function resultLine(dir: string, job: JobResult): string {
  const { num, status, overrides, error, startedAt, endedAt, attempts } = job
  return JSON.stringify({
    num,
    status,
    value: jsonOf(job.value),
    ...(status === 'FAILED' && { error: errorText(error) }),
    overrides: Object.fromEntries(overrides.map(keyAndValue)),
    dir: placeOf(dir, job),
    started: new Date(startedAt).toISOString(),
    seconds: (endedAt - startedAt) / 1000,
    attempts,
  })
}

function resultsCsv(dir: string, jobs: readonly JobResult[]): string {
  const { keys, rows } = resultTable(jobs)
  const lines = [['num', 'status', ...keys, 'value', 'error', 'seconds', 'dir']]
  for (const { job, values } of rows) {
    const failed = job.status === 'FAILED'
    lines.push([
      String(job.num),
      job.status,
      ...values,
      failed ? '' : valueText(job.value),
      failed ? errorText(job.error) : '',
      String((job.endedAt - job.startedAt) / 1000),
      placeOf(dir, job),
    ])
  }
  return lines.map((line) => `${line.map(csvCell).join(',')}\n`).join('')
}

function placeOf(dir: string, { outputDir }: JobResult): string {
  if (outputDir === undefined) return ''
  return outputDir.startsWith(dir + sep) ? outputDir.slice(dir.length + 1) : relative(dir, outputDir)
}

function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Whole or not at all: a reader never sees half a file. */
function replace(path: string, text: string): void {
  const next = `${path}.new`
  try {
    writeFileSync(next, text)
    renameSync(next, path)
  } catch (error) {
    rmSync(next, { force: true })
    throw error
  }
}
