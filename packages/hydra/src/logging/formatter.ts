import { basename, extname } from 'node:path'
import { didYouMean } from '@hydra-zen/diagnostics'
import { HydraException } from '../errors.ts'
import { strftime } from '../output/strftime.ts'
import { colorCode } from './colors.ts'
import type { LogRecord } from './log-record.ts'

/** Turns a record into what is written, without the line's end. */
export interface Formatter {
  format(record: LogRecord): string
  /** Whether it tells where in the program something was logged, which costs a stack. */
  readonly wantsCaller: boolean
}

/** What a formatter is made of. */
export interface FormatterOptions {
  readonly format?: string | undefined
  readonly datefmt?: string | undefined
  /** How fields are written: `%(name)s`, `{name}` or `${name}`. */
  readonly style?: '%' | '{' | '$' | undefined
  /** Colours by level, in colorlog's words; with it `%(log_color)s`, `%(reset)s` and the colours' names are fields. */
  readonly colors?: ReadonlyMap<string, string> | undefined
  /** `false`: the fields of colours are there and write nothing. */
  readonly paint?: boolean | undefined
  /** Where the config has it, for what is said of a mistake. */
  readonly path?: string | undefined
}

type Part = string | ((record: LogRecord) => string)

/** The fields of a record, in the reference's words. */
const fields: Readonly<Record<string, (record: LogRecord) => string | number>> = {
  name: (record) => record.name,
  levelname: (record) => record.levelName,
  levelno: (record) => record.level,
  message: (record) => record.message,
  pathname: (record) => record.caller?.file ?? '',
  filename: (record) => basename(record.caller?.file ?? ''),
  module: (record) => basename(record.caller?.file ?? '', extname(record.caller?.file ?? '')),
  lineno: (record) => record.caller?.line ?? 0,
  funcName: (record) => record.caller?.function ?? '',
  created: (record) => record.time.getTime() / 1000,
  msecs: (record) => record.time.getMilliseconds(),
  relativeCreated: () => performance.now(),
  process: () => process.pid,
  processName: () => 'MainProcess',
  thread: () => 0,
  threadName: () => 'MainThread',
  taskName: () => 'None',
}
const callerFields = /pathname|filename|module|lineno|funcName/

/**
 * A formatter, worked out once.
 *
 * @throws HydraException `LOGGING_CONFIG` for a field that does not exist
 */
export function createFormatter(options: FormatterOptions): Formatter {
  const { format, datefmt, style = '%', colors, paint = true, path } = options
  const text = format ?? (style === '%' ? '%(message)s' : '{message}')
  const pattern =
    style === '%'
      ? /%\((?<name>\w+)\)(?<spec>[#0 +-]*\d*(?:\.\d+)?)(?<type>[a-zA-Z])|%%/g
      : style === '{'
        ? /\{(?<name>\w+)(?::(?<spec>[^}]*?)(?<type>[a-zA-Z]?))?\}|\{\{|\}\}/g
        : /\$(?:\{(?<name>\w+)\}|(?<plain>\w+)|\$)/g
  const parts: Part[] = []
  let at = 0
  for (const match of text.matchAll(pattern)) {
    if (match.index > at) parts.push(text.slice(at, match.index))
    at = match.index + match[0].length
    const groups = match.groups ?? {}
    const name = groups.name ?? groups.plain
    parts.push(name === undefined ? match[0].slice(1) : fieldPart(name, groups.spec ?? '', groups.type ?? 's'))
  }
  if (at < text.length) parts.push(text.slice(at))
  const tail = colors !== undefined && paint ? (colorCode('reset') as string) : ''

  function fieldPart(name: string, spec: string, type: string): Part {
    if (name === 'asctime') return withSpec((record) => stamp(record.time, datefmt), spec, type)
    const read = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (read !== undefined) return withSpec(read, spec, type)
    if (colors !== undefined) {
      const level = (record: LogRecord): string => colorCode(colors.get(record.levelName) ?? '') ?? ''
      if (name === 'log_color') return paint ? level : ''
      const code = colorCode(name)
      if (code !== undefined) return paint ? code : ''
    }
    throw new HydraException(`A log format has no field \`${name}\`.`, {
      code: 'LOGGING_CONFIG',
      path,
      hint:
        didYouMean(name, [...Object.keys(fields), 'asctime']) ?? `fields: ${Object.keys(fields).join(', ')}, asctime`,
    })
  }

  return {
    wantsCaller: callerFields.test(text),
    format(record) {
      let out = ''
      for (const part of parts) out += typeof part === 'string' ? part : part(record)
      if (tail !== '' && !out.endsWith(tail)) out += tail
      return record.stack === undefined ? out : `${out}\n${record.stack}`
    },
  }
}

/** `2026-01-31 12:34:56,789` in local time, or as `datefmt` says. */
function stamp(time: Date, datefmt: string | undefined): string {
  if (datefmt !== undefined) return strftime(datefmt, time, { zone: true })
  const two = (value: number): string => (value < 10 ? `0${value}` : String(value))
  const date = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`
  const clock = `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`
  return `${date} ${clock},${String(time.getMilliseconds()).padStart(3, '0')}`
}

/** `-8`, `03`, `.3f`, `<8`: width, filling, side and digits, of either style. */
function withSpec(read: (record: LogRecord) => string | number, spec: string, type: string): Part {
  const float = /[fFeEgG]/.test(type)
  if (spec === '' && !float) return (record) => String(read(record))
  const match = /^(?:(.)?([<>^]))?([#0 +-]*)(\d*)(?:\.(\d+))?$/s.exec(spec)
  const [, fill, side, flags = '', width = '', digits] = match ?? []
  const filling = fill ?? (flags.includes('0') ? '0' : ' ')
  return (record) => {
    const value = read(record)
    const text = float
      ? Number(value).toFixed(Number(digits ?? 6))
      : digits !== undefined && typeof value === 'string'
        ? value.slice(0, Number(digits))
        : String(type === 'd' ? Math.trunc(Number(value)) : value)
    return aligned(text, {
      width: Number(width),
      filling,
      side: side ?? (flags.includes('-') ? '<' : undefined),
      value,
    })
  }
}

interface Alignment {
  readonly width: number
  readonly filling: string
  readonly side: string | undefined
  readonly value: string | number
}

function aligned(text: string, { width, filling, side, value }: Alignment): string {
  if (side === '<') return text.padEnd(width, filling === '0' ? ' ' : filling)
  if (side === '^') return text.padStart((width + text.length) >> 1, filling).padEnd(width, filling)
  return text.padStart(width, typeof value === 'string' && filling === '0' ? ' ' : filling)
}
