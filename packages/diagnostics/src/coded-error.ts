import { codeFrame, type SourceSpan } from './code-frame.ts'

/** What an error knows besides its summary. */
export interface ErrorDetails<Code extends string> {
  readonly code: Code
  /** Where the user wrote it. */
  readonly at?: SourceSpan | undefined
  /** The key it concerns, from the root: `trainer.callbacks[1].lr`. */
  readonly path?: string | undefined
  /** What to do next: one sentence or several lines, addressed to the user. */
  readonly hint?: string | undefined
  readonly cause?: unknown
}

/** Root of every error we throw on purpose; anything else that escapes is a bug of ours. */
export abstract class CodedError<Code extends string = string> extends Error {
  readonly summary: string
  readonly details: ErrorDetails<Code>

  constructor(summary: string, details: ErrorDetails<Code>) {
    super(render(summary, details), details.cause === undefined ? undefined : { cause: details.cause })
    this.name = new.target.name
    this.summary = summary
    this.details = details
  }

  get code(): Code {
    return this.details.code
  }
}

function render(summary: string, { at, hint }: ErrorDetails<string>): string {
  return [summary, at && codeFrame(at), hint && `hint: ${hint}`].filter(Boolean).join('\n')
}
