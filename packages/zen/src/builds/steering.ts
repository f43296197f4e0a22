import type { Callable } from '@hydra-zen/signatures'
import { isConfigObject } from '../config/config-object.ts'
import { ZenError } from '../errors.ts'
import { checkKinds, type OptionKind } from '../option-kinds.ts'
import type { CallSite } from '../targets/call-site.ts'
import type { BuildsOptions, DefaultsItem } from '../types.ts'
import type { Inherited } from './bases.ts'
import type { Workshop } from './workshop.ts'

interface SteeringParts {
  readonly address: string
  readonly args: readonly unknown[]
  readonly meta: readonly string[]
  readonly options: BuildsOptions
  readonly bases: Inherited
  readonly site: CallSite
}

/**
 * The keys that say how a config is built, in the reference's order.
 *
 * Wrappers and meta fields need a helper between the config and its target: `zen:process`, which takes the target's
 * address as `_zen_target`. That way the config stays whole when it is written as YAML.
 */
export function steeringValues(parts: SteeringParts, workshop: Workshop): Map<string, unknown> {
  const { address, args, meta, options, bases, site } = parts
  const inherited = bases.steering
  const values = new Map<string, unknown>()
  const partial = options.partial ?? inherited.get('_partial_')
  const wrappers =
    options.wrappers === undefined ? inherited.get('_zen_wrappers') : wrapperValue(options, site, workshop)
  if (meta.length > 0 || wrappers !== undefined) {
    values.set('_target_', 'zen:process')
    values.set('_zen_target', address)
    if (partial) values.set('_zen_partial', true)
    if (meta.length > 0) values.set('_zen_exclude', Object.freeze([...meta]))
    if (wrappers !== undefined) values.set('_zen_wrappers', wrappers)
  } else {
    values.set('_target_', address)
    if (partial) values.set('_partial_', true)
  }
  if (inherited.size > 0 || options.recursive !== undefined || options.convert !== undefined) {
    const recursive = options.recursive ?? inherited.get('_recursive_')
    const convert = options.convert ?? inherited.get('_convert_')
    if (recursive !== undefined) values.set('_recursive_', recursive)
    if (convert !== undefined) values.set('_convert_', convert)
  }
  if (args.length > 0) values.set('_args_', args)
  const defaults = options.defaults ?? inherited.get('defaults')
  if (defaults !== undefined) values.set('defaults', defaults)
  return values
}

/** One wrapper stands alone, several in a list; none for an empty list. */
function wrapperValue({ wrappers }: BuildsOptions, site: CallSite, workshop: Workshop): unknown {
  const list = (Array.isArray(wrappers) ? wrappers : [wrappers]) as readonly unknown[]
  const values = list.map((wrapper) => {
    if (wrapper === null || typeof wrapper === 'string' || isConfigObject(wrapper)) return wrapper
    if (typeof wrapper === 'function') return workshop.addressOf(wrapper as Callable, site, 'wrappers')
    throw new ZenError('A wrapper must be a function, a config, an address, an interpolation or null.', {
      code: 'ZEN_OPTION',
    })
  })
  return values.length === 0 ? undefined : values.length === 1 ? values[0] : Object.freeze(values)
}

/** @throws ZenError `ZEN_OPTION` for a value that an option does not have */
export function checkOptions(options: BuildsOptions, verb: string): void {
  checkKinds(options, kinds, verb)
  const { convert, defaults, exclude } = options
  if (exclude !== undefined && !Array.isArray(exclude) && typeof exclude !== 'function') {
    throw new ZenError(`${verb}: the option \`exclude\` is a list or a function.`, { code: 'ZEN_OPTION' })
  }
  if (convert !== undefined && !conversions.has(convert)) {
    throw new ZenError(`${verb}: there is no conversion \`${convert}\`.`, {
      code: 'ZEN_OPTION',
      hint: `use one of ${[...conversions].join(', ')}`,
    })
  }
  if (defaults !== undefined) checkDefaults(defaults, verb)
}

/** @throws ZenError `ZEN_OPTION` where `_self_` stands twice, or a line is neither a text nor one group */
export function checkDefaults(defaults: readonly DefaultsItem[], verb: string): void {
  if (defaults.filter((item) => item === '_self_').length > 1) {
    throw new ZenError(`${verb}: the defaults list has \`_self_\` more than once.`, { code: 'ZEN_OPTION' })
  }
  for (const item of defaults) {
    if (typeof item === 'string') continue
    if (typeof item === 'object' && item !== null && Object.keys(item).length === 1) continue
    throw new ZenError(`${verb}: a line of the defaults list is a text, or a mapping of one group.`, {
      code: 'ZEN_OPTION',
      hint: "write { db: 'mysql' }",
    })
  }
}

const kinds: Readonly<Record<keyof BuildsOptions, OptionKind>> = {
  fullSignature: 'boolean',
  partial: 'boolean',
  exclude: 'any',
  meta: 'mapping',
  wrappers: 'any',
  args: 'list',
  bases: 'list',
  defaults: 'list',
  recursive: 'boolean',
  convert: 'any',
  target: 'text',
  name: 'text',
  convertInstances: 'boolean',
}

const conversions = new Set(['none', 'partial', 'all', 'object'])
