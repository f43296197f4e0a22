import { CodedError, type ErrorDetails } from '@hydra-zen/diagnostics'

/** Every thing that can go wrong in this package; a new one is added here. */
export type HydraCode =
  // a command line that cannot be read
  | 'OVERRIDE_SYNTAX'
  | 'OVERRIDE_FUNCTION'
  | 'OVERRIDE_VALUE'
  | 'SWEEP_UNSUPPORTED'
  | 'SWEEP_STEP_ZERO'
  | 'SWEEP_TOO_LONG'
  | 'SWEEP_ZIP'
  | 'SWEEP_WITHOUT_MULTIRUN'
  | 'SWEEP_OF_HYDRA'
  // sources and the search path
  | 'SEARCH_PATH'
  | 'SEARCH_PATH_SCHEME'
  | 'MAIN_CONFIG_DIR_MISSING'
  | 'CONFIG_MISSING'
  | 'CONFIG_HEADER'
  | 'CONFIG_NOT_A_MAPPING'
  | 'CONFIG_UNREADABLE'
  | 'STORE_DUPLICATE'
  // defaults lists
  | 'DEFAULTS_MALFORMED'
  | 'DEFAULTS_CYCLE'
  | 'DEFAULTS_DUPLICATE_SELF'
  | 'DEFAULTS_OVERRIDE_ORDER'
  | 'DEFAULTS_OVERRIDE_UNUSED'
  | 'DEFAULTS_DELETION_UNUSED'
  | 'DEFAULTS_MULTIPLE_VALUES'
  | 'DEFAULTS_INTERPOLATION'
  | 'DEFAULTS_PARENT_TRAVERSAL'
  | 'DEFAULTS_OPTION_MISSING'
  | 'DEFAULTS_GROUP_VALUE'
  | 'DEFAULTS_FORCE_ADD'
  // composition
  | 'COMPOSE_FAILED'
  | 'COMPOSE_MERGE'
  | 'COMPOSE_SCHEMA'
  | 'COMPOSE_SEVERAL'
  | 'OVERRIDE_UNKNOWN_KEY'
  | 'OVERRIDE_UNKNOWN_GROUP'
  | 'OVERRIDE_NOT_APPLICABLE'
  | 'OVERRIDE_DELETE_MISSING'
  | 'OVERRIDE_DELETE_VALUE'
  | 'OVERRIDE_ADD_EXISTING'
  | 'PATCH_MALFORMED'
  | 'MERGE_STRATEGY'
  | 'ENV_COPY_UNSET'
  // instantiate
  | 'INSTANTIATE_FAILED'
  | 'INSTANTIATE_CONFIG'
  | 'INSTANTIATE_TARGET'
  | 'INSTANTIATE_ARGUMENTS'
  | 'INSTANTIATE_CYCLE'
  // targets
  | 'TARGET_SYNTAX'
  | 'TARGET_NOT_FOUND'
  | 'TARGET_REFUSED'
  | 'TARGET_MODULE_FAILED'
  | 'TARGET_ASYNC'
  | 'TARGET_PATTERN'
  // running
  | 'FLAG_UNKNOWN'
  | 'FLAG_VALUE'
  | 'FLAG_CONFLICT'
  | 'PLUGIN_MISSING'
  | 'PLUGIN_INVALID'
  | 'OUTPUT_DIR_EXISTS'
  | 'OUTPUT_DIR'
  | 'JOB_FAILED'
  | 'JOB_TIMEOUT'
  | 'JOB_ABORTED'
  | 'LEDGER_MISMATCH'
  | 'LEDGER_LOCKED'
  | 'LEDGER_UNREADABLE'
  | 'HYDRA_CONFIG_NOT_SET'
  | 'LOGGING_CONFIG'
  | 'COMPLETION'
  | 'CONFIG_PACKAGE'
  | 'CWD_GONE'

/** Root of every error this package throws on purpose. */
export class HydraException extends CodedError<HydraCode> {}

/** An error of the user's command line or configuration: shown without a stack. */
export class CompactHydraException extends HydraException {}

/** An override that does not parse. */
export class OverrideParseException extends CompactHydraException {
  /** The override as it was typed. */
  readonly override: string

  constructor(summary: string, details: ErrorDetails<HydraCode> & { readonly override: string }) {
    super(summary, details)
    this.override = details.override
  }
}

/** Something the config asked for could not be created or called. */
export class InstantiationException extends CompactHydraException {}

/** A config could not be composed: a choice, a default, a merge or an override is at fault. */
export class ConfigCompositionException extends CompactHydraException {
  /** All that was found wrong, where it is more than one thing. */
  readonly problems: readonly HydraException[]

  constructor(summary: string, details: ErrorDetails<HydraCode> & { readonly problems?: readonly HydraException[] }) {
    super(summary, details)
    this.problems = details.problems ?? [this]
  }
}

/** A part of the search path that cannot be used. */
export class SearchPathException extends CompactHydraException {}

/** A config that is named and does not exist. */
export class MissingConfigException extends ConfigCompositionException {
  /** The config asked for: `db/mysqql`. */
  readonly missingConfig: string | undefined
  /** What the group has instead. */
  readonly options: readonly string[] | undefined

  constructor(
    summary: string,
    details: ErrorDetails<HydraCode> & {
      readonly missingConfig?: string | undefined
      readonly options?: readonly string[] | undefined
      readonly problems?: readonly HydraException[]
    },
  ) {
    super(summary, details)
    this.missingConfig = details.missingConfig
    this.options = details.options
  }
}

/** A config source that cannot give what it announced. */
export class ConfigLoadError extends HydraException {}

/**
 * A defaults list, a package header or a choice of a kind that has no meaning.
 *
 * Reference: a bare `ValueError`, whose name it keeps.
 */
export class ValueError extends CompactHydraException {}
