import { codeFrame, type Source } from '@hydra-zen/diagnostics'
import { OverrideParseException } from '../errors.ts'
import type { Override, OverrideKind, OverrideValue } from './ast.ts'
import { evaluate } from './evaluate.ts'
import { overrideError } from './override-error.ts'
import { parseSyntax } from './parser.ts'
import type { KeySyntax, OverrideSyntax, Syntax } from './syntax.ts'

/** How overrides are read. */
export interface ParseOptions {
  /** What `shuffle([…])` mixes a list with: numbers from 0 up to but without 1. A seeded one makes it repeatable. */
  readonly random?: (() => number) | undefined
  /** What errors call an override, where that is not its place among the others. */
  readonly nameOf?: ((text: string) => string | undefined) | undefined
}

/**
 * One override, as the command line and the compose API take it.
 *
 * Reference: Hydra 1.3's grammar, with `json_str` and `extend_list` of the newest development, the list operations
 * `append prepend insert remove_at remove_value list_clear`, and `zip`.
 *
 * @param source - Where the text was given; errors and origins point into it.
 * @throws OverrideParseException `OVERRIDE_SYNTAX`, `OVERRIDE_FUNCTION`, `OVERRIDE_VALUE`, `SWEEP_ZIP`.
 * @example
 * parseOverride('db.port=3306').value // { kind: 'plain', value: 3306, … }
 */
export function parseOverride(
  text: string,
  source: Source = { name: 'override', text },
  options?: ParseOptions,
): Override {
  const syntax = parseSyntax(source)
  return syntax.hasCalls && syntax.value !== undefined
    ? evaluated(syntax.value, syntax, source, options?.random ?? Math.random)
    : assemble(kindOf(syntax.key), syntax, syntax.value as OverrideValue | undefined, source)
}

function evaluated(value: Syntax, syntax: OverrideSyntax, source: Source, random: () => number): Override {
  const result = evaluate(value, source, random)
  return assemble(kindWithValue(syntax.key, result, source), syntax, result, source)
}

function assemble(
  kind: OverrideKind,
  { key, valueStart }: OverrideSyntax,
  value: OverrideValue | undefined,
  source: Source,
): Override {
  return {
    kind,
    key: key.key,
    package: key.package,
    value,
    input: source.text,
    source,
    keyStart: key.start,
    keyEnd: key.end,
    valueStart,
  }
}

/**
 * Overrides in the order given, named `override 1`, `override 2` … in errors.
 *
 * @throws OverrideParseException that reports all of those that do not parse.
 */
export function parseOverrides(texts: readonly string[], options: ParseOptions = {}): Override[] {
  const overrides: Override[] = []
  const problems: OverrideParseException[] = []
  texts.forEach((text, index) => {
    try {
      overrides.push(parseOverride(text, { name: options.nameOf?.(text) ?? `override ${index + 1}`, text }, options))
    } catch (error) {
      if (!(error instanceof OverrideParseException)) throw error
      problems.push(error)
    }
  })
  const [first] = problems
  if (first === undefined) return overrides
  throw problems.length === 1 ? first : together(problems, first)
}

function together(problems: readonly OverrideParseException[], first: OverrideParseException): OverrideParseException {
  const each = problems.map(({ summary, details: { at, hint } }) =>
    [`- ${summary}`, at && codeFrame(at), hint && `  hint: ${hint}`].filter(Boolean).join('\n'),
  )
  return new OverrideParseException([`${problems.length} overrides do not parse.`, ...each].join('\n'), {
    code: first.code,
    override: first.override,
  })
}

function kindOf({ prefix }: KeySyntax): OverrideKind {
  switch (prefix) {
    case '':
      return 'change'
    case '+':
      return 'add'
    case '++':
      return 'force-add'
    case '~':
      return 'delete'
    default:
      return prefix satisfies never
  }
}

/** Reference: an override that changes a list in place, or that is a zip, takes no prefix. */
function kindWithValue(key: KeySyntax, value: OverrideValue, source: Source): OverrideKind {
  const kind = kindOf(key)
  if (value.kind !== 'list-operation' && value.kind !== 'zip') return kind
  if (kind !== 'change') {
    const what = value.kind === 'zip' ? 'The name of a zip' : `A key with ${value.name}(…)`
    const hint = value.kind === 'zip' ? `prefixes belong to the members: zip(${key.prefix}db=…)` : undefined
    const { start, end } = key
    const summary = `${what} takes no \`${key.prefix}\`.`
    throw overrideError({ source, summary, start, end, code: 'OVERRIDE_VALUE', hint })
  }
  return value.kind === 'zip' ? 'change' : 'list-operation'
}
