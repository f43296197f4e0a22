import { nearest } from '@hydra-zen/diagnostics'
import { reservedKeys } from '../config/config-object.ts'
import { listNames, type ParameterList } from '../config/parameters.ts'
import { SignatureError, ZenError } from '../errors.ts'
import { nameHere } from '../option-kinds.ts'

/** What is to be held against a target's parameters. */
export interface GivenToCheck {
  /** `UploadResultsCallback (my_app.ts:21)` */
  readonly building: string
  readonly names: Iterable<string>
  readonly args: readonly unknown[]
  readonly meta: readonly string[]
}

/**
 * Refuses values that the target would not take.
 *
 * @throws SignatureError `SIGNATURE_UNKNOWN_PARAMETER`, `SIGNATURE_GIVEN_TWICE`, `SIGNATURE_TOO_MANY`,
 * `SIGNATURE_META_CLASH`
 */
export function checkGiven({ building, names, args, meta }: GivenToCheck, list: ParameterList): void {
  const known = new Map(list.params.map((param) => [param.name, param]))
  if (args.length > list.positions) {
    const at =
      list.positions === 0 ? 'no values' : `at most ${list.positions} ${list.positions === 1 ? 'value' : 'values'}`
    fail(`Building ${building}: it takes ${at} by position, and ${args.length} are given.`, 'SIGNATURE_TOO_MANY', list)
  }
  for (const name of meta) {
    if (known.has(name))
      fail(`Building ${building}: meta field '${name}' is also a parameter.`, 'SIGNATURE_META_CLASH', list)
  }
  for (const name of names) {
    if (meta.includes(name)) continue
    const param = known.get(name)
    if (param === undefined) {
      if (list.open || name === list.rest) continue
      fail(`Building ${building}: '${name}' is not a parameter.`, 'SIGNATURE_UNKNOWN_PARAMETER', list, [
        name,
        known.keys(),
      ])
    }
    const position = param.position ?? list.optionsAt ?? Number.POSITIVE_INFINITY
    if (position < args.length) {
      fail(
        `Building ${building}: '${name}' is given both by position ${position} and by name.`,
        'SIGNATURE_GIVEN_TWICE',
        list,
      )
    }
  }
}

function fail(
  summary: string,
  code: 'SIGNATURE_UNKNOWN_PARAMETER' | 'SIGNATURE_GIVEN_TWICE' | 'SIGNATURE_TOO_MANY' | 'SIGNATURE_META_CLASH',
  list: ParameterList,
  near?: readonly [string, Iterable<string>],
): never {
  const best = near && nearest(near[0], near[1])
  const option = near && nameHere(near[0])
  throw new SignatureError(`${summary}${best ? ` Did you mean '${best}'?` : ''}`, {
    code,
    hint: option === undefined ? `it takes: ${listNames(list)}` : `that is an option: { ${option}: … } comes third`,
  })
}

/** @throws ZenError `ZEN_OPTION` for keys that steer how a config is built: those are options */
export function refuseReserved(building: string, names: Iterable<string>): void {
  for (const name of names) {
    if (!reservedKeys.has(name)) continue
    throw new ZenError(`Building ${building}: '${name}' is no parameter but says how the config is built.`, {
      code: 'ZEN_OPTION',
      hint: optionFor[name] ?? 'leave it out',
    })
  }
}

const optionFor: Readonly<Record<string, string>> = {
  _target_: "use the option { target: '…' }",
  _args_: 'use the option { args: […] }',
  _partial_: 'use the option { partial: true }',
  _recursive_: 'use the option { recursive: … }',
  _convert_: "use the option { convert: '…' }",
  _zen_exclude: 'use the option { meta: … }',
  _zen_wrappers: 'use the option { wrappers: … }',
}
