import type { DictConfig } from '@hydra-zen/omegaconf'

/** What `HydraConfig.get()` gives: the `hydra` node of a job, as it reads. Other keys are there too, untyped. */
export interface HydraSettings extends DictConfig {
  readonly mode: { readonly name: 'RUN' | 'MULTIRUN' }
  readonly searchpath: readonly string[]
  readonly run: { readonly dir: string }
  readonly sweep: { readonly dir: string; readonly subdir: string }
  readonly callbacks: DictConfig
  readonly launcher: DictConfig
  readonly sweeper: DictConfig
  readonly output_subdir: string | null
  readonly verbose: unknown
  readonly overrides: { readonly hydra: readonly string[]; readonly task: readonly string[] }
  readonly job: HydraJobSettings
  readonly runtime: HydraRuntimeSettings
}

/** `hydra.job` */
export interface HydraJobSettings extends DictConfig {
  readonly name: string
  readonly chdir: boolean | null
  /** The overrides as one text, for names of directories. */
  readonly override_dirname: string
  /** In a sweep only; elsewhere reading it throws MissingMandatoryValue. */
  readonly id: string
  /** The place in the sweep, from 0; in a sweep only. */
  readonly num: number
  readonly config_name: string | null
  readonly env_set: { readonly [name: string]: string }
  readonly env_copy: readonly string[]
}

/** `hydra.runtime` */
export interface HydraRuntimeSettings extends DictConfig {
  readonly version: string
  readonly version_base: string
  readonly cwd: string
  readonly config_sources: readonly { readonly path: string; readonly schema: string; readonly provider: string }[]
  /** Absolute. */
  readonly output_dir: string
  /** The option chosen of each group. */
  readonly choices: { readonly [group: string]: string | null }
}
