import { HydraException } from '../errors.ts'
import type { ChoiceSweep, GlobSweep, ListValue, Override, OverrideValue, RangeSweep, Sweep } from './ast.ts'
import { globMatcher } from './glob-match.ts'
import { elementText, keyText, scalarText, type TextStyle } from './print.ts'
import { printRangeNumber, rangeValues } from './range-values.ts'
import { shuffled } from './shuffle.ts'

/** What the values of a sweep may depend on. */
export interface ExpandOptions {
  /** The names of the options of a config group, sorted: what globs choose from. Without it a glob is an error. */
  readonly optionsOf?: ((group: string) => readonly string[]) | undefined
  /** What shuffled sweeps are mixed with. */
  readonly random?: (() => number) | undefined
  /** How values are written; `reference` unless given. A sweep that is to run wants `readable`. */
  readonly style?: TextStyle | undefined
}

/** The values of one dimension, to be read in any order: a range keeps three numbers, however long it is. */
export interface TextList {
  readonly length: number
  at(index: number): string
}

/** Most values a range may have where all of them must be held at once, in order to be shuffled. */
const MOST_SHUFFLED = 10_000_000

/**
 * The texts that an override's sweep stands for, each as it goes after the `=` of one job.
 *
 * @throws HydraException `SWEEP_UNSUPPORTED` for an interval or where no sweep is, `OVERRIDE_VALUE` for a sweep within
 * a value, `SWEEP_STEP_ZERO`, `SWEEP_TOO_LONG`.
 */
export function* expandSweep(override: Override, options: ExpandOptions = {}): Iterable<string> {
  const { value } = override
  if (value === undefined || value.kind === 'zip' || value.kind === 'interval' || !isListable(value)) {
    throw notListable(override)
  }
  const texts = sweepTexts(value, override, options)
  for (let index = 0; index < texts.length; index++) yield texts.at(index)
}

/** The texts of a list or a finite sweep. */
export function sweepTexts(
  values: ListValue | ChoiceSweep | RangeSweep | GlobSweep,
  override: Pick<Override, 'kind' | 'key' | 'package' | 'source' | 'valueStart'>,
  { optionsOf, random = Math.random, style = 'reference' }: ExpandOptions,
): TextList {
  switch (values.kind) {
    case 'list':
      return listOfTexts(values.items.map((item) => elementText(item, style, override.source)))
    case 'choice':
      return listOfTexts(mix(values, random).map((item) => elementText(item, style, override.source)))
    case 'glob':
      return listOfTexts(globTexts(values, override.key, optionsOf))
    case 'range':
      return rangeTexts(values, override, random)
    default:
      return values satisfies never
  }
}

function mix({ items, shuffle }: ChoiceSweep, random: () => number): readonly OverrideValue[] {
  return shuffle ? shuffled(items, random) : items
}

function rangeTexts(
  { from, to, step, shuffle, start, end }: RangeSweep,
  override: Pick<Override, 'key' | 'source'>,
  random: () => number,
): TextList {
  const range = rangeValues(from, to, step)
  const shown = `range(${[from, to, step].map(printRangeNumber).join(',')})`
  const at = { source: override.source, start, end }
  if (typeof range === 'string') {
    const why = range === 'nan' ? 'nan is no number to count with' : 'a step of 0 leads nowhere'
    throw new HydraException(`${shown} has no values: ${why}.`, { code: 'SWEEP_STEP_ZERO', at })
  }
  if (range.length > (shuffle ? MOST_SHUFFLED : Number.MAX_SAFE_INTEGER)) {
    throw new HydraException(`${shown} has too many values${shuffle ? ' to shuffle' : ''}.`, {
      code: 'SWEEP_TOO_LONG',
      at,
    })
  }
  if (!shuffle) {
    const { length } = range
    return range.ints
      ? { length, at: (index) => String(range.at(index)) }
      : { length, at: (index) => scalarText(range.at(index)) }
  }
  return listOfTexts(
    shuffled(
      Array.from({ length: range.length }, (_, index) => scalarText(range.at(index))),
      random,
    ),
  )
}

function globTexts(glob: GlobSweep, group: string, optionsOf: ExpandOptions['optionsOf']): string[] {
  if (optionsOf === undefined) {
    throw new HydraException('A glob needs the options of a config group, and there are no configs here.', {
      code: 'SWEEP_UNSUPPORTED',
    })
  }
  const include = glob.include.map(matcher)
  const exclude = glob.exclude.map(matcher)
  return optionsOf(group).filter(
    (name) => include.some((matchesIt) => matchesIt(name)) && !exclude.some((matchesIt) => matchesIt(name)),
  )
}

function matcher(glob: OverrideValue): (name: string) => boolean {
  if (glob.kind === 'quoted') return globMatcher(glob.text)
  if (glob.kind === 'plain') return globMatcher(typeof glob.value === 'string' ? glob.value : scalarText(glob.value))
  throw new HydraException(`A ${glob.kind} is no pattern for names.`, { code: 'SWEEP_UNSUPPORTED' })
}

function isListable(value: OverrideValue): value is ChoiceSweep | RangeSweep | GlobSweep {
  return value.kind === 'choice' || value.kind === 'range' || value.kind === 'glob'
}

function notListable({ value, source, ...override }: Override): HydraException {
  const kind = (value as Sweep | undefined)?.kind
  const what =
    kind === 'interval' ? 'An interval has no values to list' : `\`${keyText(override)}\` is no sweep over values`
  const at = value && { source, start: value.start, end: value.end }
  return new HydraException(`${what}.`, {
    code: 'SWEEP_UNSUPPORTED',
    at,
    hint: kind === 'interval' ? INTERVAL_HINT : undefined,
  })
}

/** What to write where an interval cannot be used. */
export const INTERVAL_HINT = 'list the values, choice(0.1,0.5), or step through them, range(0,1,0.1)'

function listOfTexts(texts: readonly string[]): TextList {
  return { length: texts.length, at: (index) => texts[index] as string }
}
