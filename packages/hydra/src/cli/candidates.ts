import { setContext } from '@hydra-zen/omegaconf/nodes'
import { argumentsOf } from '../completion/command-line.ts'
import { completeOverride } from '../completion/complete-line.ts'
import { composeConfig } from '../compose/compose-config.ts'
import { createRunResolvers } from '../run/run-resolvers.ts'
import type { Runtime } from '../run/runtime.ts'
import { appConfigs, type ConfigOptions, composeRequest, type PlaceFlags } from './app-configs.ts'
import { parseFlags } from './parse-flags.ts'

/**
 * The candidates for the line in `COMP_LINE`, whose last word is to be completed.
 *
 * The reference takes no notice of the flags on that line. Our own scripts set `HYDRA_COMPLETE`: then `-cn`, `-cp` and
 * `-cd` on the line count, and the line ends where the cursor is (`COMP_POINT`).
 *
 * @throws FlagError where a flag on the line cannot be told
 */
export function candidatesFor(
  options: ConfigOptions,
  flags: PlaceFlags,
  runtime: Pick<Runtime, 'cwd' | 'env'>,
): readonly string[] {
  const { COMP_LINE: line = '', COMP_POINT: point, HYDRA_COMPLETE: ours } = runtime.env
  const words = argumentsOf(point === undefined || ours === undefined ? line : upToByte(line, Number(point)))
  const fresh = words.length === 0 || words.at(-1) === ''
  const typed = parseFlags(words.filter((word) => word !== ''))
  const app = appConfigs(options, ours === undefined ? flags : given(typed, flags), runtime)
  return completeOverride(fresh ? [...typed.overrides, ''] : typed.overrides, {
    cwd: runtime.cwd,
    groupOptions: (group, kind) => app.repository.groupOptions(group, kind),
    compose(finished) {
      try {
        const request = { ...composeRequest(app, finished), mode: typed.multirun ? 'multirun' : 'run' } as const
        const { config } = composeConfig(request)
        setContext(config, { resolvers: createRunResolvers({ now: () => new Date() }).registry, env: runtime.env })
        return config
      } catch {
        return undefined // what does not compose has no keys to offer
      }
    },
  })
}

function given(typed: PlaceFlags, flags: PlaceFlags): PlaceFlags {
  return {
    configPath: typed.configPath ?? flags.configPath,
    configName: typed.configName ?? flags.configName,
    configDir: typed.configDir ?? flags.configDir,
  }
}

/** Shells count the cursor's place in bytes. */
function upToByte(line: string, point: number): string {
  return Number.isInteger(point) && point >= 0 ? Buffer.from(line).subarray(0, point).toString() : line
}
