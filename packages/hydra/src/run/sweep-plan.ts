import { resolve } from 'node:path'
import { type MapNode, scalarNode, select, setContext, toYaml } from '@hydra-zen/omegaconf/nodes'
import type { Composition } from '../compose/composition.ts'
import { forkComposition } from '../compose/fork-composition.ts'
import { digest } from '../ledger/digest.ts'
import { toOnExists } from '../output/output-dir.ts'
import type { JobSpec } from '../plugins/job.ts'
import { hydraNode, putScalar, readAt, shellOf, textAt } from './config-access.ts'
import { withCurrentJob } from './hydra-config.ts'
import type { JobScope, PlannedJob } from './job-scope.ts'
import { validateComposition } from './validate-composition.ts'

const SWEEP_DIR = ['hydra', 'sweep', 'dir']
const SUBDIR = ['hydra', 'sweep', 'subdir']
const ON_EXISTS = ['hydra', 'job', 'on_exists']
const JOB = ['job']

/** A job of a sweep, composed: from here on nothing that is edited changes it. */
export interface FrozenPlan extends PlannedJob {
  readonly spec: JobSpec
}

/** Where a sweep's jobs go: the directory that its config names, and the one that it got. */
export interface SweepPlace {
  readonly planned: string
  readonly got: string
}

/** Composes one job of a sweep; what its config says is not looked at yet. */
export function composeJob({ app, resolvers }: JobScope, base: Composition, spec: JobSpec): Composition {
  const composition = forkComposition(base, spec.overrides)
  const { config } = composition
  setContext(config, { resolvers: resolvers.registry, env: app.runtime.env })
  resolvers.share(base.config, config)
  const job = select(hydraNode(config), JOB) as MapNode
  putScalar(job, 'num', scalarNode(spec.num))
  putScalar(job, 'id', scalarNode(spec.id))
  return composition
}

/** Composes and validates one job of a sweep. */
export function planJob(scope: JobScope, base: Composition, place: SweepPlace, spec: JobSpec): FrozenPlan {
  return planComposed(scope, place, spec, composeJob(scope, base, spec))
}

/** Validates a job that is composed, and names its directory. */
export function planComposed(
  { app }: JobScope,
  place: SweepPlace,
  spec: JobSpec,
  composition: Composition,
): FrozenPlan {
  const { config } = composition
  validateComposition(app, composition)
  const { cwd } = app.runtime
  const dir = withCurrentJob({ hydra: hydraNode(config), originalCwd: cwd, job: undefined }, () => {
    const own = resolve(cwd, textAt(config, SWEEP_DIR))
    return resolve(own === place.planned ? place.got : own, textAt(config, SUBDIR))
  })
  const { num, id } = spec
  const hydraOrigin = { frame: composition.defaults, overrides: hydraOverrides(composition) }
  return { spec, config, hydraOrigin, num, id, dir, onExists: toOnExists(readAt(config, ON_EXISTS)), claimed: false }
}

/** The overrides of values in the `hydra` node, those of the whole node (`hydra={…}`) among them. */
function hydraOverrides({ parsed }: Composition): string {
  return parsed.flatMap(({ key, input }) => (/^hydra(?:[./]|$)/.test(key) ? [input] : [])).join('\n')
}

/** The directory that a sweep's config names, absolute. */
export function plannedSweepDir(scope: JobScope, base: MapNode): string {
  const { cwd } = scope.app.runtime
  return withCurrentJob({ hydra: hydraNode(base), originalCwd: cwd, job: undefined }, () =>
    resolve(cwd, textAt(base, SWEEP_DIR)),
  )
}

/** The fingerprint of what the task will be handed. */
export function configDigest(config: MapNode): string {
  return digest(toYaml(shellOf(config, (key) => key !== 'hydra')))
}
