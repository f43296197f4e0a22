import { didYouMean } from '@hydra-zen/diagnostics'
import { ZenError } from './errors.ts'

/** What an option may be, in words and as a test. */
export type OptionKind = 'boolean' | 'list' | 'mapping' | 'text' | 'any'

/** The options of a function, by name. */
export type OptionKinds = Readonly<Record<string, OptionKind>>

/**
 * Refuses options that a function does not have, or whose values make no sense: the compiler is not always asked.
 *
 * @param verb - How the user's call begins, for messages: `builds`.
 * @throws ZenError `ZEN_OPTION`
 */
export function checkKinds(options: object, kinds: OptionKinds, verb: string): void {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    throw new ZenError(`${verb}: options are an object.`, { code: 'ZEN_OPTION', hint: `it has ${listOf(kinds)}` })
  }
  for (const name in options) {
    const value = (options as Record<string, unknown>)[name]
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined
    if (kind === undefined) throw unknownOption(name, kinds, verb)
    if (kind !== 'any' && value !== undefined && !tests[kind](value)) {
      throw new ZenError(`${verb}: the option \`${name}\` is ${words[kind]}.`, { code: 'ZEN_OPTION' })
    }
  }
}

function unknownOption(name: string, kinds: OptionKinds, verb: string): ZenError {
  const here = nameHere(name)
  const meant = here !== undefined && here in kinds ? `here it is \`${here}\`` : didYouMean(name, Object.keys(kinds))
  return new ZenError(`${verb}: there is no option \`${name}\`.`, {
    code: 'ZEN_OPTION',
    hint: meant ?? `it has ${listOf(kinds)}`,
  })
}

function listOf(kinds: OptionKinds): string {
  return Object.keys(kinds).join(', ')
}

/** What an option of Python's hydra-zen is called here. */
export function nameHere(name: string): string | undefined {
  return Object.hasOwn(pythonNames, name) ? pythonNames[name] : undefined
}

const pythonNames: Readonly<Record<string, string>> = {
  populate_full_signature: 'fullSignature',
  zen_partial: 'partial',
  zen_wrappers: 'wrappers',
  zen_meta: 'meta',
  zen_exclude: 'exclude',
  zen_dataclass: 'name',
  builds_bases: 'bases',
  hydra_recursive: 'recursive',
  hydra_convert: 'convert',
  hydra_defaults: 'defaults',
  to_config: 'toConfig',
  pre_call: 'preCall',
  unpack_kwargs: 'unpackRest',
  run_in_context: 'runInContext',
  resolve_pre_call: 'resolvePreCall',
  instantiation_wrapper: 'wrapTarget',
  config_name: 'configName',
  config_path: 'configPath',
  version_base: 'versionBase',
  job_name: 'jobName',
}

const tests: Readonly<Record<Exclude<OptionKind, 'any'>, (value: unknown) => boolean>> = {
  boolean: (value) => typeof value === 'boolean',
  list: Array.isArray,
  mapping: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  text: (value) => typeof value === 'string' && value !== '',
}

const words: Readonly<Record<Exclude<OptionKind, 'any'>, string>> = {
  boolean: 'true or false',
  list: 'a list',
  mapping: 'an object',
  text: 'a text',
}
