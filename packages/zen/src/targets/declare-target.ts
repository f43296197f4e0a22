import { fileURLToPath } from 'node:url'
import { type Callable, registerSignature, sourceFileOf } from '@hydra-zen/signatures'
import { checkKinds } from '../option-kinds.ts'
import type { Named, NamesFor, Target } from '../types.ts'
import { CallSite } from './call-site.ts'
import { sharedRegistry, type TargetRegistry } from './registry.ts'
import { addressText, rootFor } from './roots.ts'
import { moduleUrl, type ThisModule } from './this-module.ts'

/** What one can say about a target by hand. */
export interface TargetOptions {
  /** The address to write into configs, where the file's own would not do: in bundles, say. */
  readonly address?: string
  /** The names of the parameters in order, where nothing tells them: minified code, `bind`. */
  readonly params?: readonly string[]
}

/** A decorator of classes and static methods, for TC39's protocol and for TypeScript's older one. */
export type TargetDecorator = (target: object, context?: unknown, descriptor?: PropertyDescriptor) => void

/**
 * Makes a class or a static method a target: registers where it comes from, and what is said about it.
 *
 * @example
 * @target({ params: ['x', 'y'] })
 * export class Point { constructor(public x: number, public y = 0) {} }
 */
export function target(options: TargetOptions = {}, registry: TargetRegistry = sharedRegistry()): TargetDecorator {
  const site = new CallSite(target)
  checkKinds(options, { address: 'text', params: 'list' }, '@target')
  const add = (callable: Callable, member: string): void => {
    if (options.params) registerSignature(callable, options.params)
    const file = site.file && sourceFileOf(site.file)
    const address = options.address ?? (file && addressText(file, member, rootFor(file, registry)))
    if (address !== undefined) registry.add(callable, { address, file, member, exported: true })
  }
  return (decorated: unknown, context, descriptor) => {
    if (typeof context === 'object') {
      addStandard(decorated as Callable, context as ClassDecoratorContext | ClassMethodDecoratorContext, add)
    } else if (context === undefined) {
      add(decorated as Callable, (decorated as Callable).name)
    } else {
      add(descriptor?.value as Callable, `${(decorated as Callable).name}.${String(context)}`)
    }
  }
}

function addStandard(
  decorated: Callable,
  context: ClassDecoratorContext | ClassMethodDecoratorContext,
  add: (callable: Callable, member: string) => void,
): void {
  if (context.kind === 'class') {
    add(decorated, context.name ?? decorated.name)
    return
  }
  context.addInitializer(function (this: unknown) {
    add(decorated, `${(this as Callable).name}.${String(context.name)}`)
  })
}

/**
 * Registers what a module exports, without looking at the stack or at files: works in bundles.
 *
 * @param module - `import.meta` (`module` in CommonJS), or the module's address as text: `shapes.point`
 * @example
 * register(import.meta, { Point, train })
 */
export function register(
  module: ThisModule | string,
  exports: Readonly<Record<string, unknown>>,
  registry: TargetRegistry = sharedRegistry(),
): void {
  const url = typeof module === 'string' ? undefined : moduleUrl(module)
  const file = url && sourceFileOf(fileURLToPath(url))
  const root = file && rootFor(file, registry)
  for (const [member, callable] of Object.entries(exports)) {
    if (typeof callable !== 'function') continue
    const address = file && root ? addressText(file, member, root) : `${String(module)}.${member}`
    registry.add(callable as Callable, { address, file, member, exported: true })
  }
}

/**
 * `target` with names for its positional parameters: their types come from the target, nothing needs generating.
 *
 * @throws SignatureError `SIGNATURE_GIVEN_MISMATCH` where there are more names than parameters
 * @example
 * builds(named(Point, 'x', 'y'), { x: 1 })
 */
export function named<C extends Target, const N extends readonly string[]>(
  target: C,
  ...names: NamesFor<C, N>
): Named<C, N> {
  const registry = sharedRegistry()
  registerSignature(target as Callable, names)
  const about = registry.get(target as Callable)
  if (about) registry.add(target as Callable, { ...about, signature: undefined, full: undefined })
  return target as Named<C, N>
}

/** Loads modules through `importer` from now on: for bundles, and for packages that a test runner loads itself. */
export function setImporter(
  importer: (specifier: string) => Promise<unknown>,
  registry: TargetRegistry = sharedRegistry(),
): void {
  registry.importer = importer
}

/** Makes addresses relative to the first of `directories`, in the place of the entry file's; they are looked up in all. */
export function setTargetRoots(directories: readonly string[], registry: TargetRegistry = sharedRegistry()): void {
  registry.roots = directories
}
