import { placeOf, type SourceSpan } from '@hydra-zen/diagnostics'
import {
  type ConfigNode,
  type HistoryEntry,
  history,
  type MapNode,
  type Origin,
  select,
} from '@hydra-zen/omegaconf/nodes'
import type { ResultDefault } from '../defaults/result-default.ts'
import type { Composition } from './composition.ts'

/** One thing that set a value, oldest first. */
export interface ExplainStep {
  /** The value as text: `3306`, `???`, `${x}`, `{…}`. */
  readonly value: string
  /** `conf/db/mysql.yaml:2:7`, `override 1:9`; `undefined` for what Hydra itself or code without a place set. */
  readonly place: string | undefined
  /** `default`: a config of the defaults list. `override`: the command line. `patch`: a `_patch_` entry. */
  readonly kind: 'default' | 'override' | 'patch' | 'code' | 'hydra'
  /** The config, for a default: `db/mysql`. */
  readonly config: string | undefined
  /** Why that config is there, or which override it was: `db=mysql (override 1)`, `config, as db: mysql`. */
  readonly because: string | undefined
}

/** Where a value came from. */
export interface Explanation {
  readonly key: string
  /** The present value as text; `undefined` where there is no such key. */
  readonly value: string | undefined
  readonly steps: readonly ExplainStep[]
}

/** Who set the value at a key, and what it was before. */
export function explain(composition: Composition, key: string): Explanation {
  const steps = history(composition.config, key).map((entry) => stepOf(composition, key, entry))
  return { key, value: steps.at(-1)?.value, steps }
}

/** As a text, the newest first. */
export function formatExplanation({ key, value, steps }: Explanation): string {
  if (value === undefined) return `${key} is not in the config.`
  const lines = [`${key} = ${value}`]
  for (const [index, step] of steps.toReversed().entries()) {
    const where = [step.place, configOf(step), step.because].filter(Boolean).join(', ')
    lines.push(`  ${index === 0 ? 'set to' : 'before'} ${step.value}${where === '' ? '' : ` by ${where}`}`)
  }
  return lines.join('\n')
}

function configOf({ kind, config, because }: ExplainStep): string | undefined {
  return kind === 'default' && config !== undefined && because !== PRIMARY ? `config ${config}` : undefined
}

const PRIMARY = 'the primary config'

/** What is known of an origin: which step of the composition it belongs to. */
export function stepOf(composition: Composition, key: string, entry: HistoryEntry): ExplainStep {
  const { value, origin, place } = entry
  const base = { value, place, config: undefined, because: undefined }
  if (origin === undefined) return { ...base, kind: key.startsWith('hydra') ? 'hydra' : 'code' }
  if (!isSpan(origin)) return { ...base, kind: 'code' }
  const override = composition.parsed.find(({ source }) => source === origin.source)
  if (override) return { ...base, kind: 'override', because: override.input }
  const patch = patchAt(composition, origin)
  if (patch) return { ...base, kind: 'patch', config: patch.config, because: `_patch_ ${patch.text}` }
  const step = defaultOf(composition, key, origin)
  return { ...base, kind: 'default', config: step?.configPath, because: step && reasonFor(step) }
}

function patchAt({ patches }: Composition, { source, start }: SourceSpan) {
  for (const { spec, config } of patches) {
    for (const { text, at } of spec.entries) if (at?.source === source && at.start === start) return { text, config }
  }
  return undefined
}

/** The default whose text an origin lies in; the nearest by package where a config was used in several places. */
function defaultOf({ defaults, repository }: Composition, key: string, origin: SourceSpan): ResultDefault | undefined {
  let best: ResultDefault | undefined
  for (const step of defaults) {
    if (repository.loadConfig(step.configPath)?.text !== origin.source) continue
    const fits = step.package === '' || key === step.package || key.startsWith(`${step.package}.`)
    if (!best || (fits && step.package.length >= best.package.length)) best = step
  }
  return best
}

/** Why a config is part of the composition. */
function reasonFor({ primary, overrideKey, configPath, parent, at, chosenAt }: ResultDefault): string {
  if (primary) return PRIMARY
  const option = configPath.slice(configPath.lastIndexOf('/') + 1)
  const choice = overrideKey === undefined ? configPath : `${overrideKey}=${option}`
  if (chosenAt) return `chosen by ${choice} (${placeOf(chosenAt)})`
  return at ? `listed at ${placeOf(at)}` : `listed by ${parent ?? 'the command line'}`
}

/** The node at a key as it stands, without following interpolations. */
export function nodeAt(config: MapNode, key: string): ConfigNode | undefined {
  return key === '' ? config : select(config, key, { resolve: false })
}

function isSpan(origin: Origin): origin is SourceSpan {
  return 'source' in origin
}
