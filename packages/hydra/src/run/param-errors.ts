import type { ErrorDetails } from '@hydra-zen/diagnostics'
import { childOf, MapNode, select } from '@hydra-zen/omegaconf/nodes'
import { spanOf } from '../defaults/default-spec.ts'
import { type HydraCode, HydraException } from '../errors.ts'
import { keyPart } from '../overrides/text-parts.ts'

/**
 * Does `work`; an error of an override that was made of an entry of `hydra.sweeper.params` points at that entry instead:
 * nobody typed the override.
 */
export function withParamPlaces<T>(config: MapNode, work: () => T): T {
  try {
    const done = work()
    if (!(done instanceof Promise)) return done
    return done.catch((error: unknown) => {
      throw placed(config, error)
    }) as T
  } catch (error) {
    throw placed(config, error)
  }
}

function placed(config: MapNode, error: unknown): unknown {
  const text = error instanceof HydraException ? error.details.at?.source.text : undefined
  if (text === undefined) return error
  const params = select(config, ['hydra', 'sweeper', 'params'], { resolve: false })
  const key = keyPart(text)
  const entry = params instanceof MapNode && params.state === 'value' ? childOf(params, key) : undefined
  const at = entry && spanOf(entry)
  if (at === undefined || !('source' in at)) return error
  const { summary, details } = error as HydraException
  const Problem = (error as HydraException).constructor as new (
    summary: string,
    details: ErrorDetails<HydraCode>,
  ) => HydraException
  const hint = details.hint?.replace(/^put a text .*$/m, 'write what would stand behind the `=` on the command line')
  return new Problem(summary, {
    ...details,
    at,
    path: `hydra.sweeper.params.${key}`,
    hint: hint?.replace(`write '${key}=`, "write '"),
  })
}
