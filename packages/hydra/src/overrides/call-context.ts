import type { Source } from '@hydra-zen/diagnostics'
import type { OverrideParseException } from '../errors.ts'
import { overrideError } from './override-error.ts'

/** What a function of the grammar may ask of its surroundings. */
export class CallContext {
  readonly source: Source
  readonly start: number
  readonly end: number
  /** From 0 up to but without 1. */
  readonly random: () => number

  constructor(source: Source, start: number, end: number, random: () => number) {
    this.source = source
    this.start = start
    this.end = end
    this.random = random
  }

  /** The error that this call made no sense. */
  error(summary: string, hint?: string): OverrideParseException {
    const { source, start, end } = this
    return overrideError({ source, summary, start, end, code: 'OVERRIDE_FUNCTION', hint })
  }
}
