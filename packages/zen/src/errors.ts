import { CodedError, type ErrorDetails } from '@hydra-zen/diagnostics'

/** Everything that can go wrong in this package. */
export type ZenCode =
  | 'ZEN_OPTION'
  | 'ZEN_INVALID_CONFIG'
  | 'ZEN_UNSUPPORTED_VALUE'
  | 'SIGNATURE_UNKNOWN_PARAMETER'
  | 'SIGNATURE_GIVEN_TWICE'
  | 'SIGNATURE_TOO_MANY'
  | 'SIGNATURE_META_CLASH'
  | 'SIGNATURE_UNREADABLE'
  | 'TARGET_UNKNOWN_ORIGIN'
  | 'TARGET_AMBIGUOUS'
  | 'TARGET_NOT_CALLABLE'
  | 'STORE_ENTRY_EXISTS'
  | 'STORE_ENTRY_MISSING'
  | 'STORE_NAME'
  | 'CONFIG_CLASS'
  | 'LAUNCH_VALUE'

/** Something a builder, a store or a task could not do. */
export class ZenError extends CodedError<ZenCode> {}

/** A config does not fit what it is for: all problems together. */
export class ZenValidationError extends ZenError {
  /** One line a problem. */
  readonly problems: readonly string[]

  constructor(summary: string, details: ErrorDetails<ZenCode>, problems: readonly string[] = []) {
    super(summary, details)
    this.problems = problems
  }
}

/** A value that no config can hold. The reference: `HydraZenUnsupportedPrimitiveError`. */
export class ConfigValueError extends ZenError {}

/** Arguments that do not fit a target, or a target whose parameters cannot be read. */
export class SignatureError extends ZenError {}

/** A target that cannot be written as an address. */
export class TargetError extends ZenError {}

/** Two targets that the address would not tell apart. */
export class AmbiguousTargetError extends TargetError {}

/** A store already has an entry of that group and name, or has none. */
export class StoreError extends ZenError {}

/** The group and name are taken; the message names both places. */
export class StoreEntryExistsError extends StoreError {}
