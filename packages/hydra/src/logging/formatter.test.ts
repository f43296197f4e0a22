import { describe, expect, it } from 'vitest'
import { createFormatter } from './formatter.ts'
import { createRecord } from './log-record.ts'

const record = createRecord('a line', { name: 'app.db', level: 20, time: new Date(2026, 0, 31, 12, 34, 56, 7) })

describe('a log format', () => {
  it.each([
    ['[%(asctime)s][%(name)s][%(levelname)s] - %(message)s', '[2026-01-31 12:34:56,007][app.db][INFO] - a line'],
    ['%(levelname)-8s|%(levelname)8s|%(levelname).2s|', 'INFO    |    INFO|IN|'],
    ['%(levelno)03d %(msecs)03d %(created).1f', `020 007 ${(record.time.getTime() / 1000).toFixed(1)}`],
    ['100%% %(message)s', '100% a line'],
  ])('%s', (format, line) => {
    expect(createFormatter({ format }).format(record)).toBe(line)
  })

  it('may be written with braces or with dollars', () => {
    expect(createFormatter({ format: '{levelname:<6}{{{message}}}', style: '{' }).format(record)).toBe('INFO  {a line}')
    expect(createFormatter({ format: '${levelname} $name $$', style: '$' }).format(record)).toBe('INFO app.db $')
  })

  it('has its own way of telling the time', () => {
    expect(createFormatter({ format: '%(asctime)s', datefmt: '%H:%M' }).format(record)).toBe('12:34')
  })

  it('paints in the words of colorlog', () => {
    const colors = new Map([['INFO', 'bold_green,bg_white']])
    const format = '%(cyan)s%(name)s%(reset)s %(log_color)s%(levelname)s'
    expect(createFormatter({ format, colors }).format(record)).toBe(
      '\u001b[36mapp.db\u001b[0m \u001b[01;32m\u001b[47mINFO\u001b[0m',
    )
    expect(createFormatter({ format, colors, paint: false }).format(record)).toBe('app.db INFO')
  })

  it('puts the stack of an error below its line', () => {
    const failed = createRecord('it failed', {
      name: 'app',
      level: 40,
      time: new Date(),
      error: new Error('why', { cause: new Error('deep') }),
      hasError: true,
    })
    const text = createFormatter({ format: '%(levelname)s %(message)s' }).format(failed)
    expect(text).toMatch(/^ERROR it failed\nError: why\n {4}at /)
    expect(text).toContain('deep')
  })

  it('refuses a field that does not exist, with the nearest', () => {
    expect(() => createFormatter({ format: '%(levlname)s' })).toThrowErrorMatchingInlineSnapshot(`
      [HydraException: A log format has no field \`levlname\`.
      hint: did you mean \`levelname\`?]
    `)
  })
})

describe('a message', () => {
  const parts = { name: '', level: 20, time: new Date() }

  it('takes its arguments as console.log does, and none means that it is left alone', () => {
    expect(createRecord('%s is %d', { ...parts, args: ['x', 3] }).message).toBe('x is 3')
    expect(createRecord('100%', parts).message).toBe('100%')
    expect(createRecord({ a: 1 }, parts).message).toBe('{ a: 1 }')
  })

  it('of the root logger bears its name', () => {
    expect(createRecord('m', parts).name).toBe('root')
  })
})
