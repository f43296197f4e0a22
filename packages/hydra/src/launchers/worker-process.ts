import { HydraException } from '../errors.ts'

/** Set, to `1`, in the environment of a process that a launcher started: it runs the job it is sent, nothing else. */
export const WORKER_VARIABLE = 'HYDRA_JOB_WORKER'

/**
 * The exit code of a process that still awaits something when there is nothing left to do: Node's own where that is at
 * top level, and a worker's wherever its task waits.
 */
export const UNSETTLED = 13

/** The failure of a job that nothing will ever end. */
export function neverSettles(): HydraException {
  return new HydraException('The task did not end: it waits for something that nothing will bring.', {
    code: 'JOB_FAILED',
    hint: 'is there a promise that nothing settles, or an event that never comes?',
  })
}
