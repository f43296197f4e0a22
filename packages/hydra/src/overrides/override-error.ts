import type { Source } from '@hydra-zen/diagnostics'
import { type HydraCode, OverrideParseException } from '../errors.ts'
import { shellQuote } from './shell-quote.ts'

export interface OverrideProblem {
  readonly source: Source
  readonly summary: string
  readonly start: number
  readonly end: number
  readonly code: HydraCode
  readonly hint?: string | undefined
  /** What the user most likely meant to type, if anything: shown quoted for a shell. */
  readonly correction?: string | undefined
}

/** The error for an override that does not parse: place, frame, advice and, where there is one, what to type instead. */
export function overrideError(problem: OverrideProblem): OverrideParseException {
  const { source, summary, start, end, code, hint, correction } = problem
  const typed = correction === undefined ? undefined : `write ${shellQuote(correction)}`
  return new OverrideParseException(summary, {
    code,
    at: { source, start, end },
    hint: hint !== undefined && typed !== undefined ? `${hint}; ${typed}` : (hint ?? typed),
    override: source.text,
  })
}
