import type { MapNode } from '@hydra-zen/omegaconf/nodes'
import type { DefaultsTreeNode } from '../defaults/default-element.ts'
import type { FoundPatch } from '../defaults/defaults-tree.ts'
import type { Choice, ResultDefault } from '../defaults/result-default.ts'
import type { Override } from '../overrides/ast.ts'
import type { ConfigRepository } from '../sources/repository.ts'

/** What the surroundings tell a composition. Nothing here is read from the process. */
export interface ComposeFacts {
  /** `hydra.runtime.cwd` */
  readonly cwd?: string | undefined
  /** `hydra.job.name`, where neither the config nor an override says it. */
  readonly jobName?: string | undefined
  /** For `hydra.job.env_copy`. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined
  /** `hydra.runtime.version` */
  readonly version?: string | undefined
}

/** What to compose. */
export interface ComposeRequest extends ComposeFacts {
  readonly repository: ConfigRepository
  /** The primary config's name, or nothing for an empty one. */
  readonly configName?: string | null | undefined
  readonly overrides?: readonly string[] | undefined
  /** `multirun` lets sweeps through (they are left to the sweeper) and skips groups that are still `???`. */
  readonly mode?: 'run' | 'multirun' | undefined
  /** Whether the overrides came through a shell: the advice in errors is quoted for one. */
  readonly fromShell?: boolean | undefined
  /** Groups that are still `???` are left out instead of refused. */
  readonly skipMissing?: boolean | undefined
  /** `false`: sweeps are ignored instead of refused (completion, help). */
  readonly validateSweeps?: boolean | undefined
}

/** A composed config and how it came to be. */
export interface Composition {
  readonly request: ComposeRequest
  /** The whole config: the job's keys and `hydra`; struct is set. */
  readonly config: MapNode
  readonly defaults: readonly ResultDefault[]
  /** The defaults lists as the tree they form. */
  readonly tree: DefaultsTreeNode
  /** Every group that has a choice, in the order met. */
  readonly choices: ReadonlyMap<string, Choice>
  /** The `_patch_` entries applied, in order. */
  readonly patches: readonly FoundPatch[]
  /** The overrides as typed, apart by whom they concern. */
  readonly overrides: { readonly task: readonly string[]; readonly hydra: readonly string[] }
  /** The overrides, read. */
  readonly parsed: readonly Override[]
  /** The sources used, `hydra.searchpath` included. */
  readonly repository: ConfigRepository
  /** What is odd but no error, one line each. */
  readonly warnings: readonly string[]
}
