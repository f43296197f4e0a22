import type { HydraApp, MultirunRequest } from './app.ts'
import type { MultirunResult } from './multirun.ts'

/**
 * Runs the app once for each combination its sweeper proposes. Resolves with all results, failures among them.
 *
 * What multiruns need is loaded with the first one: single runs do without.
 * Rejects only where no sweep came about: something does not compose, a plugin or callback cannot be built.
 */
export async function runMultirun<R>(app: HydraApp<R>, request: MultirunRequest): Promise<MultirunResult<R>> {
  const { runMultirun: run } = await import('./multirun.ts')
  return run(app, request)
}
