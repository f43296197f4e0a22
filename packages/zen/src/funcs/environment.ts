import { parse } from 'node:path'
import { type Callable, createTargets, type Importer, type TargetEnvironment } from '@hydra-zen/hydra'
import { type Signature, signatureOf } from '@hydra-zen/signatures'
import { sharedRegistry, type TargetRegistry } from '../targets/registry.ts'
import { signatureFor } from '../targets/signature-for.ts'
import { createHelpers, locateGlobal, type Wrap } from './helpers.ts'

/** What an environment of targets is made of. */
export interface EnvironmentOptions {
  /** Directories that dotted addresses start from. */
  readonly roots: readonly string[]
  readonly allowTargets?: readonly string[] | undefined
  readonly importer?: Importer | undefined
  /** The file that the process was started with. */
  readonly entry?: string | undefined
  readonly registry?: TargetRegistry | undefined
  /** Makes the configs that wait to be made, so that what they are made of is registered. */
  readonly makeConfigs?: (() => void) | undefined
}

/** An environment that knows what builders registered, and the functions that configs made here are built with. */
export interface ZenTargets extends TargetEnvironment {
  /** `wrap`, for whatever a config calls, also behind `zen:process`; our own helpers are left alone. */
  wrapper(wrap: Wrap): Wrap
}

/** What addresses stand for: registered targets, our helpers, what JavaScript brings, then modules under the roots. */
export function zenTargets(options: EnvironmentOptions): ZenTargets {
  const registry = options.registry ?? sharedRegistry()
  const importer = options.importer ?? registry.importer
  const modules = createTargets({
    roots: [...options.roots, ...registry.roots],
    allowTargets: options.allowTargets,
    importer,
    entry: options.entry,
    signatureOf: (callable, hint) => signatureOf(callable, hint),
  })
  const known = (address: string): unknown => helpers.get(address) ?? registry.locate(address) ?? locateGlobal(address)
  const fullSignature = (callable: Callable): Signature | undefined => {
    if (helperSet.has(callable)) return undefined
    const about = registry.get(callable)
    if (about === undefined) return modules.signatureOf(callable) as Signature | undefined
    return signatureFor(callable, { registry })
  }
  const environment: ZenTargets = {
    locate: async (address, place) => {
      const value = known(address)
      if (value !== undefined) return value
      if (options.makeConfigs && inEntry(address, options.entry)) {
        options.makeConfigs()
        const registered = known(address)
        if (registered !== undefined) return registered
      }
      try {
        return await modules.locate(address, place)
      } catch (error) {
        // a module that has just been loaded may have registered what it does not export; what lies outside the roots,
        // such as another package of the repository, is known by the configs made of it
        options.makeConfigs?.()
        return known(address) ?? raise(error)
      }
    },
    locateSync: (address, place) => known(address) ?? modules.locateSync(address, place),
    signatureOf: fullSignature,
    wrapper: (wrap) => {
      const own = createHelpers({ targets: environment, signatureOf: fullSignature, wrap })
      const replaced = new Map([...helpers].map(([address, helper]) => [helper, own.get(address)]))
      return (target) => replaced.get(target) ?? wrap(target)
    },
  }
  const helpers = createHelpers({ targets: environment, signatureOf: fullSignature })
  const helperSet = new Set(helpers.values())
  return environment
}

/** Whether `app.Upload` is in `/somewhere/app.ts`: a file that is not loaded once more where that can be helped. */
function inEntry(address: string, entry: string | undefined): boolean {
  return entry !== undefined && address.startsWith(`${parse(entry).name}.`)
}

function raise(error: unknown): never {
  throw error
}
