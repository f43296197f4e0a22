import type { CallbackLike } from '@hydra-zen/hydra'
import type { BuilderParts } from '../builds/builder.ts'
import { configOfFields } from '../builds/make-config.ts'
import { ConfigObject } from '../config/config-object.ts'
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
  readonly callbacks?: Readonly<Record<string, Builds<CallbackLike> | null>>
  readonly launcher?: Builds<unknown>
  readonly sweeper?: Builds<unknown>
  readonly env?: Readonly<Record<string, unknown>>
  readonly job_logging?: Readonly<Record<string, unknown>>
  readonly hydra_logging?: Readonly<Record<string, unknown>>
  readonly defaults?: readonly DefaultsItem[]
}

/** Settings that take the place of Hydra's own where they are stored. */
export interface HydraConf extends ConfigNode<HydraConfInput> {}

const settings = new WeakSet<object>()

/**
 * Settings of Hydra itself: stored without a name, they stand above Hydra's own.
 *
 * @example
 * store(hydraConf({ callbacks: { upload: fbuilds(UploadResultsCallback) } }))
 */
export function hydraConfWith({ workshop }: BuilderParts): (input: HydraConfInput) => HydraConf {
  const hydraConf = (input: HydraConfInput): HydraConf => {
    const site = new CallSite(hydraConf)
    const config = configOfFields(input, { options: { name: 'HydraConf' }, site }, workshop)
    settings.add(config)
    return config as unknown as HydraConf
  }
  return hydraConf
}

/** Whether `value` was made by `hydraConf`. */
export function isHydraConf(value: unknown): boolean {
  return value instanceof ConfigObject && settings.has(value)
}
