import { expect, test } from 'vitest'
import { strftime } from './strftime.ts'

const date = new Date(2026, 0, 4, 5, 6, 7, 89) // a Sunday

test.each([
  ['%Y-%m-%d_%H-%M-%S', '2026-01-04_05-06-07'],
  ['%f', '089000'],
  ['%a %A %b %B %h', 'Sun Sunday Jan January Jan'],
  ['%y %C %I %p %P', '26 20 05 AM am'],
  ['%j %U %W %w %u', '004 01 00 0 7'],
  ['%G-W%V %g', '2026-W01 26'],
  ['%c', 'Sun Jan  4 05:06:07 2026'],
  ['%x %X %D %T %F %R %r', '01/04/26 05:06:07 01/04/26 05:06:07 2026-01-04 05:06 05:06:07 AM'],
  ['%e|%k|%l', ' 4| 5| 5'],
  ['%-d %-m %_d %^a %-H', '4 1  4 SUN 5'],
  ['[%z%Z]', '[]'],
  ['100%% of %n%t', '100% of \n\t'],
  ['%Q %', '%Q %'],
  ['plain', 'plain'],
  ['', ''],
])('%s', (format, text) => {
  expect(strftime(format, date)).toBe(text)
})

test.each([
  [new Date(2021, 0, 1), '2020-W53 00 00'],
  [new Date(2024, 11, 30), '2025-W01 52 53'],
  [new Date(2023, 0, 1), '2022-W52 01 00'],
  [new Date(2024, 11, 31), '2025-W01 52 53'],
])('the weeks of %s are told as Python does', (day, text) => {
  expect(strftime('%G-W%V %U %W', day)).toBe(text)
})

test('twelve is noon and midnight', () => {
  expect(strftime('%I %p', new Date(2026, 0, 1, 0))).toBe('12 AM')
  expect(strftime('%I %p', new Date(2026, 0, 1, 12))).toBe('12 PM')
})

test('the zone is told when asked for', () => {
  expect(strftime('%z', date, { zone: true })).toMatch(/^[+-]\d{4}$/)
})
