// Reading signatures

export { parserProblem } from './fast/syntax.ts'
export { type GivenSignatures, registerSignature, sharedGiven } from './given.ts'
export { createSignatureReader, type ReaderOptions, type SignatureReader } from './reader.ts'
export { runtimeFields, runtimeSignature } from './runtime/runtime-signature.ts'
export { declarationsOf, fieldsOf, fileEntry, signatureOf } from './shared-reader.ts'

// What they are

export type {
  Callable,
  Declaration,
  DefaultValue,
  Dependency,
  FileEntry,
  ImportedName,
  Json,
  Manifest,
  Param,
  Property,
  Signature,
  SignatureHint,
  SignatureSource,
  SimpleKind,
  TypeModel,
} from './model.ts'

// Where sources are

export { type CallerOptions, callerFile } from './caller-file.ts'
export { sourceFileOf } from './source-file.ts'

// Commands

export type { CheckOptions, CheckReport, CommandIo, DeclareOptions, Engine, ScanOptions } from './command-options.ts'
export { check, declareSignatures, scan, signaturesCli } from './commands.ts'

// Errors

export { type SignatureCode, SignatureError } from './errors.ts'
