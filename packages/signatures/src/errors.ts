import { CodedError } from '@hydra-zen/diagnostics'

/** Everything that can go wrong in this package. */
export type SignatureCode =
  | 'SIGNATURE_UNKNOWN_FILE'
  | 'SIGNATURE_GIVEN_MISMATCH'
  | 'MANIFEST_UNREADABLE'
  | 'SIGNATURES_USAGE'

/** Something about signatures that the user can mend: a name too many, a manifest that is out of date. */
export class SignatureError extends CodedError<SignatureCode> {}
