import type { SourceSpan } from '@hydra-zen/diagnostics'

/** A line of a program, where a value was written as code. */
export interface CodePlace {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** Where a value was written: a span of a text (a file, an override), or a line of code. */
export type Origin = SourceSpan | CodePlace
