/** Set, to `1`, in the environment of a process that a launcher started: it runs the job it is sent, nothing else. */
export const WORKER_VARIABLE = 'HYDRA_JOB_WORKER'
