import { resolve } from 'node:path'
import type { MapNode } from '@hydra-zen/omegaconf/nodes'
import { toOnExists } from '../output/output-dir.ts'
import type { JobReturn } from '../plugins/job-return.ts'
import type { HydraApp, RunRequest } from './app.ts'
import { composeFor, configNameOf } from './compose-for.ts'
import { hydraNode, readAt, textAt } from './config-access.ts'
import { guardJob } from './guard.ts'
import { withCurrentJob } from './hydra-config.ts'
import { openScope } from './open-scope.ts'
import { runJob } from './run-job.ts'
import { stopSignal } from './stop.ts'

const RUN_DIR = ['hydra', 'run', 'dir']
const ON_EXISTS = ['hydra', 'job', 'on_exists']

/**
 * Runs the app once: callbacks, output directory, logging, task. Resolves with how the job ended, failed or not.
 *
 * Rejects only where no job came about: the config does not compose, a callback cannot be built, the output
 * directory cannot be made.
 */
export function runSingle<R>(app: HydraApp<R>, request: RunRequest): Promise<JobReturn<R>> {
  const { config } = composeFor(app, request, 'run')
  return runConfig(app, config, { ...request, configName: configNameOf(app, request) })
}

/** As `runSingle`, with a config that is composed already: of an earlier run, say. It is changed. */
export async function runConfig<R>(app: HydraApp<R>, config: MapNode, request: RunRequest): Promise<JobReturn<R>> {
  const { runtime } = app
  const configName = configNameOf(app, request)
  const { scope, tell } = await openScope(app, {
    config,
    configName,
    now: () => runtime.now(),
    callbacks: request.callbacks,
  })
  await tell('onComposeConfig', { overrides: request.overrides })
  const stop = stopSignal(runtime, request.signal, { once: 'waiting' })
  const unguard = guardJob(runtime, app.jobName)
  const uncaughtOver = runtime.onUncaught?.((error) => scope.uncaught.take(error))
  try {
    await tell('onRunStart')
    const current = { hydra: hydraNode(config), originalCwd: runtime.cwd, job: undefined }
    const plan = {
      config,
      num: undefined,
      id: undefined,
      dir: withCurrentJob(current, () => resolve(runtime.cwd, textAt(config, RUN_DIR))),
      onExists: toOnExists(readAt(config, ON_EXISTS)),
      claimed: false,
    }
    const ret = await runJob(scope, plan, { signal: stop.signal })
    await tell('onRunEnd', { jobReturn: ret })
    return ret as JobReturn<R>
  } finally {
    stop.done()
    unguard()
    uncaughtOver?.()
    scope.logging?.close()
  }
}
