import { format } from 'node:util'
import { errorText } from './error-text.ts'
import { levelName } from './level.ts'
import { withoutOurFrames } from './own-frames.ts'

/** One thing that was logged. */
export interface LogRecord {
  readonly name: string
  readonly level: number
  readonly levelName: string
  readonly time: Date
  /** The message with its arguments filled in. */
  readonly message: string
  /** The stack of the error that came with it, causes included. */
  readonly stack: string | undefined
  /** Whence it was logged: lines of a stack, the caller's first. Made only where a format asks for it. */
  readonly caller: Caller | undefined
}

/** A place in the program. */
export interface Caller {
  readonly file: string
  readonly line: number
  readonly function: string
}

/** What `createRecord` needs beside the message. */
export interface RecordParts {
  readonly name: string
  readonly level: number
  readonly time: Date
  readonly args?: readonly unknown[]
  readonly error?: unknown
  readonly hasError?: boolean
  /** `HYDRA_FULL_ERROR=1` shows frames that are not of the user's code, too. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined
  readonly caller?: Caller | undefined
}

/** A record; `%s`, `%d`, `%j` in the message take the arguments, as in `console.log`. */
export function createRecord(message: unknown, parts: RecordParts): LogRecord {
  const { args = [] } = parts
  return {
    name: parts.name === '' ? 'root' : parts.name,
    level: parts.level,
    levelName: levelName(parts.level),
    time: parts.time,
    message: typeof message === 'string' && args.length === 0 ? message : format(message, ...args),
    stack: parts.hasError ? withoutOurFrames(errorText(parts.error), parts.env) : undefined,
    caller: parts.caller,
  }
}

/** The first place of the present stack that is not in this folder. */
export function findCaller(): Caller | undefined {
  const lines = (new Error().stack ?? '').split('\n').slice(1)
  const own = lines.findLastIndex((line) => line.includes('getLogger.') || /\b(?:LiveLogger|findCaller)\b/.test(line))
  const frame = lines[own + 1]
  const match = frame && /^\s*at (?:async )?(?:(.+?) \()?(?:file:\/\/)?(.+?):(\d+):\d+\)?$/.exec(frame)
  if (!match) return undefined
  return { file: match[2] as string, line: Number(match[3]), function: match[1] ?? '<module>' }
}
