import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { JobResult } from '../plugins/job.ts'
import { failuresAllowed } from './failure-policy.ts'
import { ProgressLine, progressText } from './progress-line.ts'
import { writeResults } from './result-files.ts'
import { jsonOf, printTable, resultTable } from './result-table.ts'

const job = (num: number, overrides: readonly string[], part: Partial<JobResult> = {}): JobResult => ({
  num,
  id: String(num),
  overrides,
  status: 'COMPLETED',
  value: num / 2,
  error: undefined,
  outputDir: `/sweep/${num}`,
  startedAt: 1000,
  endedAt: 2500,
  attempts: 1,
  ...part,
})

const jobs = [
  job(0, ['db=mysql', '+x=1', 'seed=7']),
  job(1, ['db=mysql', '+x=2', 'seed=7'], { value: { loss: 1n, parts: new Map([['a', 1]]) } }),
  job(2, ['db=pg', '+x=1', 'seed=7'], {
    status: 'FAILED',
    value: undefined,
    error: new RangeError('no,\nreally "no"'),
  }),
]

test('a table has the keys that vary', () => {
  expect(`\n${printTable(resultTable(jobs))}`).toMatchInlineSnapshot(`
    "
    #  db     x  status     seconds  value
    0  mysql  1  COMPLETED  1.50     0
    1  mysql  2  COMPLETED  1.50     {"loss":"1","parts":{"a":1}}
    2  pg     1  FAILED     1.50     RangeError: no,
    "
  `)
})

test('a key that only some jobs set varies; where all are the same, none does', () => {
  expect(resultTable([job(0, ['a=1']), job(1, ['a=1', '~b'])]).keys).toEqual(['~b'])
  expect(resultTable([job(0, ['a=1', 'b=1']), job(1, ['a=1'])]).keys).toEqual(['b'])
  expect(resultTable([job(0, ['a=1'])]).keys).toEqual([])
  expect(resultTable([]).keys).toEqual([])
})

test('a long table keeps its failures', () => {
  const many = Array.from({ length: 100 }, (_, num) => job(num, [`x=${num}`], num === 90 ? { status: 'FAILED' } : {}))
  const text = printTable(resultTable(many), 5)
  expect(text).toContain('FAILED')
  expect(text).toContain('… and 95 more')
})

test('results are written for programs', () => {
  const dir = mkdtempSync(join(tmpdir(), 'results-'))
  writeResults(
    dir,
    jobs.map((one) => ({ ...one, outputDir: join(dir, String(one.num)) })),
  )
  const lines = readFileSync(join(dir, 'results.jsonl'), 'utf8').trimEnd().split('\n')
  expect(JSON.parse(lines[1] as string)).toEqual({
    num: 1,
    status: 'COMPLETED',
    value: { loss: '1', parts: { a: 1 } },
    overrides: { db: 'mysql', x: '2', seed: '7' },
    dir: '1',
    started: '1970-01-01T00:00:01.000Z',
    seconds: 1.5,
    attempts: 1,
  })
  expect(readFileSync(join(dir, 'results.csv'), 'utf8')).toMatchInlineSnapshot(`
    "num,status,db,x,value,error,seconds,dir
    0,COMPLETED,mysql,1,0,,1.5,0
    1,COMPLETED,mysql,2,"{""loss"":""1"",""parts"":{""a"":1}}",,1.5,1
    2,FAILED,pg,1,,"RangeError: no,",1.5,2
    "
  `)
})

test('progress is told on a terminal, and only there', () => {
  expect(progressText({ done: 12, failed: 1, running: 2, total: 200 }, 4)).toBe(
    '12 of 200 done, 1 failed, 2 running, 3.0/s, 1:03 left',
  )
  expect(progressText({ done: 1, failed: 0, running: 1, total: undefined }, 120)).toBe('1 done, 1 running, 0.5/min')
  const written: string[] = []
  const sink = { write: (text: string) => written.push(text) }
  new ProgressLine({ stderr: sink }).show({ done: 1, failed: 0, running: 1, total: 2 })
  expect(written).toEqual([])
  const line = new ProgressLine({ stderr: { ...sink, isTTY: true, columns: 20 } })
  line.show({ done: 1, failed: 0, running: 1, total: 2 })
  line.clear()
  expect(written).toEqual(['\r1 of 2 done, 1 runn\u001b[K', '\r\u001b[K'])
})

test('a progress line gives way to what a job writes, and comes back', () => {
  const screen: string[] = []
  const listeners = new Set<() => void>()
  const write = (text: string) => {
    for (const listener of listeners) listener()
    screen.push(text)
  }
  const beforeOutput = (listener: () => void) => {
    listeners.add(listener)
    return () => void listeners.delete(listener)
  }
  const line = new ProgressLine({ stderr: { write, isTTY: true, columns: 0 }, beforeOutput })
  const facts = { done: 1, failed: 0, running: 1, total: undefined }
  line.show(facts)
  write('job says\n')
  line.show(facts)
  line.close()
  const [shown, gone] = [expect.stringContaining('\r1 done, 1 running'), '\r\u001b[K']
  expect(screen).toEqual([shown, gone, 'job says\n', shown, gone])
  expect(listeners.size).toBe(0)
})

test('the failure policy is a number of failures', () => {
  expect([undefined, 'continue', 'stop', 'stop_after:3'].map(failuresAllowed)).toEqual([Infinity, Infinity, 1, 3])
  expect(() => failuresAllowed('stop_after:0')).toThrow(/hydra.sweep.on_failure is `stop_after:0`/)
})

test('values and errors that have no JSON are shown, and harm no other job', () => {
  const circle: Record<string, unknown> = { a: 1 }
  circle.self = circle
  const untellable = new (class extends Error {
    override get message(): string {
      throw new Error('no')
    }
  })()
  const dir = mkdtempSync(join(tmpdir(), 'results-'))
  writeResults(dir, [
    job(0, ['x=0'], { value: circle }),
    job(1, ['x=1'], { value: () => 1 }),
    job(2, ['x=2'], { value: Number.NaN }),
    job(3, ['x=3'], { value: undefined }),
    job(4, ['x=4'], { status: 'FAILED', value: undefined, error: circle }),
    job(5, ['x=5'], { status: 'FAILED', value: undefined, error: untellable }),
    job(6, ['x=6'], { value: [1n, Number.POSITIVE_INFINITY, undefined] }),
  ])
  const lines = readFileSync(join(dir, 'results.jsonl'), 'utf8').trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line)).map(({ value, error }) => error ?? value)).toEqual([
    '<ref *1> { a: 1, self: [Circular *1] }',
    '[Function: value]',
    'NaN',
    null,
    '<ref *1> { a: 1, self: [Circular *1] }',
    'an error that cannot be shown: its message throws',
    ['1', 'Infinity', null],
  ])
  expect(readFileSync(join(dir, 'results.csv'), 'utf8')).toContain('2,COMPLETED,2,NaN,')
})

test('an array of numbers is a list', () => {
  expect(jsonOf({ weights: new Float32Array([1, Number.NaN]), counts: new BigInt64Array([2n]) })).toEqual({
    weights: [1, 'NaN'],
    counts: ['2'],
  })
})
