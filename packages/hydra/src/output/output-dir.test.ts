import { chmodSync, existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { asOutputError, claimOutputDir, type OnExists, toOnExists } from './output-dir.ts'

let root = ''
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'output-'))
})

const claim = (name: string, onExists: OnExists = 'suffix', marker: string | null = '.hydra') =>
  claimOutputDir(join(root, name), { onExists, marker, cwd: root }).slice(root.length + 1)

test('a new directory is made with its parents and its marker', () => {
  expect(claim('a/b/c')).toBe('a/b/c')
  expect(existsSync(join(root, 'a/b/c/.hydra'))).toBe(true)
})

test('a used directory is left alone: the next free name is taken', () => {
  expect(claim('o')).toBe('o')
  expect(claim('o')).toBe('o-1')
  expect(claim('o')).toBe('o-2')
})

test('a directory that no run has used is taken as it is', () => {
  mkdirSync(join(root, 'mine'))
  writeFileSync(join(root, 'mine/notes.txt'), '')
  expect(claim('mine')).toBe('mine')
  expect(claim('mine')).toBe('mine-1')
})

test('without a marker, a directory with anything in it counts as used', () => {
  mkdirSync(join(root, 'mine'))
  expect(claim('mine', 'suffix', null)).toBe('mine')
  writeFileSync(join(root, 'mine/notes.txt'), '')
  expect(claim('mine', 'suffix', null)).toBe('mine-1')
})

test('the working directory is taken whatever it holds', () => {
  expect(claimOutputDir(root, { onExists: 'suffix', marker: '.hydra', cwd: root })).toBe(root)
  expect(claimOutputDir(root, { onExists: 'suffix', marker: '.hydra', cwd: join(root, 'deep') })).toBe(root)
})

test('the policies `error` and `overwrite` do as they say', () => {
  claim('o')
  expect(claim('o', 'overwrite')).toBe('o')
  expect(() => claim('o', 'error')).toThrow(/holds an earlier run/)
  expect(toOnExists(null)).toBe('suffix')
  expect(() => toOnExists('sufix')).toThrow(/hydra.job.on_exists is `sufix`/)
})

test('a file in the way and a lack of permission are told in words', () => {
  writeFileSync(join(root, 'file'), '')
  expect(() => claim('file/deep')).toThrow(/a file is in the way/)
  const full = asOutputError(root, Object.assign(new Error('write'), { code: 'ENOSPC' }))
  expect(String(full)).toMatch(
    /the disk is full[\s\S]*hint: make room; a sweep goes on with --resume DIR --retry-failed/,
  )
  if (process.getuid?.() === 0) return // nothing is refused to root
  chmodSync(root, 0o500)
  expect(() => claim('new')).toThrow(/no permission/)
})
