import { didYouMean } from '@hydra-zen/diagnostics'
import { CompactHydraException } from '../errors.ts'
import { type FlagSpec, type Flags, flagNames, flagSpecs, type InfoTopic } from './flags.ts'

/** A flag that does not exist, lacks its value or was given a wrong one: the process ends with code 2, after the usage. */
export class FlagError extends CompactHydraException {}

/**
 * The flags and the overrides of a command line, in any order.
 *
 * `--flag value`, `--flag=value`, `-cVALUE`, `-mr` (short flags in one word) and unambiguous beginnings of long flags
 * are understood; what follows `--` is an override whatever it looks like. Of a flag given twice the last counts. Where
 * `--version` is asked for, what follows it and flags that do not exist are not looked at.
 * Reference: `argparse` with Hydra's flags; there overrides may not follow a flag that follows overrides.
 *
 * @throws FlagError `FLAG_UNKNOWN`, `FLAG_VALUE`; whether flags fit together is `checkFlags`' business
 */
export function parseFlags(argv: readonly string[]): Flags {
  const found = new Map<FlagSpec['field'], string | true>()
  const overrides: string[] = []
  let unknown: FlagError | undefined
  for (let at = 0; at < argv.length && !found.has('version'); at++) {
    const word = argv[at] as string
    if (word === '--') {
      overrides.push(...argv.slice(at + 1))
      break
    }
    if (!looksLikeFlag(word)) {
      overrides.push(word)
      continue
    }
    for (let rest: string | undefined = word; rest !== undefined; ) {
      const flag = recognise(rest)
      if (flag === undefined) {
        unknown ??= unknownFlag(rest)
        break
      }
      const { spec, name, value, more } = flag
      rest = more
      if (spec.takes === 'nothing') {
        if (value !== undefined) throw new FlagError(`${name} takes no value.`, { code: 'FLAG_VALUE' })
        found.set(spec.field, true)
        continue
      }
      const next = argv[at + 1]
      const follows = value === undefined && next !== undefined && isValueOf(spec, next)
      if (follows) at++
      found.set(spec.field, checked(spec, name, value ?? (follows ? next : spec.otherwise)))
    }
  }
  if (unknown !== undefined && !found.has('version')) throw unknown
  return toFlags(found, overrides)
}

/** A blank inside makes a word an override, a lone `-` and a negative number are no flags either. */
function looksLikeFlag(word: string): boolean {
  return word.length > 1 && word.charCodeAt(0) === 45 && !word.includes(' ') && !/^-\d+$|^-\d*\.\d+$/.test(word)
}

interface Recognised {
  readonly spec: FlagSpec
  /** As the user wrote it, without the value. */
  readonly name: string
  readonly value: string | undefined
  /** The flags that are left of a word such as `-mr`. */
  readonly more: string | undefined
}

/** `undefined` where there is no such flag. */
function recognise(word: string): Recognised | undefined {
  const equals = word.indexOf('=')
  const name = equals === -1 ? word : word.slice(0, equals)
  const value = equals === -1 ? undefined : word.slice(equals + 1)
  const exact = flagSpecs.find(({ names }) => names.includes(name))
  if (exact !== undefined) return { spec: exact, name, value, more: undefined }
  if (!name.startsWith('--')) return shortFlag(word)
  const fitting = flagSpecs.filter(({ names }) => names[0].startsWith(name))
  const theirs = fitting.filter(({ ours }) => !ours)
  const candidates = theirs.length > 0 ? theirs : fitting
  const [only, another] = candidates
  if (only === undefined) return undefined
  if (another !== undefined) {
    throw new FlagError(`${name} could be ${candidates.map(({ names }) => names[0]).join(', ')}.`, {
      code: 'FLAG_UNKNOWN',
      hint: 'write more of it',
    })
  }
  return { spec: only, name: only.names[0], value, more: undefined }
}

/** `-cjob`, `-mr`: a short flag of one letter with what stands behind it in the same word. */
function shortFlag(word: string): Recognised | undefined {
  const name = word.slice(0, 2)
  const spec = flagSpecs.find(({ names }) => names.includes(name))
  if (spec === undefined || word.length === 2) return undefined
  if (spec.takes !== 'nothing') return { spec, name, value: word.slice(2), more: undefined }
  if (word[2] === '=') return { spec, name, value: word.slice(3), more: undefined }
  const letter = `-${word[2]}`
  if (!flagSpecs.some(({ names }) => names.includes(letter))) return undefined
  return { spec, name, value: undefined, more: `-${word.slice(2)}` }
}

function unknownFlag(word: string): FlagError {
  const name = word.startsWith('--') ? word.replace(/=.*$/s, '') : word
  return new FlagError(`There is no flag ${name}.`, {
    code: 'FLAG_UNKNOWN',
    hint: didYouMean(name.replace(/=.*$/s, ''), flagNames) ?? 'see --hydra-help',
  })
}

function isValueOf(spec: FlagSpec, word: string): boolean {
  if (looksLikeFlag(word)) return false
  if (spec.takes === 'value') return true
  // `--info db=mysql`: an override follows, and the value was left out
  if (spec.field === 'dryRun') return spec.choices?.includes(word) === true
  return !/[=]|^[+~]/.test(word)
}

/** Flags whose value cannot be the empty text, which a variable of a shell that is not set makes of it. */
const NEVER_EMPTY: ReadonlySet<FlagSpec['field']> = new Set(['resume', 'experimentalRerun', 'explain'])

function checked(spec: FlagSpec, name: string, value: string | undefined): string {
  if (value === undefined || (value === '' && NEVER_EMPTY.has(spec.field))) {
    throw new FlagError(`${name} needs a value${spec.choices ? `: ${spec.choices.join(', ')}` : ''}.`, {
      code: 'FLAG_VALUE',
    })
  }
  if (spec.choices !== undefined && !spec.choices.includes(value)) {
    throw new FlagError(`${name} takes ${spec.choices.join(', ')}; not '${value}'.`, {
      code: 'FLAG_VALUE',
      hint: didYouMean(value, spec.choices),
    })
  }
  return value
}

function toFlags(found: ReadonlyMap<FlagSpec['field'], string | true>, overrides: readonly string[]): Flags {
  const given = (field: FlagSpec['field']): boolean => found.has(field)
  const text = (field: FlagSpec['field']): string | undefined => {
    const value = found.get(field)
    return value === true ? undefined : value
  }
  return {
    help: given('help'),
    hydraHelp: given('hydraHelp'),
    version: given('version'),
    cfg: text('cfg') as Flags['cfg'],
    resolve: given('resolve'),
    package: text('package'),
    run: given('run'),
    multirun: given('multirun'),
    shellCompletion: given('shellCompletion'),
    configPath: text('configPath'),
    configName: text('configName'),
    configDir: text('configDir'),
    experimentalRerun: text('experimentalRerun'),
    info: text('info') as InfoTopic | undefined,
    format: text('format') as Flags['format'],
    explain: text('explain'),
    blame: given('blame'),
    dryRun: text('dryRun') as Flags['dryRun'],
    resume: text('resume'),
    retryFailed: given('retryFailed'),
    acceptChanges: given('acceptChanges'),
    overrides,
  }
}
