import { resolve } from 'node:path'
import { type MapNode, setFlag } from '@hydra-zen/omegaconf/nodes'
import { readJobInfo } from '../callbacks/job-info.ts'
import type { JobReturn } from '../plugins/job-return.ts'
import type { HydraApp, RunRequest } from './app.ts'
import { readAt, textsAt } from './config-access.ts'
import { runConfig } from './single.ts'

/**
 * Runs a job again with exactly the config that a job-info callback left: `--experimental-rerun FILE`.
 *
 * Nothing is composed, and overrides of this command line do not count; the config says which ones the job had.
 *
 * @throws HydraException `LEDGER_UNREADABLE` where the file is missing or holds no job
 */
export async function rerun<R>(
  app: HydraApp<R>,
  file: string,
  request: Pick<RunRequest, 'signal'> = {},
): Promise<JobReturn<R>> {
  const config = readJobInfo(resolve(app.runtime.cwd, file))
  setFlag(config, 'struct', true)
  const overrides = [...textsAt(config, ['hydra', 'overrides', 'hydra']), ...textsAt(config, TASK)]
  return runConfig(app, config, { ...request, overrides, configName: configNameIn(config) })
}

const TASK = ['hydra', 'overrides', 'task']

function configNameIn(config: MapNode): string | null {
  const value = readAt(config, ['hydra', 'job', 'config_name'])
  return value === undefined || value === null ? null : String(value)
}
