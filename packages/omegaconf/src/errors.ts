import { CodedError, type ErrorDetails } from '@hydra-zen/diagnostics'

/** Everything that can go wrong with a configuration tree. `docs/errors.md` is made from this list. */
export type OmegaConfCode =
  | 'CONFIG_MISSING_VALUE'
  | 'CONFIG_READONLY'
  | 'CONFIG_KEY_TYPE'
  | 'CONFIG_KEY_NOT_IN_STRUCT'
  | 'CONFIG_KEY_NOT_FOUND'
  | 'CONFIG_INDEX_OUT_OF_RANGE'
  | 'CONFIG_NOT_A_CONTAINER'
  | 'CONFIG_NOT_A_LIST'
  | 'CONFIG_NOT_A_MAPPING'
  | 'CONFIG_NO_VALUE'
  | 'CONFIG_MERGE_KINDS'
  | 'CONFIG_BAD_ARGUMENT'
  | 'CONFIG_TOO_DEEP'
  | 'CONFIG_CYCLE'
  | 'CONFIG_FILE'
  | 'CONFIG_DOTLIST'
  | 'VALUE_NOT_CONVERTIBLE'
  | 'VALUE_NOT_OPTIONAL'
  | 'VALUE_NOT_VALID'
  | 'VALUE_UNSUPPORTED'
  | 'SCHEMA_NOT_VALID'
  | 'GRAMMAR_UNEXPECTED'
  | 'GRAMMAR_EXPECTED'
  | 'GRAMMAR_UNTERMINATED'
  | 'GRAMMAR_TOO_DEEP'
  | 'INTERPOLATION_KEY_NOT_FOUND'
  | 'INTERPOLATION_TO_MISSING'
  | 'INTERPOLATION_CYCLE'
  | 'INTERPOLATION_FAILED'
  | 'INTERPOLATION_NOT_VALID'
  | 'RESOLVER_UNKNOWN'
  | 'RESOLVER_FAILED'
  | 'RESOLVER_REGISTERED'
  | 'YAML_SCAN'
  | 'YAML_PARSE'
  | 'YAML_COMPOSE'
  | 'YAML_CONSTRUCT'
  | 'YAML_READ'
  | 'YAML_TOO_BIG'

/** What an error of a configuration tree knows besides its message. */
export interface ConfigErrorDetails extends ErrorDetails<OmegaConfCode> {
  /** The key as it was asked for, where that is not a whole path. */
  readonly key?: unknown
  /** What kind of object the key was looked for in: `dict`, `list` or a schema's name. */
  readonly objectType?: string | undefined
  /** The type declared at that place: `Optional[int]`. */
  readonly refType?: string | undefined
  /** The value that was refused. */
  readonly value?: unknown
}

/** Root of all errors about configuration trees. */
export class OmegaConfBaseException extends CodedError<OmegaConfCode> {
  declare readonly details: ConfigErrorDetails

  constructor(summary: string, details: ConfigErrorDetails) {
    super(summary, details)
    // `details` is set by the parent; this line only narrows its type for subclasses
  }

  /** The key it concerns, from the root: `trainer.callbacks[1].lr`. */
  get fullKey(): string | undefined {
    return this.details.path
  }

  /** `dict`, `list` or the name of a schema. */
  get objectType(): string | undefined {
    return this.details.objectType
  }
}

/** A value that is `???` was read. */
export class MissingMandatoryValue extends OmegaConfBaseException {}

/** A read-only node was about to change. */
export class ReadonlyConfigError extends OmegaConfBaseException {}

/** A key of a type that this container does not take. */
export class KeyValidationError extends OmegaConfBaseException {}

/** A value that the declared type refuses. */
export class ValidationError extends OmegaConfBaseException {}

/** A value that no configuration can hold, such as a function. */
export class UnsupportedValueType extends ValidationError {}

/** A text with an interpolation that does not follow the grammar. */
export class GrammarParseError extends OmegaConfBaseException {}

/** No such key in a mapping. */
export class ConfigKeyError extends OmegaConfBaseException {}

/** No such key in a mapping whose keys are known (struct mode, or a schema). */
export class ConfigAttributeError extends OmegaConfBaseException {}

/** An operation on a node of the wrong kind. */
export class ConfigTypeError extends OmegaConfBaseException {}

/** No such index in a list. */
export class ConfigIndexError extends OmegaConfBaseException {}

/** An argument or value that makes no sense in this place. */
export class ConfigValueError extends OmegaConfBaseException {}

/** A tree that contains itself: a container was put below itself by hand. */
export class ConfigCycleDetectedException extends OmegaConfBaseException {}

/** An interpolation could not be resolved. */
export class InterpolationResolutionError extends OmegaConfBaseException {}

/** An interpolation calls a resolver that is not registered. */
export class UnsupportedInterpolationType extends InterpolationResolutionError {}

/** An interpolation leads to a key that is not there. */
export class InterpolationKeyError extends InterpolationResolutionError {}

/** An interpolation leads to a value that is `???`. */
export class InterpolationToMissingValueError extends InterpolationResolutionError {}

/** An interpolation's result is refused by the type of the node that holds it. */
export class InterpolationValidationError extends InterpolationResolutionError {}

/** Something still works and will not for long; given to `process.emitWarning`, never thrown. */
export class OmegaConfDeprecationWarning extends OmegaConfBaseException {}

/** Root of the errors of the YAML reader; the names of its subclasses are PyYAML's. */
export class YAMLError extends OmegaConfBaseException {}

/** A character or token that YAML does not allow here. */
export class ScannerError extends YAMLError {}

/** Tokens in an order that YAML does not allow. */
export class ParserError extends YAMLError {}

/** Anchors and aliases that do not fit together. */
export class ComposerError extends YAMLError {}

/** A YAML tree that is no configuration: a duplicate key, a key that is a list, an unknown tag. */
export class ConstructorError extends YAMLError {}

/** A text with characters that YAML does not allow at all. */
export class ReaderError extends YAMLError {}
