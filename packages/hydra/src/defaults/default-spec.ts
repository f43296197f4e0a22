import type { SourceSpan } from '@hydra-zen/diagnostics'
import { didYouMean } from '@hydra-zen/diagnostics'
import { type ConfigNode, type ListNode, type MapNode, type Origin, resolved } from '@hydra-zen/omegaconf/nodes'
import { ValueError } from '../errors.ts'
import { builtinDefaults } from '../sources/builtin-source.ts'
import type { LoadedConfig } from '../sources/config-source.ts'

/** One entry of a defaults list as it is written, read once per config. */
export type DefaultSpec = ConfigSpec | GroupSpec | PatchSpec

/** `- db/mysql`, `- _self_` */
interface ConfigSpec {
  readonly kind: 'config'
  readonly path: string
  readonly package: string | undefined
  readonly at: SourceSpan | undefined
}

/** `- db: mysql`, `- optional db@backup: mysql`, `- override /db: mysql`, `- db: [a, b]` */
interface GroupSpec {
  readonly kind: 'group'
  readonly group: string
  readonly value: string | readonly string[] | null
  readonly package: string | undefined
  readonly optional: boolean
  readonly override: boolean
  /** An override as Hydra 1.0 wrote them: without the word, anywhere in the list. */
  readonly unordered: boolean
  readonly at: SourceSpan | undefined
}

/** `- _patch_: [~old, items=append(x)]`, ours: changes to what was composed. */
export interface PatchSpec {
  readonly kind: 'patch'
  readonly package: string | undefined
  readonly entries: readonly { readonly text: string; readonly at: SourceSpan | undefined }[]
  readonly at: SourceSpan | undefined
}

/** How a defaults list is read. */
export interface ListReading {
  /** As Hydra 1.1 did. */
  readonly legacy: boolean
}

/**
 * The entries of a config's defaults list; none where it has no list.
 *
 * @throws ValueError `DEFAULTS_MALFORMED` for anything that is no entry.
 */
export function defaultSpecs(loaded: LoadedConfig, reading: ListReading): readonly DefaultSpec[] {
  const builtin = builtinDefaults(loaded)
  if (builtin) return builtin.map(plainSpec)
  const written = loaded.defaults
  if (written === undefined || written.state === 'missing') return none
  const list = written.state === 'interpolation' ? resolved(written) : written
  const known = reading.legacy ? knownLegacy : knownLists
  let specs = known.get(written)
  if (!specs) {
    if (list.kind !== 'list' || list.state !== 'value') {
      throw malformed(`The defaults list of \`${loaded.path}\` must be a list, not ${kindOf(list)}.`, list)
    }
    specs = readList(loaded.path, list, reading)
    known.set(written, specs)
  }
  return specs
}

const none: readonly DefaultSpec[] = []
const knownLists = new WeakMap<ConfigNode, readonly DefaultSpec[]>()
const knownLegacy = new WeakMap<ConfigNode, readonly DefaultSpec[]>()

/** An entry of Hydra's own list, which is data: a group with its option. */
function plainSpec([group, value]: readonly [string, string | null]): GroupSpec {
  const flags = { optional: false, override: false, unordered: false }
  return { kind: 'group', group, value, package: undefined, ...flags, at: undefined }
}

function readList(path: string, list: ListNode, reading: ListReading): readonly DefaultSpec[] {
  return list.items.map((item) => {
    if (item.kind === 'map' && item.state === 'value') return readEntry(path, item, reading)
    const text = textOf(item)
    if (text === undefined) {
      throw malformed(`In \`${path}\`: ${kindOf(item)} is no entry of a defaults list.`, item)
    }
    const [config, packagePath] = splitPackage(text)
    if (config === '_self_' && packagePath !== undefined) {
      throw malformed(`In \`${path}\`: \`_self_\` cannot be moved to a package.`, item, 'write `_self_` alone.')
    }
    return { kind: 'config', path: config, package: packagePath, at: spanOf(item) }
  })
}

function readEntry(path: string, item: MapNode, { legacy }: ListReading): DefaultSpec {
  const entries = [...item.entries]
  const marked = legacy && entries.length > 1 ? entries.findIndex(([key]) => key === 'optional') : -1
  const mark = marked === -1 ? undefined : entries.splice(marked, 1)[0]?.[1]
  const [first, second] = entries
  if (!first) throw malformed(`In \`${path}\`: a default without a config group.`, item, 'write `group: option`.')
  if (second) {
    throw malformed(
      `In \`${path}\`: one default with several keys, ${[...item.entries.keys()].map(quoted).join(' and ')}.`,
      item,
      second[0] === 'optional' ? `write \`optional ${first[0]}: …\`.` : 'give each its own `- `.',
    )
  }
  const [key, value] = first
  if (typeof key !== 'string') throw malformed(`In \`${path}\`: ${quoted(key)} is no config group.`, item)
  const at = spanOf(value) ?? spanOf(item)
  const [words, packagePath] = splitPackage(key)
  if (words.trim() === '_patch_') return { kind: 'patch', package: packagePath, entries: patchEntries(path, value), at }
  const { group, ...keywords } = readKeywords(path, words, item)
  const unordered = legacy && !keywords.override && group.startsWith('hydra/')
  const optional = keywords.optional || (mark?.kind === 'scalar' && mark.value === true)
  const override = keywords.override || unordered
  return {
    kind: 'group',
    group,
    value: readValue(path, value),
    package: packagePath,
    optional,
    override,
    unordered,
    at,
  }
}

function readKeywords(path: string, text: string, item: MapNode) {
  if (text !== '' && !text.includes(' ')) return { group: text, optional: false, override: false }
  const words = text.split(/\s+/).filter((word) => word !== '')
  const group = words.pop()
  if (group === undefined) throw malformed(`In \`${path}\`: a default without a config group.`, item)
  for (const word of words) {
    if (word === 'optional' || word === 'override') continue
    const hint = didYouMean(word, ['optional', 'override'])
    throw malformed(`In \`${path}\`: \`${word}\` is no keyword of a defaults list.`, item, hint)
  }
  const optional = words.includes('optional')
  const override = words.includes('override')
  return { group, optional, override }
}

function readValue(path: string, value: ConfigNode): string | readonly string[] | null {
  if (value.state === 'null') return null
  const text = textOf(value)
  if (text !== undefined) return text
  if (value.kind === 'list' && value.state === 'value') {
    return value.items.map((item) => {
      const option = textOf(item)
      if (option !== undefined) return option
      throw malformed(`In \`${path}\`: ${kindOf(item)} is no option; a list of options holds names.`, item)
    })
  }
  const hint = value.kind === 'scalar' ? 'put it in quotes if the option is really named so.' : undefined
  throw malformed(`In \`${path}\`: ${kindOf(value)} is no option of a config group.`, value, hint)
}

function patchEntries(path: string, value: ConfigNode): PatchSpec['entries'] {
  const items = value.kind === 'list' && value.state === 'value' ? value.items : [value]
  return items.map((item) => {
    // `- a: b` instead of `- a=b` is the likely slip; a text may hold anything, `???` and `${…}` among it
    const text = textOf(item)
    if (text !== undefined) return { text, at: spanOf(item) }
    throw malformed(`In \`${path}\`: a patch is a list of overrides such as \`key=value\`.`, item)
  })
}

/** `db@backup` → `db`, `backup`; what follows a `:` in the package is left out, as the reference does. */
function splitPackage(text: string): [string, string | undefined] {
  const at = text.indexOf('@')
  if (at === -1) return [text, undefined]
  const packagePath = text.slice(at + 1)
  const colon = packagePath.indexOf(':')
  return [text.slice(0, at), colon === -1 ? packagePath : packagePath.slice(0, colon)]
}

/** The text of a leaf as it stands: `???` and interpolations too. */
function textOf(node: ConfigNode): string | undefined {
  if (node.state === 'missing') return '???'
  if (node.state === 'interpolation') return node.text
  return node.kind === 'scalar' && node.state === 'value' && typeof node.value === 'string' ? node.value : undefined
}

function kindOf(node: ConfigNode): string {
  if (node.state === 'null') return 'null'
  if (node.kind === 'map') return 'a mapping'
  if (node.kind === 'list') return 'a list'
  return typeof node.value === 'string' || node.state !== 'value' ? 'a text' : `\`${String(node.value)}\``
}

function quoted(key: unknown): string {
  return `\`${String(key)}\``
}

function malformed(summary: string, node: ConfigNode, hint?: string): ValueError {
  return new ValueError(summary, { code: 'DEFAULTS_MALFORMED', at: spanOf(node), hint })
}

/** Where a node was written, if that was a text. */
export function spanOf(node: ConfigNode): SourceSpan | undefined {
  return isSpan(node.origin) ? node.origin : undefined
}

function isSpan(origin: Origin | undefined): origin is SourceSpan {
  return origin !== undefined && 'source' in origin
}
