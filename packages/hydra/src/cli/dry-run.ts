import { resolve } from 'node:path'
import { setContext } from '@hydra-zen/omegaconf/nodes'
import type { Composition } from '../compose/composition.ts'
import type { HydraApp } from '../run/app.ts'
import { hydraNode, textAt } from '../run/config-access.ts'
import { withCurrentJob } from '../run/hydra-config.ts'
import { createRunResolvers } from '../run/run-resolvers.ts'

/** What a single run would do, for `--dry-run`: its overrides and its directory. The config is validated. */
export function dryRunText(app: HydraApp, composition: Composition, form: 'text' | 'json'): string {
  app.validate?.(composition)
  const { config, overrides } = composition
  setContext(config, { resolvers: createRunResolvers({ now: () => app.runtime.now() }).registry, env: app.runtime.env })
  const { cwd } = app.runtime
  const dir = withCurrentJob({ hydra: hydraNode(config), originalCwd: cwd, job: undefined }, () =>
    resolve(cwd, textAt(config, ['hydra', 'run', 'dir'])),
  )
  if (form === 'json') return `${JSON.stringify({ jobs: [{ overrides: overrides.task, dir }] }, undefined, 2)}\n`
  return `1 job${overrides.task.length === 0 ? '' : `: ${overrides.task.join(' ')}`}\n  ${dir}\n`
}
