import { type MapNode, select } from '@hydra-zen/omegaconf/nodes'
import { configureLogging, type LoggingContext } from '../logging/logging-context.ts'
import type { HydraApp } from './app.ts'

/** What Hydra itself logs with: `hydra.hydra_logging`. */
export function driverLogging(app: HydraApp, hydra: MapNode): LoggingContext | undefined {
  if (app.logging === false) return undefined
  const { stdout, stderr, cwd, env } = app.runtime
  return configureLogging({
    config: select(hydra, ['hydra_logging'], { resolve: false }),
    verbose: select(hydra, ['verbose'], { resolve: false }),
    world: { stdout, stderr, cwd, env, now: () => app.runtime.now() },
  })
}
