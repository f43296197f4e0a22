import { type MapNode, setContext } from '@hydra-zen/omegaconf/nodes'
import { type Callbacks, createCallbacks } from '../callbacks/callbacks.ts'
import type { CallbackEventName, CallbackLike } from '../plugins/callback.ts'
import type { HydraApp } from './app.ts'
import { withBuiltinTargets } from './builtin-targets.ts'
import { asView, hydraNode } from './config-access.ts'
import { driverLogging } from './driver-logging.ts'
import { withCurrentJob } from './hydra-config.ts'
import { JobFiles } from './job-files.ts'
import type { JobScope } from './job-scope.ts'
import { createRunResolvers } from './run-resolvers.ts'
import { UncaughtErrors } from './uncaught.ts'
import { warner } from './warn.ts'

/** A scope just opened, and how the events of its run or sweep as a whole are told. */
export interface OpenedScope {
  readonly scope: JobScope
  /** Tells an event with the whole config; gives nothing where none has to wait. */
  tell(name: CallbackEventName, more?: object): Promise<void> | void
}

/** What is needed to open a scope. */
export interface ScopeParts {
  /** The whole config of the run, or of the sweep. */
  readonly config: MapNode
  readonly configName: string | null
  /** What `${now:…}` tells. */
  readonly now: () => Date
  /** What `${now:…}` told already. */
  readonly known?: Readonly<Record<string, string>>
  /** Callbacks besides those of the config. */
  readonly callbacks?: readonly CallbackLike[] | undefined
}

/**
 * Makes what the jobs of a run or a sweep share: resolvers, callbacks (built here, in order), Hydra's own log.
 *
 * @throws InstantiationException where a callback cannot be built
 */
export async function openScope(
  app: HydraApp,
  { config, configName, now, known, callbacks: extra }: ScopeParts,
): Promise<OpenedScope> {
  const hydra = hydraNode(config)
  const resolvers = createRunResolvers({ now, known })
  setContext(config, { resolvers: resolvers.registry, env: app.runtime.env })
  const current = { hydra, originalCwd: app.runtime.cwd, job: undefined }
  const callbacks: Callbacks = await withCurrentJob(current, () =>
    createCallbacks(config, { targets: withBuiltinTargets(app.targets), warn: warner(app.runtime), extra }),
  )
  const event = callbacks.any ? { config: asView(config), configName } : undefined
  return {
    scope: {
      app,
      configName,
      callbacks,
      resolvers,
      files: new JobFiles(),
      logging: driverLogging(app, hydra),
      overlapping: false,
      uncaught: new UncaughtErrors(app.runtime),
    },
    tell: (name, more) => event && withCurrentJob(current, () => callbacks.notify(name, { ...event, ...more })),
  }
}
