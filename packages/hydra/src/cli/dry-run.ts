import { resolve } from 'node:path'
import { setContext } from '@hydra-zen/omegaconf/nodes'
import type { Composition } from '../compose/composition.ts'
import type { HydraApp } from '../run/app.ts'
import { hydraNode, textAt } from '../run/config-access.ts'
import { dryRun, dryRunJson, printDryRun } from '../run/dry-run.ts'
import { withCurrentJob } from '../run/hydra-config.ts'
import { createRunResolvers } from '../run/run-resolvers.ts'
import { validateComposition } from '../run/validate-composition.ts'
import type { ComposedRun } from './run-mode.ts'

/** What `--dry-run` prints: the jobs that would run, and where. Their configs are composed and validated. */
export async function dryRunText(app: HydraApp, run: ComposedRun, form: 'text' | 'json'): Promise<string> {
  const { composition, mode, overrides } = run
  if (mode === 'run') return singleRunText(app, composition, form)
  const would = await dryRun(app, { composition, overrides })
  return form === 'json' ? dryRunJson(would) : printDryRun(would)
}

function singleRunText(app: HydraApp, composition: Composition, form: 'text' | 'json'): string {
  validateComposition(app, composition)
  const { config, overrides } = composition
  const { cwd, env } = app.runtime
  setContext(config, { resolvers: createRunResolvers({ now: () => app.runtime.now() }).registry, env })
  const dir = withCurrentJob({ hydra: hydraNode(config), originalCwd: cwd, job: undefined }, () =>
    resolve(cwd, textAt(config, ['hydra', 'run', 'dir'])),
  )
  if (form === 'json') return `${JSON.stringify({ count: 1, jobs: [{ argv: overrides.task, dir }] }, undefined, 2)}\n`
  return `1 job in ${dir}, nothing was started.${overrides.task.map((text) => `\n  ${text}`).join('')}\n`
}
