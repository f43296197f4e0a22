import { resolve } from 'node:path'
import { loadYamlNode, MapNode, setFlag } from '@hydra-zen/omegaconf/nodes'
import { HydraException } from '../errors.ts'
import { toOnExists } from '../output/output-dir.ts'
import type { JobResult } from '../plugins/job.ts'
import type { FrozenJob } from '../plugins/launcher.ts'
import type { HydraApp } from './app.ts'
import { readAt, textAt } from './config-access.ts'
import { openScope } from './open-scope.ts'
import { runJob } from './run-job.ts'
import { resultOf } from './sweep-session.ts'

/**
 * Runs a job of a sweep that was composed elsewhere: what a worker does. The job's own callbacks are built and told here.
 *
 * @throws HydraException where the job does not come about
 */
export async function runFrozenJob(
  app: HydraApp,
  frozen: FrozenJob,
  { signal, attempt = 1 }: { readonly signal: AbortSignal; readonly attempt?: number },
): Promise<JobResult> {
  const config = configFrom(frozen)
  const { scope } = await openScope(app, {
    config,
    configName: frozen.configName,
    now: () => (frozen.startedAt === undefined ? app.runtime.now() : new Date(frozen.startedAt)),
    known: frozen.now,
  })
  scope.resolvers.remember(config, frozen.answers ?? [])
  const uncaughtOver = app.runtime.onUncaught?.((error) => scope.uncaught.take(error))
  const { job } = frozen
  const dir = frozen.outputDir ?? resolve(frozen.cwd, textAt(config, SWEEP_DIR), textAt(config, SUBDIR))
  const plan = {
    config,
    num: job.num,
    id: job.id,
    dir,
    onExists: toOnExists(readAt(config, ON_EXISTS)),
    claimed: frozen.outputDir !== undefined,
  }
  try {
    return resultOf(job, await runJob(scope, plan, { signal }), attempt)
  } finally {
    uncaughtOver?.()
    scope.logging?.close()
  }
}

const SWEEP_DIR = ['hydra', 'sweep', 'dir']
const SUBDIR = ['hydra', 'sweep', 'subdir']
const ON_EXISTS = ['hydra', 'job', 'on_exists']

function configFrom({ config, job }: FrozenJob): MapNode {
  const node = loadYamlNode({ name: `job ${job.num}`, text: config })
  if (!(node instanceof MapNode)) {
    throw new HydraException(`The config of job ${job.num} is no mapping.`, { code: 'PLUGIN_INVALID' })
  }
  setFlag(node, 'struct', true)
  return node
}
