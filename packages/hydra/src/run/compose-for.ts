import { composeConfig } from '../compose/compose-config.ts'
import type { Composition } from '../compose/composition.ts'
import type { HydraApp, RunRequest } from './app.ts'
import { validateComposition } from './validate-composition.ts'

/**
 * What a request composes to, with the mode among Hydra's overrides as the driver of the reference leaves it there.
 *
 * @throws HydraException where it does not compose, or the app refuses what was composed
 */
export function composeFor(app: HydraApp, request: RunRequest, mode: 'run' | 'multirun'): Composition {
  const composition = request.composition ?? compose(app, request, mode)
  validateComposition(app, composition)
  return composition
}

/** The name of the config that a request is about. */
export function configNameOf(app: HydraApp, request: RunRequest): string | null {
  return request.configName === undefined ? app.configName : request.configName
}

function compose(app: HydraApp, request: RunRequest, mode: 'run' | 'multirun'): Composition {
  const { overrides } = request
  const says = overrides.some((text) => text.startsWith('hydra.mode='))
  return composeConfig({
    repository: app.repository,
    configName: configNameOf(app, request),
    overrides: says ? overrides : [...overrides, `hydra.mode=${mode === 'run' ? 'RUN' : 'MULTIRUN'}`],
    mode,
    cwd: app.runtime.cwd,
    jobName: app.jobName,
    env: app.runtime.env,
  })
}
