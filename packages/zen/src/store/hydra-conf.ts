import { builtinSchemas, type CallbackLike } from '@hydra-zen/hydra'
import {
  anyType,
  createNode,
  type ConfigNode as EngineNode,
  type MapNode,
  mergeInto,
  type SchemaType,
} from '@hydra-zen/omegaconf/nodes'
import type { BuilderParts } from '../builds/builder.ts'
import { configOfFields } from '../builds/make-config.ts'
import { ConfigObject } from '../config/config-object.ts'
import { engineValue } from '../config/to-node.ts'
import { CallSite } from '../targets/call-site.ts'
import type { Builds, ConfigNode, DefaultsItem } from '../types.ts'

type DeepPartial<T> = { readonly [K in keyof T]?: T[K] extends object ? DeepPartial<T[K]> | string : T[K] | string }

/** The settings of Hydra itself, as far as apps change them. */
export interface HydraSettings {
  readonly mode: 'RUN' | 'MULTIRUN'
  readonly searchpath: readonly string[]
  readonly run: { readonly dir: string }
  readonly sweep: { readonly dir: string; readonly subdir: string }
  readonly help: {
    readonly app_name: string
    readonly header: string
    readonly footer: string
    readonly template: string
  }
  readonly job: {
    readonly name: string
    readonly chdir: boolean | null
    readonly env_set: Readonly<Record<string, string>>
    readonly env_copy: readonly string[]
    readonly config: {
      readonly override_dirname: {
        readonly kv_sep: string
        readonly item_sep: string
        readonly exclude_keys: readonly string[]
      }
    }
  }
  readonly output_subdir: string | null
  readonly verbose: boolean | string | readonly string[]
}

/** What {@link hydraConf} takes. */
export interface HydraConfInput extends DeepPartial<HydraSettings> {
  /** Callbacks by name, in the order in which they hear of starts. */
  readonly callbacks?: Readonly<Record<string, Builds<CallbackLike<never, never>> | null>>
  readonly launcher?: Builds<unknown>
  readonly sweeper?: Builds<unknown>
  readonly job_logging?: Readonly<Record<string, unknown>>
  readonly hydra_logging?: Readonly<Record<string, unknown>>
  readonly defaults?: readonly DefaultsItem[]
}

/** Settings that take the place of Hydra's own where they are stored. */
export interface HydraConf extends ConfigNode<HydraConfInput> {}

/**
 * Settings of Hydra itself: stored without a name, they stand above Hydra's own.
 *
 * @example
 * store(hydraConf({ callbacks: { upload: fbuilds(UploadResultsCallback) } }))
 */
export function hydraConfWith({ workshop }: BuilderParts): (input: HydraConfInput) => HydraConf {
  const settingsShop = { ...workshop, maker: { again: workshop.maker.again, toNode: settingsNode } }
  const hydraConf = (input: HydraConfInput): HydraConf => {
    const site = new CallSite(hydraConf)
    return configOfFields(input, { options: { name: NAME }, site }, settingsShop) as unknown as HydraConf
  }
  return hydraConf
}

const NAME = 'HydraConf'

/** Whether `value` was made by `hydraConf`. */
export function isHydraConf(value: unknown): boolean {
  return ConfigObject.factsOf(value)?.maker.toNode === settingsNode
}

/** All settings of Hydra, its own defaults list included, with what was given on top. */
function settingsNode(config: ConfigObject): EngineNode {
  const builtin = builtinSchemas.get('hydra/config')
  const schema = builtin?.data as SchemaType
  const own = (builtin?.defaults ?? []).map(([group, option]) => ({ [group]: option }))
  const { defaults = own, ...given } = config.fields
  const fields = new Map([['defaults', { type: anyType, default: defaults }], ...schema.fields])
  const node = createNode({ ...schema, fields }) as MapNode
  mergeInto(node, [createNode(engineValue(given))])
  return node
}
