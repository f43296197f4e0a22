import type { SourceSpan } from '@hydra-zen/diagnostics'

/** One step of a defaults list: a config and where its content goes. */
export interface ResultDefault {
  /** `db/mysql` */
  readonly configPath: string
  /** The config whose defaults list asked for it. */
  readonly parent: string | undefined
  /** Where its content goes, from the root: `db`, `''` for the top. */
  readonly package: string
  /** Whether it stands for the own content of a config that has a defaults list. */
  readonly isSelf: boolean
  readonly primary: boolean
  /** The group choice that can replace it: `db`, `db@backup`; `undefined` for configs that are no choice. */
  readonly overrideKey: string | undefined
  /** The entry of the defaults list, or the override, that brought it in. */
  readonly at: SourceSpan | undefined
  /** Where its option was chosen, if that was not in the list: an override, or an `override` entry. */
  readonly chosenAt: SourceSpan | undefined
}

/** What was chosen of a group: an option, several, none (`null`). */
export type Choice = string | readonly string[] | null
