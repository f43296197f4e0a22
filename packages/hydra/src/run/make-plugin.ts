import { didYouMean } from '@hydra-zen/diagnostics'
import {
  childOf,
  fullKey,
  MapNode,
  readValue,
  resolved,
  select,
  splitKey,
  toContainer,
} from '@hydra-zen/omegaconf/nodes'
import { spanOf } from '../defaults/default-spec.ts'
import { HydraException } from '../errors.ts'
import type { TargetEnvironment } from '../instantiate/target-environment.ts'
import type { Launcher } from '../plugins/launcher.ts'
import type { Sweeper } from '../plugins/sweeper.ts'

/**
 * The launcher that `hydra.launcher` describes.
 *
 * @throws HydraException `PLUGIN_MISSING` where there is none, `PLUGIN_INVALID` where what is there launches nothing
 */
export async function makeLauncher(hydra: MapNode, targets: TargetEnvironment): Promise<Launcher> {
  const made = await makePlugin(hydra, 'launcher', targets)
  if (hasMethods(made, ['setup', 'submit'])) return made as Launcher
  throw invalid('launcher', made, 'a launcher has the methods setup and submit')
}

/**
 * The sweeper that `hydra.sweeper` describes.
 *
 * @throws HydraException `PLUGIN_MISSING` where there is none, `PLUGIN_INVALID` where what is there sweeps nothing
 */
export async function makeSweeper(hydra: MapNode, targets: TargetEnvironment): Promise<Sweeper> {
  const made = await makePlugin(hydra, 'sweeper', targets)
  if (hasMethods(made, ['setup', 'ask'])) return made as Sweeper
  throw invalid('sweeper', made, 'a sweeper has the methods setup and ask')
}

async function makePlugin(hydra: MapNode, name: 'launcher' | 'sweeper', targets: TargetEnvironment): Promise<unknown> {
  const given = childOf(hydra, name)
  const node = given && resolved(given)
  if (!(node instanceof MapNode) || node.state !== 'value') {
    throw new HydraException(`A multirun needs a ${name}, and hydra.${name} is not there.`, {
      code: 'PLUGIN_MISSING',
      path: `hydra.${name}`,
      hint: `choose one with hydra/${name}=basic`,
    })
  }
  const target = childOf(node, '_target_')
  if (target === undefined) {
    throw new HydraException(`hydra.${name} has no _target_.`, { code: 'PLUGIN_INVALID', path: `hydra.${name}` })
  }
  const address = String(readValue(target))
  const ours = await ownPlugin(address, node)
  if (ours !== undefined) return ours
  if (address.startsWith('hydra_plugins.')) await requireHere(address, name, targets)
  const { instantiate } = await import('../instantiate/instantiate.ts')
  try {
    return await instantiate(node, { targets })
  } catch (error) {
    throw refusedOption(error, hydra) ?? error
  }
}

/** What a plugin says of one of its options, where the option was written; nothing for any other failure. */
function refusedOption(error: unknown, hydra: MapNode): HydraException | undefined {
  const cause = error instanceof HydraException ? error.cause : undefined
  if (!(cause instanceof HydraException) || !cause.details.path?.startsWith('hydra.')) return undefined
  const node = select(hydra, splitKey(cause.details.path).slice(1), { resolve: false })
  return new HydraException(cause.summary, { ...cause.details, at: node && spanOf(node), cause: undefined })
}

/** Looks for a plugin of Hydra's before what it is made of (a sampler, say), none of which there would be either. */
async function requireHere(address: string, name: 'launcher' | 'sweeper', targets: TargetEnvironment): Promise<void> {
  try {
    await targets.locate(address)
  } catch (cause) {
    throw new HydraException(`The ${name} \`${address}\` is a plugin for Python, and nothing of that name is here.`, {
      code: 'PLUGIN_MISSING',
      path: `hydra.${name}`,
      hint:
        name === 'launcher'
          ? 'to run the jobs on this machine: hydra/launcher=process (or async, basic)\n      for a launcher of your own: hydra.launcher._target_'
          : 'to try every combination of choice(…) and range(…): hydra/sweeper=basic\n      for a sweeper of your own: hydra.sweeper._target_',
      cause,
    })
  }
}

/** The two that nearly every sweep has, made without the machinery of `instantiate`. */
async function ownPlugin(target: string, node: MapNode): Promise<unknown> {
  if (target === 'hydra._internal.core_plugins.basic_launcher.BasicLauncher') {
    refuseUnknown(node, [])
    return new (await import('../launchers/basic-launcher.ts')).BasicLauncher()
  }
  if (target === 'hydra._internal.core_plugins.basic_sweeper.BasicSweeper') {
    refuseUnknown(node, SWEEPER_KEYS)
    const options = toContainer(node, { resolve: true, mappings: 'map', boxFloats: true }) as Map<string, unknown>
    return new (await import('../sweepers/basic-sweeper.ts')).BasicSweeper({
      max_batch_size: options.get('max_batch_size') as number | null,
      params: options.get('params'),
      include: options.get('include'),
      exclude: options.get('exclude'),
    })
  }
  return undefined
}

const SWEEPER_KEYS = ['max_batch_size', 'params', 'include', 'exclude']

/** A key that nobody reads is one that somebody expects something of. Keys for `instantiate` begin with `_`. */
function refuseUnknown(node: MapNode, known: readonly string[]): void {
  for (const [key, child] of node.entries) {
    const name = String(key)
    if (known.includes(name) || name.startsWith('_')) continue
    const path = fullKey(child)
    throw new HydraException(
      `\`${path}\` is no option of \`${String(readValue(childOf(node, '_target_') ?? child))}\`.`,
      {
        code: 'PLUGIN_INVALID',
        path,
        at: spanOf(child),
        hint: didYouMean(name, known) ?? (known.length === 0 ? 'it has none' : `it has ${known.join(', ')}`),
      },
    )
  }
}

function hasMethods(made: unknown, names: readonly string[]): boolean {
  if (typeof made !== 'object' || made === null) return false
  return names.every((name) => typeof (made as Record<string, unknown>)[name] === 'function')
}

function invalid(name: string, made: unknown, hint: string): HydraException {
  const what = typeof made === 'object' && made !== null ? (made.constructor?.name ?? 'an object') : String(made)
  return new HydraException(`hydra.${name} makes ${what}, which is no ${name}.`, { code: 'PLUGIN_INVALID', hint })
}
