import type { Source } from '@hydra-zen/diagnostics'
import {
  CHAR_ESCAPABLE,
  CHAR_PLAIN,
  charFlags,
  escapePlain,
  printScalar,
  type Scalar,
  typedText,
} from '@hydra-zen/omegaconf/nodes'
import { HydraException } from '../errors.ts'
import type { GlobSweep, ListOperation, Override, OverrideValue, Sweep, ZipMember } from './ast.ts'
import { quoteText } from './quoting.ts'

/**
 * How text without quotes is written.
 *
 * `reference`: with escapes, as the reference does, although some text (`é`, a quote within, a line break) can then
 * not be read back. `readable`: such text in quotes. In both, text that looks like a number comes back as one.
 */
export type TextStyle = 'reference' | 'readable'

/** What a printer needs to know: how to write plain text, and what to make of sweeps. */
interface Style {
  readonly text: (text: string) => string
  readonly sweep: (sweep: Sweep, style: Style) => string
  /** Where the value was given, for errors. */
  readonly source: Source | undefined
}

/** Text comes back as itself, whatever it looks like. */
const EXACT: Style = { text: exactText, sweep: sweepText, source: undefined }

/** `+db@pkg`: an override up to its `=`. */
export function keyText({ kind, key, package: at }: Pick<Override, 'kind' | 'key' | 'package'>): string {
  const prefix = kind === 'add' ? '+' : kind === 'force-add' ? '++' : kind === 'delete' ? '~' : ''
  return at === undefined ? prefix + key : `${prefix}${key}@${at}`
}

/**
 * The value of an override as it goes into the command line of one job. A deletion without a value gives `null`.
 *
 * Reference: `get_value_element_as_str`, to the letter unless the style says otherwise.
 *
 * @throws HydraException `OVERRIDE_VALUE` for a sweep, or a value with a sweep in it.
 */
export function valueText(
  { value, source }: Pick<Override, 'value'> & Partial<Pick<Override, 'source'>>,
  style: TextStyle = 'reference',
): string {
  return value === undefined ? 'null' : elementText(value, style, source)
}

/** A value that is no sweep, as `valueText` writes it. */
export function elementText(value: OverrideValue, style: TextStyle, source?: Source | undefined): string {
  return valueIn(value, { text: style === 'reference' ? escapePlain : readableText, sweep: refuseSweep, source })
}

/** A whole override that parses to the same one again, sweeps and list operations included. */
export function printOverride(override: Override): string {
  const { value } = override
  return value === undefined ? keyText(override) : `${keyText(override)}=${valueIn(value, EXACT)}`
}

/** Null, a number or a boolean as `str()` shows it; text without quotes. */
export function scalarText(value: Scalar | null): string {
  if (value === null) return 'null'
  return typeof value === 'string' ? escapePlain(value) : printScalar(value)
}

/** A value that is not within another one: there, nothing at all is empty text. */
function valueIn(value: OverrideValue, style: Style): string {
  return value.kind === 'plain' && value.value === '' ? '' : print(value, style)
}

function print(value: OverrideValue, style: Style): string {
  switch (value.kind) {
    case 'plain':
      return typeof value.value === 'string' ? style.text(value.value) : scalarText(value.value)
    case 'quoted':
      return quoteText(value.text, value.quote)
    case 'list':
      return `[${printAll(value.items, style)}]`
    case 'map':
      return `{${value.entries.map((entry) => `${scalarText(entry.key.value)}:${print(entry.value, style)}`).join(',')}}`
    case 'list-operation':
      return operationText(value)
    default:
      return style.sweep(value, style)
  }
}

function printAll(values: readonly OverrideValue[], style: Style): string {
  return values.map((value) => print(value, style)).join(',')
}

/** List operations are ours alone, so they are always written so that they can be read back. */
function operationText({ name, index, items }: ListOperation): string {
  const args = printAll(items, EXACT)
  return index === undefined ? `${name}(${args})` : `${name}(${args === '' ? index : `${index},${args}`})`
}

function sweepText(sweep: Sweep): string {
  switch (sweep.kind) {
    case 'choice': {
      const items = printAll(sweep.items, EXACT)
      const bare = sweep.simple && !sweep.shuffle && sweep.tags.length === 0
      return bare ? items : tagged(sweep.tags, mixed(sweep.shuffle, `choice(${items})`))
    }
    case 'range': {
      const { from, to, step } = sweep
      return tagged(sweep.tags, mixed(sweep.shuffle, `range(${[from, to, step].map(scalarText).join(',')})`))
    }
    case 'interval': {
      // an interval's ends are floats unless they were cast
      const text = tagged(sweep.tags, `interval(${scalarText(sweep.from)},${scalarText(sweep.to)})`)
      const ints = [sweep.from, sweep.to].every((end) => typeof end === 'bigint' || Number.isSafeInteger(end))
      return ints ? `int(${text})` : text
    }
    case 'glob':
      return globText(sweep)
    case 'zip':
      return mixed(sweep.shuffle, `zip(${sweep.members.map(memberText).join(',')})`)
    default:
      return sweep satisfies never
  }
}

/** In a zip, where commas part the members, a choice is always written out. */
function memberText(member: ZipMember): string {
  const { values } = member
  return `${keyText(member)}=${print(values.kind === 'choice' ? { ...values, simple: false } : values, EXACT)}`
}

function globText({ include, exclude }: GlobSweep): string {
  const text = `glob([${printAll(include, EXACT)}]`
  return exclude.length === 0 ? `${text})` : `${text},exclude=[${printAll(exclude, EXACT)}])`
}

function mixed(shuffle: boolean, text: string): string {
  return shuffle ? `shuffle(${text})` : text
}

function tagged(tags: readonly string[], text: string): string {
  return tags.length === 0 ? text : `tag(${[...tags.map(exactText), text].join(',')})`
}

function refuseSweep(sweep: Sweep, { source }: Style): never {
  throw new HydraException(`A ${sweep.kind} within a value cannot be expanded.`, {
    code: 'OVERRIDE_VALUE',
    at: source && { source, start: sweep.start, end: sweep.end },
    hint: 'a sweep must be the whole value of an override: choice([1,a],[2,a]) instead of [choice(1,2),a]',
  })
}

function exactText(text: string): string {
  return text === '' || typedText(text) !== undefined ? quoteText(text, "'") : readableText(text)
}

function readableText(text: string): string {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    const flags = code < 128 ? (charFlags[code] as number) : 0
    if ((flags & (CHAR_PLAIN | CHAR_ESCAPABLE)) === 0) return quoteText(text, "'")
  }
  return escapePlain(text)
}
