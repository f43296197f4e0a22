import { createNode, type ListNode, readValue, scalarNode, select, update } from '@hydra-zen/omegaconf/nodes'
import { composeConfig } from '../compose/compose-config.ts'
import type { Composition } from '../compose/composition.ts'
import type { HydraApp } from '../run/app.ts'
import { composeRequest } from './app-configs.ts'

/** A composition that says in `hydra.mode` how it is to be run. */
export interface ComposedRun {
  readonly composition: Composition
  readonly mode: 'run' | 'multirun'
  /** As typed, with the mode at the end where nobody had set one. */
  readonly overrides: readonly string[]
}

/**
 * Composes what the command line asks for and settles how it is run: `-m` beats `hydra.mode`, which beats a single run.
 *
 * Reference: `_run_app`, which composes once to see the mode and once more to run; here the mode is added to what is
 * composed already.
 *
 * @throws as `composeConfig` does
 */
export function composeRun(
  app: HydraApp,
  overrides: readonly string[],
  { multirun }: { multirun: boolean },
): ComposedRun {
  const { runtime } = app
  if (!multirun) {
    const single = composedSingly(app, overrides)
    const mode = single && modeOf(single)
    if (single && mode !== 'MULTIRUN') return mode === 'RUN' ? settled(single, 'run') : withMode(single, 'RUN')
    return settled(composeConfig({ ...composeRequest(app, overrides), mode: 'multirun' }), 'multirun')
  }
  const whole = composeConfig({ ...composeRequest(app, overrides), mode: 'multirun' })
  const mode = modeOf(whole)
  if (mode === 'MULTIRUN') return settled(whole, 'multirun')
  if (mode === 'RUN') runtime.stderr.write('warning: --multirun is given: hydra.mode=RUN gives way to MULTIRUN.\n')
  return withMode(whole, 'MULTIRUN')
}

/** The single run's composition; `undefined` where it fails because the config wants a multirun. */
function composedSingly(app: HydraApp, overrides: readonly string[]): Composition | undefined {
  try {
    return composeConfig(composeRequest(app, overrides))
  } catch (error) {
    if (wantsMultirun(app, overrides)) return undefined
    throw error
  }
}

function wantsMultirun(app: HydraApp, overrides: readonly string[]): boolean {
  try {
    return modeOf(composeConfig({ ...composeRequest(app, overrides), mode: 'multirun' })) === 'MULTIRUN'
  } catch {
    return false // the error that is told is that of the composition asked for
  }
}

function modeOf({ config }: Composition): string | undefined {
  const node = select(config, ['hydra', 'mode'])
  if (node === undefined || node.state !== 'value') return undefined
  const value = readValue(node)
  return typeof value === 'object' && value !== null && 'name' in value ? String(value.name) : String(value)
}

function settled(composition: Composition, mode: ComposedRun['mode']): ComposedRun {
  return { composition, mode, overrides: composition.request.overrides ?? [] }
}

/** As if `hydra.mode=MODE` had been typed last. */
function withMode(composition: Composition, mode: 'RUN' | 'MULTIRUN'): ComposedRun {
  const text = `hydra.mode=${mode}`
  const { config, request } = composition
  update(config, ['hydra', 'mode'], mode)
  const list = select(config, ['hydra', 'overrides', 'hydra']) as ListNode | undefined
  if (list !== undefined) {
    const node = scalarNode(text)
    node.type = list.elementType
    update(config, ['hydra', 'overrides', 'hydra'], createNode([...list.items, node]), { merge: false })
  }
  const overrides = [...(request.overrides ?? []), text]
  const { task, hydra } = composition.overrides
  return {
    composition: {
      ...composition,
      request: { ...request, overrides },
      overrides: { task, hydra: [...hydra, text] },
    },
    mode: mode === 'RUN' ? 'run' : 'multirun',
    overrides,
  }
}
