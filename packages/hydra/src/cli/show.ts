import { didYouMean } from '@hydra-zen/diagnostics'
import { setContext } from '@hydra-zen/omegaconf/nodes'
import { composeConfig } from '../compose/compose-config.ts'
import { composeDefaults } from '../compose/compose-defaults.ts'
import type { Composition } from '../compose/composition.ts'
import { explain, formatExplanation } from '../compose/explain.ts'
import { requireMainSource } from '../compose/require-main-source.ts'
import { CompactHydraException } from '../errors.ts'
import type { HydraApp } from '../run/app.ts'
import { hydraNode } from '../run/config-access.ts'
import { withCurrentJob } from '../run/hydra-config.ts'
import { createRunResolvers } from '../run/run-resolvers.ts'
import { composeRequest } from './app-configs.ts'
import { commandOf } from './command.ts'
import { configKeys } from './config-keys.ts'
import type { Flags } from './flags.ts'
import { appHelp, hydraHelp } from './help.ts'
import { defaultsInfo, infoJson, infoText } from './info.ts'
import { showConfig } from './show-config.ts'

/** What is to be shown, and of what. */
export interface ShowRequest {
  readonly app: HydraApp
  readonly flags: Flags
  readonly overrides: readonly string[]
  readonly docOf: ((key: string) => string | undefined) | undefined
}

/**
 * What `--help`, `--hydra-help`, `--cfg`, `--info` and `--explain` print. Nothing is run, and nothing is written.
 *
 * @throws as `composeConfig` does, and `CONFIG_PACKAGE` for a key that is not there
 */
export function showFor({ app, flags, overrides, docOf }: ShowRequest): string {
  const request = composeRequest(app, overrides)
  const { info: topic, help, hydraHelp: ofHydra } = flags
  if (!help && !ofHydra && flags.format !== 'json' && (topic === 'defaults' || topic === 'defaults-tree')) {
    // neither asks for a value: as in the reference, overrides of values need not fit, and sweeps may stay sweeps
    requireMainSource(request.repository)
    return defaultsInfo(composeDefaults(request).list, topic)
  }
  const composition = composeConfig(flags.hydraHelp && !flags.help ? { ...request, configName: null } : request)
  for (const warning of composition.warnings) app.runtime.stderr.write(`warning: ${warning}\n`)
  const { registry } = createRunResolvers({ now: () => app.runtime.now() })
  setContext(composition.config, { resolvers: registry, env: app.runtime.env })
  const hydra = hydraNode(composition.config)
  return withCurrentJob({ hydra, originalCwd: app.runtime.cwd, job: undefined }, () => {
    if (flags.help) return appHelp(composition, { resolve: flags.resolve, command: commandOf(app), docOf })
    if (flags.hydraHelp) return hydraHelp(composition, commandOf(app))
    if (flags.explain !== undefined) return explainKey(composition, flags.explain)
    if (flags.info !== undefined) return (flags.format === 'json' ? infoJson : infoText)(composition, flags.info)
    const { package: path, resolve, blame } = flags
    return showConfig(composition, { part: flags.cfg ?? 'job', package: path, resolve, blame })
  })
}

function explainKey(composition: Composition, key: string): string {
  const explanation = explain(composition, key)
  if (explanation.value !== undefined) return `${formatExplanation(explanation)}\n`
  throw new CompactHydraException(`There is no key '${key}' in the config.`, {
    code: 'CONFIG_PACKAGE',
    hint: didYouMean(key, configKeys(composition.config)) ?? '--cfg all shows every key there is',
  })
}
