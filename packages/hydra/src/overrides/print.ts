import {
  CHAR_ESCAPABLE,
  CHAR_PLAIN,
  charFlags,
  escapePlain,
  printScalar,
  type Scalar,
} from '@hydra-zen/omegaconf/nodes'
import { HydraException } from '../errors.ts'
import type { GlobSweep, ListOperation, Override, OverrideValue, Sweep, ZipMember } from './ast.ts'
import { quoteText } from './quoting.ts'

/** `+db@pkg`: an override up to its `=`. */
export function keyText({ kind, key, package: at }: Pick<Override, 'kind' | 'key' | 'package'>): string {
  const prefix = kind === 'add' ? '+' : kind === 'force-add' ? '++' : kind === 'delete' ? '~' : ''
  return at === undefined ? prefix + key : `${prefix}${key}@${at}`
}

/**
 * The value of an override as it goes into the command line of one job. A deletion without a value gives `null`.
 *
 * Reference: `get_value_element_as_str`, to the letter, but for text that could not be read back (`é`, a line
 * break): that comes in quotes.
 *
 * @throws HydraException `OVERRIDE_VALUE` for a sweep, or a value with a sweep in it.
 */
export function valueText({ value }: Pick<Override, 'value'>): string {
  return value === undefined ? 'null' : elementText(value)
}

/** A value that is no sweep, as `valueText` writes it. */
export function elementText(value: OverrideValue): string {
  switch (value.kind) {
    case 'plain':
      return scalarText(value.value)
    case 'list-operation':
      return operationText(value)
    case 'quoted':
    case 'list':
    case 'map':
      return innerText(value, refuseSweep)
    default:
      return refuseSweep(value)
  }
}

/** A scalar as it can stand without quotes where possible. */
export function scalarText(value: Scalar | null): string {
  if (value === null) return 'null'
  return typeof value === 'string' ? plainText(value) : printScalar(value)
}

/** A whole override that parses to the same one again, sweeps and list operations included. */
export function printOverride(override: Override): string {
  const { value } = override
  if (value === undefined) return keyText(override)
  return `${keyText(override)}=${value.kind === 'plain' ? scalarText(value.value) : innerText(value, sweepText)}`
}

/** A value within another one, where nothing at all has to be spelled `''`. */
function innerText(value: OverrideValue, ofSweep: (sweep: Sweep) => string): string {
  switch (value.kind) {
    case 'plain':
      return value.value === '' ? "''" : scalarText(value.value)
    case 'quoted':
      return quoteText(value.text, value.quote)
    case 'list':
      return `[${value.items.map((item) => innerText(item, ofSweep)).join(',')}]`
    case 'map':
      return `{${value.entries.map((entry) => `${scalarText(entry.key.value)}:${innerText(entry.value, ofSweep)}`).join(',')}}`
    case 'list-operation':
      return operationText(value)
    default:
      return ofSweep(value)
  }
}

function operationText({ name, index, items }: ListOperation): string {
  const args = items.map((item) => innerText(item, refuseSweep))
  return `${name}(${(index === undefined ? args : [String(index), ...args]).join(',')})`
}

function sweepText(sweep: Sweep): string {
  switch (sweep.kind) {
    case 'choice': {
      const items = sweep.items.map((item) => innerText(item, sweepText)).join(',')
      const bare = sweep.simple && !sweep.shuffle && sweep.tags.length === 0
      return bare ? items : tagged(sweep.tags, mixed(sweep.shuffle, `choice(${items})`))
    }
    case 'range': {
      const { from, to, step } = sweep
      return tagged(sweep.tags, mixed(sweep.shuffle, `range(${[from, to, step].map(scalarText).join(',')})`))
    }
    case 'interval': {
      // an interval's ends are floats unless they were cast
      const text = `interval(${scalarText(sweep.from)},${scalarText(sweep.to)})`
      const ints = [sweep.from, sweep.to].every((end) => typeof end === 'bigint' || Number.isSafeInteger(end))
      return ints ? `int(${tagged(sweep.tags, text)})` : tagged(sweep.tags, text)
    }
    case 'glob':
      return globText(sweep)
    case 'zip':
      return `zip(${sweep.members.map(memberText).join(',')})`
    default:
      return sweep satisfies never
  }
}

function memberText(member: ZipMember): string {
  return `${keyText(member)}=${innerText(member.values, choiceText)}`
}

/** In a zip, where commas part the members, a choice is always written out. */
function choiceText(sweep: Sweep): string {
  return sweepText(sweep.kind === 'choice' ? { ...sweep, simple: false } : sweep)
}

function globText({ include, exclude }: GlobSweep): string {
  const list = (globs: readonly OverrideValue[]) => `[${globs.map((glob) => innerText(glob, sweepText)).join(',')}]`
  return exclude.length === 0 ? `glob(${list(include)})` : `glob(${list(include)},exclude=${list(exclude)})`
}

function mixed(shuffle: boolean, text: string): string {
  return shuffle ? `shuffle(${text})` : text
}

function tagged(tags: readonly string[], text: string): string {
  return tags.length === 0 ? text : `tag(${[...tags.map(plainText), text].join(',')})`
}

function refuseSweep(sweep: Sweep): never {
  throw new HydraException(`A ${sweep.kind} within a value cannot be expanded.`, {
    code: 'OVERRIDE_VALUE',
    hint: 'a sweep must be the whole value of an override: choice([1,a],[2,a]) instead of [choice(1,2),a]',
  })
}

function plainText(text: string): string {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    const flags = code < 128 ? (charFlags[code] as number) : 0
    if ((flags & (CHAR_PLAIN | CHAR_ESCAPABLE)) === 0) return quoteText(text, "'")
  }
  return escapePlain(text)
}
