import { isAbsolute, resolve } from 'node:path'
import { type MapNode, view } from '@hydra-zen/omegaconf/nodes'
import { Ambient } from '../ambient.ts'
import { HydraException } from '../errors.ts'
import type { JobContext } from '../plugins/job.ts'
import type { HydraSettings } from './hydra-settings.ts'

/** What a job may ask of its surroundings, wherever it is in its own code. */
export interface CurrentJob {
  /** The composed config's `hydra` node. */
  readonly hydra: MapNode
  /** The directory the process was in before the job changed it. */
  readonly originalCwd: string
  /** `undefined` in the events of a multirun as a whole. */
  readonly job: JobContext | undefined
}

const storage = new Ambient<CurrentJob>()

/** Runs `body` with `current` as its job, in everything it awaits. Jobs that overlap don't see each other. */
export function withCurrentJob<T>(current: CurrentJob, body: () => T): T {
  return storage.run(current, body)
}

/** The job around the caller, or `undefined`. */
export function currentJob(): CurrentJob | undefined {
  return storage.get()
}

/** The `hydra` node of the job around the caller. Reference: `hydra.core.hydra_config.HydraConfig`. */
export const HydraConfig = {
  /**
   * The `hydra` node of the job around the caller.
   *
   * @throws HydraException `HYDRA_CONFIG_NOT_SET` outside of a job
   */
  get(): HydraSettings {
    return view<HydraSettings>(required('HydraConfig.get()').hydra)
  },

  /** Whether the caller runs inside a job. */
  initialized(): boolean {
    return storage.get() !== undefined
  },
}

/**
 * The directory the process was in before `hydra.job.chdir` changed it.
 *
 * @throws HydraException `HYDRA_CONFIG_NOT_SET` outside of a job
 */
export function getOriginalCwd(): string {
  return required('getOriginalCwd()').originalCwd
}

/**
 * `path` made absolute against the original working directory; an absolute one as it is.
 *
 * @throws HydraException `HYDRA_CONFIG_NOT_SET` for a relative path outside of a job
 */
export function toAbsolutePath(path: string): string {
  return isAbsolute(path) ? path : resolve(getOriginalCwd(), path)
}

function required(what: string): CurrentJob {
  const current = storage.get()
  if (current !== undefined) return current
  throw new HydraException(`${what} has an answer only inside a job.`, {
    code: 'HYDRA_CONFIG_NOT_SET',
    hint: 'call it from the task or a callback, not while modules load',
  })
}
