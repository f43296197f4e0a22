import type { JobResult, JobSpec } from '../plugins/job.ts'

/**
 * Does what the overrides of a contract's job say: the job that `launcherContract` has every launcher run. A launcher
 * that runs jobs in other processes calls it from its worker's file.
 *
 * `do=return` returns the number of the job, `do=throw` throws a `RangeError`, `do=nap` returns after a while, and
 * `do=wait` returns when its signal is aborted.
 */
export async function runContractJob(
  job: JobSpec,
  { signal, attempt = 1 }: { readonly signal?: AbortSignal; readonly attempt?: number } = {},
): Promise<JobResult> {
  const startedAt = Date.now()
  const { num, id, overrides } = job
  const ended = (part: Pick<JobResult, 'status' | 'value' | 'error'>): JobResult => {
    return { num, id, overrides, ...part, outputDir: undefined, startedAt, endedAt: Date.now(), attempts: attempt }
  }
  if (overrides.includes('do=throw')) return ended({ status: 'FAILED', value: undefined, error: new RangeError('no') })
  if (overrides.includes('do=nap')) await new Promise((resolve) => setTimeout(resolve, 60))
  if (overrides.includes('do=wait')) {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, 20_000)
      const stop = () => {
        clearTimeout(timer)
        resolve()
      }
      if (signal?.aborted) stop()
      else signal?.addEventListener('abort', stop, { once: true })
    })
    return ended({ status: 'FAILED', value: undefined, error: new Error('aborted', { cause: signal?.reason }) })
  }
  return ended({ status: 'COMPLETED', value: num, error: undefined })
}
