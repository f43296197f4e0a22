export { codeFrame, type Position, placeOf, positionAt, type Source, type SourceSpan } from './code-frame.ts'
export { CodedError, type ErrorDetails } from './coded-error.ts'
export { didYouMean, listed, nearest } from './did-you-mean.ts'
