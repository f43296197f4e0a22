import { type ConfigNode, isComplete, isNode, MapNode, validateNode } from '@hydra-zen/omegaconf/nodes'
import type { Composition } from '../compose/composition.ts'
import type { HydraApp } from './app.ts'

/**
 * Has the app, and every schema that judges whole values (zod, valibot …), look at a composed config before anything
 * is created. What still has missing values is not judged: the task may never ask for them.
 *
 * @throws what the app's `validate` throws; ValidationError `VALUE_NOT_VALID`
 */
export function validateComposition(app: Pick<HydraApp, 'validate'>, composition: Composition): void {
  app.validate?.(composition)
  judge(withoutHydra(composition.config))
}

/** The job's config beside its `hydra` node, which is no business of the job's schema. The children are the same. */
function withoutHydra(config: MapNode): MapNode {
  const job = new MapNode(config.origin)
  job.schema = config.schema
  for (const [key, cell] of config.cells) if (key !== 'hydra') job.cells.set(key, cell)
  job.lazy = config.lazy
  return job
}

function judge(node: ConfigNode): void {
  if (node.kind === 'scalar' || node.state !== 'value') return
  if (node.kind === 'map' && node.schema?.check !== undefined) {
    if (isComplete(node)) validateNode(node)
    return
  }
  for (const cell of node.cells.values()) if (isNode(cell)) judge(cell)
}
