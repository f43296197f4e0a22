import { didYouMean, nearest, type SourceSpan } from '@hydra-zen/diagnostics'
import {
  ConfigAttributeError,
  ConfigKeyError,
  type ConfigNode,
  type ContainerNode,
  childOf,
  createNode,
  type Key,
  type MapNode,
  OmegaConfBaseException,
  remove,
  resolved,
  select,
  splitKey,
  toContainer,
  update,
  withFlags,
} from '@hydra-zen/omegaconf/nodes'
import { inputSpan } from '../defaults/group-choices.ts'
import { severalProblems } from '../defaults/several-problems.ts'
import { ConfigCompositionException, type HydraCode, HydraException } from '../errors.ts'
import type { ListOperation, Override } from '../overrides/ast.ts'
import { toNodeData } from '../overrides/node-data.ts'
import { editedList } from './edit-list.ts'
import { sameValue } from './same-value.ts'

/** What errors need to know besides. */
export interface ApplyOptions {
  /** The config groups there are, for what looks like a choice of one that does not exist. */
  readonly groups?: () => Iterable<string>
  /** What is odd about the configs, which may be why a key is not there. */
  readonly warnings?: readonly string[] | undefined
}

/** An override with the place it has in a config, where it was not typed on a command line. */
export type PlacedOverride = Override & { readonly at?: SourceSpan | undefined }

/**
 * Applies overrides of values to a composed tree, in order. Struct mode is respected: only `+` and `++` add.
 *
 * @throws ConfigCompositionException `OVERRIDE_…`; all that cannot be applied are told together.
 */
export function applyOverrides(
  config: MapNode,
  overrides: readonly PlacedOverride[],
  options: ApplyOptions = {},
): void {
  const problems: HydraException[] = []
  for (const override of overrides) {
    try {
      applyOverride(config, override, options)
    } catch (error) {
      if (!(error instanceof HydraException)) throw error
      problems.push(error)
    }
  }
  if (problems.length > 0) throw severalProblems(problems)
}

/** Applies one override. */
function applyOverride(config: MapNode, override: PlacedOverride, { groups, warnings }: ApplyOptions = {}): void {
  const { key, value } = override
  if (override.package !== undefined) {
    throw problem(override, 'OVERRIDE_UNKNOWN_GROUP', {
      summary: `\`${override.input}\` looks like the choice of a config group, but there is no group \`${key}\`.`,
      hint: groups && didYouMean(key, groups()),
    })
  }
  try {
    switch (override.kind) {
      case 'delete':
        deleteValue(config, override)
        break
      case 'add':
        addValue(config, override)
        break
      case 'force-add':
        update(config, key, dataOf(override), { forceAdd: true, origin: valueSpan(override) })
        break
      case 'change':
        change(config, { override, warnings }, () =>
          update(config, key, dataOf(override), { origin: valueSpan(override) }),
        )
        break
      case 'list-operation':
        change(config, { override, warnings }, () => editList(config, override, value as ListOperation))
        break
      default:
        override.kind satisfies never
    }
  } catch (cause) {
    if (!(cause instanceof OmegaConfBaseException)) throw cause
    throw new ConfigCompositionException(`\`${override.input}\` cannot be applied: ${cause.summary}`, {
      code: 'OVERRIDE_NOT_APPLICABLE',
      at: valueSpan(override),
      path: cause.details.path,
      hint: cause.details.hint,
      cause,
    })
  }
}

/** Runs a change of what must exist; where it does not, the error says how to add it. */
function change(
  config: MapNode,
  { override, warnings = [] }: { readonly override: PlacedOverride; readonly warnings?: readonly string[] | undefined },
  action: () => void,
): void {
  try {
    action()
  } catch (cause) {
    if (!(cause instanceof ConfigAttributeError || cause instanceof ConfigKeyError)) throw cause
    const near = nearestKey(config, override.key)
    throw problem(override, 'OVERRIDE_UNKNOWN_KEY', {
      summary: `Could not override \`${override.key}\`: there is no such key.`,
      hint: [
        near && `${near.hint} ${override.input.replace(override.key, near.key)}`,
        `to add it: +${override.input}`,
        ...warnings,
      ]
        .filter(Boolean)
        .join('\n      '),
      cause,
    })
  }
}

function addValue(config: MapNode, override: PlacedOverride): void {
  const { key, value } = override
  const there = select(config, key)
  const isContainer = value?.kind === 'list' || value?.kind === 'map'
  if (there && there.state !== 'null' && !isContainer) {
    throw problem(override, 'OVERRIDE_ADD_EXISTING', {
      summary: `Could not add \`${key}\`: it is there already.`,
      hint: `to change it: ${override.input.slice(1)}\n      to add or change it: +${override.input}`,
    })
  }
  update(config, key, dataOf(override), { forceAdd: true, origin: valueSpan(override) })
}

function deleteValue(config: MapNode, override: PlacedOverride): void {
  const keys = splitKey(override.key)
  const last = keys.at(-1) as string
  const parent = keys.length === 1 ? config : select(config, keys.slice(0, -1))
  const place = parent && parent.kind !== 'scalar' && parent.state === 'value' ? placeIn(parent, last) : undefined
  if (!place) {
    const near = nearestKey(config, override.key)
    throw problem(override, 'OVERRIDE_DELETE_MISSING', {
      summary: `Could not delete \`${override.key}\`: it does not exist.`,
      hint: near && `${near.hint} ~${near.key}`,
    })
  }
  // `~key=null`, as the jobs of a sweep write `~key`, deletes the key whatever its value
  if (override.value && !isNull(override.value)) {
    const wanted = plainOf(createNode(dataOf(override)))
    const present = plainOf(place.node)
    if (!sameValue(present, wanted)) {
      throw problem(override, 'OVERRIDE_DELETE_VALUE', {
        summary: `Could not delete \`${override.key}\`: its value is not the one given.`,
        hint: `its value is ${JSON.stringify(present) ?? String(present)}.`,
      })
    }
  }
  withFlags(config, { struct: false }, () => remove(parent as ContainerNode, place.key))
}

function isNull(value: NonNullable<Override['value']>): boolean {
  return value.kind === 'plain' && value.value === null
}

function editList(config: MapNode, override: PlacedOverride, operation: ListOperation): void {
  const node = select(config, override.key)
  if (node?.kind === 'list' && node.state === 'value') {
    update(config, override.key, editedList(node, operation, override), { merge: false })
    return
  }
  const near = node ? undefined : nearestKey(config, override.key)
  throw problem(override, node ? 'OVERRIDE_NOT_APPLICABLE' : 'OVERRIDE_UNKNOWN_KEY', {
    summary: node
      ? `\`${operation.name}\` needs a list, and \`${override.key}\` is none.`
      : `Could not change \`${override.key}\`: there is no such list.`,
    hint: near && `${near.hint} ${override.input.replace(override.key, near.key)}`,
  })
}

/** The child under a key as it was typed: whole numbers find the items of a list, and keys that are numbers. */
function placeIn(parent: ContainerNode, key: string): { key: Key; node: ConfigNode } | undefined {
  const whole = /^-?\d+$/.test(key) ? Number(key) : undefined
  if (parent.kind === 'list') {
    if (whole === undefined) return undefined
    const at = whole < 0 ? whole + parent.items.length : whole
    const node = parent.items[at]
    return node && { key: at, node }
  }
  const own = childOf(parent, key)
  if (own) return { key: own.key ?? key, node: own }
  const numbered = whole === undefined ? undefined : childOf(parent, whole)
  return numbered && { key: whole as number, node: numbered }
}

function plainOf(node: ConfigNode): unknown {
  if (node.state === 'missing') return '???'
  const target = resolved(node)
  return target.state === 'null' ? null : toContainer(target)
}

/** The nearest key beside what was typed, with the whole path. */
function nearestKey(config: MapNode, path: string): { hint: string; key: string } | undefined {
  const keys = splitKey(path)
  let at: ConfigNode = config
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index] as string
    if (at.kind !== 'map' || at.state !== 'value') return undefined
    const child: ConfigNode | undefined = childOf(at, key)
    if (child) {
      at = child
      continue
    }
    const names = [...at.cells.keys(), ...(at.schema?.fields.keys() ?? [])].map(String).filter((name) => name !== key)
    const better = nearest(key, names)
    if (better === undefined) return undefined
    return {
      hint: `did you mean \`${better}\`?`,
      key: [...keys.slice(0, index), better, ...keys.slice(index + 1)].join('.'),
    }
  }
  return undefined
}

function dataOf(override: PlacedOverride): unknown {
  return override.value === undefined ? '' : toNodeData(override.value)
}

function valueSpan(override: PlacedOverride): SourceSpan {
  return override.at ?? { source: override.source, start: override.valueStart, end: override.source.text.length }
}

function problem(
  override: PlacedOverride,
  code: HydraCode,
  { summary, hint, cause }: { readonly summary: string; readonly hint?: string | undefined; readonly cause?: unknown },
): ConfigCompositionException {
  return new ConfigCompositionException(summary, { code, at: override.at ?? inputSpan(override), hint, cause })
}
