import { spawnSync } from 'node:child_process'
import { appendFileSync, existsSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { digest } from './digest.ts'
import type { LedgerEnd, LedgerSweep } from './ledger-entry.ts'
import { LedgerWriter } from './ledger-writer.ts'
import { readLedger } from './read-ledger.ts'
import { takeLock } from './sweep-lock.ts'

let dir = ''
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'ledger-'))
})

const sweep: LedgerSweep = {
  kind: 'sweep',
  version: 1,
  startedAt: 1,
  configName: 'config',
  overrides: ['x=1,2'],
  base: 'b',
}
const end = (num: number, status: LedgerEnd['status']): LedgerEnd => ({
  kind: 'end',
  num,
  overrides: [`x=${num}`],
  status,
  dir: String(num),
  config: 'c',
  startedAt: 1,
  endedAt: 2,
  attempts: 1,
})

describe('a ledger', () => {
  const write = (...entries: Parameters<LedgerWriter['append']>[0][]) => {
    const writer = new LedgerWriter(join(dir, 'ledger.jsonl'), () => {})
    for (const entry of entries) writer.append(entry)
    writer.close()
  }
  const read = () => readLedger(join(dir, 'ledger.jsonl'))

  test('is read as it was written; the last end of a job counts', () => {
    write(sweep, end(0, 'COMPLETED'), end(1, 'FAILED'))
    write(end(1, 'COMPLETED'), { kind: 'done', at: 3, jobs: 2 })
    const { ended, done, torn, sweep: head } = read()
    expect([...ended].map(([num, { status }]) => [num, status])).toEqual([
      [0, 'COMPLETED'],
      [1, 'COMPLETED'],
    ])
    expect({ done, torn, head }).toEqual({ done: true, torn: 0, head: sweep })
  })

  test('survives a line that was cut off, at whatever place', () => {
    const whole = `${JSON.stringify(sweep)}\n${JSON.stringify(end(0, 'COMPLETED'))}\n`
    const line = JSON.stringify(end(1, 'COMPLETED'))
    for (let cut = 1; cut < line.length; cut += 7) {
      writeFileSync(join(dir, 'ledger.jsonl'), whole + line.slice(0, cut))
      write(end(2, 'COMPLETED'))
      expect([...read().ended.keys()]).toEqual([0, 2])
      expect(read().torn).toBe(1)
    }
  })

  test('passes over lines that are no entries', () => {
    write(sweep, end(0, 'COMPLETED'))
    const damaged = ['null', '[1]', '{"kind":"end"}', '{"kind":"end","num":"1","overrides":[]}', '{"kind":"sweep"}']
    appendFileSync(join(dir, 'ledger.jsonl'), `${damaged.join('\n')}\n`)
    expect([...read().ended.keys()]).toEqual([0])
    expect(read().torn).toBe(damaged.length)
  })

  test.skipIf(!existsSync('/dev/full'))('on a full disk is refused at its beginning', () => {
    symlinkSync('/dev/full', join(dir, 'ledger.jsonl'))
    expect(() => write(sweep)).toThrow(/ENOSPC/)
  })

  test('that is not there, or has no beginning, is told', () => {
    expect(read).toThrow(/No ledger to go on from/)
    appendFileSync(join(dir, 'ledger.jsonl'), '{"kind":"sw')
    expect(read).toThrow(/does not say what was swept/)
  })
})

describe('a lock', () => {
  const path = () => join(dir, 'lock')

  test('is held by one, and given back', () => {
    const release = takeLock(path())
    expect(() => takeLock(path())).toThrow(new RegExp(`Process ${process.pid} on ${hostname()} is sweeping`))
    release()
    expect(existsSync(path())).toBe(false)
    takeLock(path())()
  })

  test('of a process that is gone is taken over', () => {
    const { pid } = spawnSync(process.execPath, ['-e', ''])
    writeFileSync(path(), JSON.stringify({ pid, host: hostname() }))
    takeLock(path())()
    writeFileSync(path(), '{"pid":')
    takeLock(path())()
  })

  test('of a process that began at another time is taken over', () => {
    if (!existsSync('/proc/self/stat')) return
    writeFileSync(path(), JSON.stringify({ pid: process.pid, host: hostname(), began: '1' }))
    takeLock(path())()
  })

  test('of another machine stays', () => {
    writeFileSync(path(), JSON.stringify({ pid: 1, host: 'elsewhere' }))
    expect(() => takeLock(path())).toThrow(/Process 1 on elsewhere/)
    expect(readFileSync(path(), 'utf8')).toContain('elsewhere')
  })
})

test('a digest tells texts apart and is stable', () => {
  expect(digest('a: 1\n')).not.toBe(digest('a: 2\n'))
  expect(digest('a: 1\n')).toBe(digest('a: 1\n'))
  expect(digest('')).toMatch(/^[0-9a-f]{28}$/)
})
