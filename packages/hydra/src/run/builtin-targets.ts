import { didYouMean } from '@hydra-zen/diagnostics'
import { InstantiationException } from '../errors.ts'
import type { TargetEnvironment } from '../instantiate/target-environment.ts'

/** What stands behind an address of ours; loaded when a config names it. */
type Loader = () => Promise<unknown>

/** Our own launchers, sweepers and callbacks, under the names that configs give them; the reference's among them. */
const builtin: ReadonlyMap<string, Loader> = new Map<string, Loader>([
  ['hydra._internal.core_plugins.basic_launcher.BasicLauncher', basicLauncher],
  ['hydra.launchers.BasicLauncher', basicLauncher],
  ['hydra.launchers.AsyncLauncher', async () => (await import('../launchers/async-launcher.ts')).AsyncLauncher],
  ['hydra.launchers.ProcessLauncher', async () => (await import('../launchers/process-launcher.ts')).ProcessLauncher],
  ['hydra._internal.core_plugins.basic_sweeper.BasicSweeper', basicSweeper],
  ['hydra.sweepers.BasicSweeper', basicSweeper],
  ['hydra.experimental.callbacks.LogJobReturnCallback', logJobReturn],
  ['hydra.callbacks.LogJobReturnCallback', logJobReturn],
  ['hydra.experimental.callbacks.PickleJobInfoCallback', jobInfo],
  ['hydra.callbacks.JobInfoCallback', jobInfo],
  ['hydra.callbacks.ProfileCallback', async () => (await import('../callbacks/profile-callback.ts')).ProfileCallback],
  [
    'hydra_plugins.hydra_joblib_launcher.joblib_launcher.JoblibLauncher',
    async () => (await pythonLaunchers()).JoblibLauncher,
  ],
  [
    'hydra_plugins.hydra_submitit_launcher.submitit_launcher.LocalLauncher',
    async () => (await pythonLaunchers()).SubmititLocalLauncher,
  ],
  ['hydra.callbacks.S3UploadCallback', async () => (await import('../callbacks/s3-upload.ts')).S3UploadCallback],
])

function pythonLaunchers(): Promise<typeof import('../launchers/python-launchers.ts')> {
  return import('../launchers/python-launchers.ts')
}

async function basicLauncher(): Promise<unknown> {
  return (await import('../launchers/basic-launcher.ts')).BasicLauncher
}

async function basicSweeper(): Promise<unknown> {
  return (await import('../sweepers/basic-sweeper.ts')).BasicSweeper
}

async function logJobReturn(): Promise<unknown> {
  return (await import('../callbacks/log-job-return.ts')).LogJobReturnCallback
}

async function jobInfo(): Promise<unknown> {
  return (await import('../callbacks/job-info.ts')).JobInfoCallback
}

/** `targets`, in which our own launchers, sweepers and callbacks are found, too. */
export function withBuiltinTargets(targets: TargetEnvironment): TargetEnvironment {
  return {
    locate(address, place) {
      const ours = builtin.get(address)
      if (ours !== undefined) return ours()
      const theirs = targets.locate(address, place)
      return address.startsWith('hydra.')
        ? theirs.catch((error: unknown) => Promise.reject(meant(address, error)))
        : theirs
    },
    locateSync: (address, place) => targets.locateSync(address, place),
    signatureOf: (callable) => targets.signatureOf(callable),
  }
}

/** `error`, naming what is built in under a name close to `address`. */
function meant(address: string, error: unknown): unknown {
  if (!(error instanceof InstantiationException) || error.code !== 'TARGET_NOT_FOUND') return error
  const { summary, details } = error
  const hint = didYouMean(address, builtin.keys())
  return hint === undefined ? error : new InstantiationException(summary, { ...details, hint })
}
