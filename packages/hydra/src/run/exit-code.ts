import { HydraException } from '../errors.ts'
import type { JobReturn } from '../plugins/job-return.ts'
import type { SweepResult } from '../plugins/sweep-result.ts'

/** The exit code of a process whose run or sweep ended so: 0, 1 where anything failed, 130 where somebody stopped it. */
export function exitCodeOf(outcome: JobReturn | SweepResult): 0 | 1 | 130 {
  if ('outcome' in outcome) {
    if (outcome.outcome === 'aborted') return 130
    return outcome.failures.length > 0 || outcome.outcome !== 'completed' ? 1 : 0
  }
  if (outcome.aborted) return 130
  return outcome.status === 'FAILED' ? 1 : 0
}

/** Whether a job was ended from outside: what it began may still be going on in this process. */
export function leftBehind(outcome: JobReturn | SweepResult): boolean {
  if (!('outcome' in outcome)) return outcome.status === 'FAILED' && wasEnded(outcome.error)
  return outcome.outcome === 'aborted' || outcome.failures.some(({ error }) => wasEnded(error))
}

function wasEnded(error: unknown): boolean {
  return error instanceof HydraException && (error.code === 'JOB_TIMEOUT' || error.code === 'JOB_ABORTED')
}
