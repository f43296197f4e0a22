import { setContext } from '@hydra-zen/omegaconf/nodes'
import type { Composition } from '../compose/composition.ts'
import { forkComposition } from '../compose/fork-composition.ts'
import { seededRandom } from '../overrides/shuffle.ts'
import type { SweepContext, Sweeper } from '../plugins/sweeper.ts'
import { withBuiltinTargets } from './builtin-targets.ts'
import { asView, hydraNode, textsAt } from './config-access.ts'
import type { JobScope } from './job-scope.ts'
import { makeSweeper } from './make-plugin.ts'
import { withParamPlaces } from './param-errors.ts'
import { paramsOf } from './sweep-params.ts'

/** What a sweeper is told besides the config. */
export interface SweeperFacts {
  /** When the sweep began: a sweep that is gone on with draws the same random numbers. */
  readonly startedAt: Date
  readonly signal: AbortSignal
}

/**
 * The sweeper that a config names, ready to be asked.
 *
 * @throws HydraException `PLUGIN_INVALID`, `PLUGIN_MISSING`, and whatever the sweeper says of the overrides
 */
export async function openSweeper(
  scope: JobScope,
  base: Composition,
  { startedAt, signal }: SweeperFacts,
): Promise<Sweeper> {
  const { config, repository } = base
  const sweeper = await makeSweeper(hydraNode(config), withBuiltinTargets(scope.app.targets))
  const context: SweepContext = {
    config: asView(config),
    overrides: textsAt(config, TASK_OVERRIDES),
    optionsOf: (group) => repository.groupOptions(group, 'config'),
    paramsWith: paramsWith(scope, base),
    random: seededRandom(startedAt.getTime()),
    signal,
  }
  await withParamPlaces(config, () => sweeper.setup(context))
  return sweeper
}

const TASK_OVERRIDES = ['hydra', 'overrides', 'task']

function paramsWith({ app, resolvers }: JobScope, base: Composition): NonNullable<SweepContext['paramsWith']> {
  return (overrides) => {
    try {
      const { config } = forkComposition(base, overrides)
      setContext(config, { resolvers: resolvers.registry, env: app.runtime.env })
      return paramsOf(config)
    } catch {
      return undefined // the job itself will tell
    }
  }
}
