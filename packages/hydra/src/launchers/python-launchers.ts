import { availableParallelism } from 'node:os'
import { launcherNumber } from './launcher-options.ts'
import { ProcessLauncher } from './process-launcher.ts'

/** What `hydra/launcher=joblib` asks for, as far as it has a meaning here. */
export interface JoblibLauncherOptions {
  /** How many jobs run at once: -1 as many as there are processors, -2 one less, and so on. */
  readonly n_jobs?: number | undefined
  /** Seconds a job may take. */
  readonly timeout?: number | null | undefined
  /** joblib's own affairs: `backend`, `pre_dispatch` … */
  readonly [more: string]: unknown
}

/** Jobs in processes, as many at once as joblib would run: what trees of Hydra name `hydra/launcher=joblib`. */
export class JoblibLauncher extends ProcessLauncher {
  /** @throws HydraException `PLUGIN_INVALID` */
  constructor(options: JoblibLauncherOptions = {}) {
    const { n_jobs: jobs, timeout } = options // not in the signature, which must take what is joblib's own, too
    const count = launcherNumber('n_jobs', jobs, { otherwise: -1, least: Number.NEGATIVE_INFINITY })
    const concurrency = count > 0 ? count : Math.max(1, availableParallelism() + 1 + count)
    super({ concurrency, timeout, output: 'inherit' })
  }
}

/** What `hydra/launcher=submitit_local` asks for, as far as it has a meaning here. */
export interface SubmititLocalLauncherOptions {
  /** Minutes a job may take. */
  readonly timeout_min?: number | null | undefined
  /** submitit's own affairs: `nodes`, `mem_gb` … */
  readonly [more: string]: unknown
}

/** Jobs in processes on this machine: what trees of Hydra name `hydra/launcher=submitit_local`. */
export class SubmititLocalLauncher extends ProcessLauncher {
  /** @throws HydraException `PLUGIN_INVALID` */
  constructor(options: SubmititLocalLauncherOptions = {}) {
    const timeout = launcherNumber('timeout_min', options.timeout_min, { otherwise: 0, least: 0 }) * 60
    super({ concurrency: availableParallelism(), timeout })
  }
}
