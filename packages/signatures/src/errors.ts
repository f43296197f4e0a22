import { CodedError } from '@hydra-zen/diagnostics'

export type SignatureCode =
  | 'SIGNATURE_UNKNOWN_FILE'
  | 'SIGNATURE_GIVEN_MISMATCH'
  | 'MANIFEST_UNREADABLE'
  | 'SIGNATURES_USAGE'

/** Something about signatures that the user can mend: a name too many, a manifest that is out of date. */
export class SignatureError extends CodedError<SignatureCode> {}
