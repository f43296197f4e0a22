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
