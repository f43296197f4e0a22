import { existsSync } from 'node:fs'
import { createRequire, isBuiltin } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { type Callable, type Declaration, declarationsOf, fileEntry, parserProblem } from '@hydra-zen/signatures'
import { AmbiguousTargetError, TargetError } from '../errors.ts'
import type { CallSite } from './call-site.ts'
import { globalAddress } from './globals.ts'
import { type Registered, sharedRegistry, type TargetRegistry } from './registry.ts'
import { addressText, rootFor } from './roots.ts'

/**
 * Where `target` can be found again: its address, which is then registered, so that this process never imports it.
 *
 * Asked in this order: the registry; what JavaScript brings; the file that called us: what it declares, imports or
 * re-exports under that name.
 *
 * @param verb - How the user's call begins, for messages: `builds`.
 * @throws TargetError `TARGET_UNKNOWN_ORIGIN`
 * @throws AmbiguousTargetError `TARGET_AMBIGUOUS` where two declarations fit alike
 */
export function addressOf(
  target: Callable,
  site: CallSite,
  { registry = sharedRegistry(), verb = 'builds' }: { readonly registry?: TargetRegistry; readonly verb?: string } = {},
): string {
  const known = registry.get(target)
  if (known) return known.address
  const found = find(target, site, { registry, verb })
  refuseTwin(target, found, { registry, verb })
  registry.add(target, found)
  return found.address
}

interface Context {
  readonly registry: TargetRegistry
  readonly verb: string
}

function find(target: Callable, site: CallSite, context: Context): Registered {
  const global = globalAddress(target)
  if (global !== undefined) return { address: global, file: undefined, member: undefined, exported: true }
  const caller = site.file
  if (caller === undefined || target.name === '') throw unknownOrigin(target, caller, context)
  const declarations = declarationsOf(target, caller)
  const [first, second] = declarations
  if (first && second) throw twins(target, declarations, caller, context)
  if (first) return ofPackage(first, caller) ?? registeredAs(first, context)
  return fromModule(target, caller) ?? raise(target, caller, context)
}

/** What comes from an installed package is called by the name one would import it by. */
function ofPackage({ specifier, export: name, file }: Declaration, caller: string): Registered | undefined {
  if (specifier === undefined || name === undefined || !isInstalled(specifier, caller)) return undefined
  return { ...outside(`${specifier}:${name}`, name), file }
}

/** Whether `specifier` names a package of some `node_modules` above `from`, not a path of the `tsconfig.json`. */
function isInstalled(specifier: string, from: string): boolean {
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/')
  for (let directory = dirname(from); ; directory = dirname(directory)) {
    if (existsSync(join(directory, 'node_modules', name))) return true
    if (dirname(directory) === directory) return false
  }
}

function registeredAs({ file, export: name, signature }: Declaration, { registry }: Context): Registered {
  const member = name ?? signature.name
  return { address: addressText(file, member, rootFor(file, registry)), file, member, exported: name !== undefined }
}

/** A function that the caller imports from Node itself, or from a package whose declarations tell nothing. */
function fromModule(target: Callable, caller: string): Registered | undefined {
  const imports = fileEntry(caller)?.imports ?? []
  for (const { from } of imports) {
    if (!isBuiltin(from)) continue
    const member = memberHolding(process.getBuiltinModule(from), target)
    if (member !== undefined) return outside(`node:${from.replace(/^node:/, '')}:${member}`, member)
  }
  for (const { from, name } of imports) {
    if (isBuiltin(from) || from.startsWith('.')) continue
    const member = name === target.name ? name : memberHolding(loadedCommonJs(from, caller), target)
    if (member !== undefined) return outside(`${from}:${member}`, member)
  }
  return undefined
}

/** The name under which a module holds `target`. */
function memberHolding(module: unknown, target: Callable): string | undefined {
  if (typeof module !== 'object' && typeof module !== 'function') return undefined
  const member = Object.keys(module ?? {}).find((key) => (module as Record<string, unknown>)[key] === target)
  return member ?? (module === target ? 'default' : undefined)
}

/** What a CommonJS package gives, where it is loaded already. */
function loadedCommonJs(specifier: string, from: string): unknown {
  try {
    const require = createRequire(from)
    return require.cache[require.resolve(specifier)]?.exports
  } catch {
    return undefined
  }
}

function outside(address: string, member: string): Registered {
  return { address, file: undefined, member, exported: true }
}

/** Local classes of one name are different ones each time their function runs: the address would mean the last. */
function refuseTwin(target: Callable, { address, exported, file }: Registered, { registry, verb }: Context): void {
  const holder = registry.locate(address)
  if (holder === undefined || holder === target || exported) return
  throw new AmbiguousTargetError(
    `${verb}(${target.name}): \`${address}\` already stands for another ${kindOf(target)} of ${shown(file)}.`,
    { code: 'TARGET_AMBIGUOUS', hint: `export one of them, or give { target: 'module:Name' }` },
  )
}

function twins(
  target: Callable,
  declarations: readonly Declaration[],
  caller: string,
  { verb, registry }: Context,
): AmbiguousTargetError {
  const places = [...new Set(declarations.map(({ file, signature }) => signature.at ?? shown(file)))]
  const [first] = declarations
  const example = first && (ofPackage(first, caller) ?? registeredAs(first, { verb, registry })).address
  const all = places.length === 2 ? `both ${places.join(' and ')}` : places.join(', ')
  return new AmbiguousTargetError(`${verb}(${target.name}): ${all} declare it with equal parameters.`, {
    code: 'TARGET_AMBIGUOUS',
    hint: `give { target: '${example}' }, or put @target() on both`,
  })
}

function raise(target: Callable, caller: string | undefined, context: Context): never {
  throw unknownOrigin(target, caller, context)
}

function unknownOrigin(target: Callable, caller: string | undefined, { verb }: Context): TargetError {
  const name = target.name || 'a function without a name'
  const from =
    caller === undefined ? '' : ` Called from ${shown(caller)}, which neither declares nor imports that name.`
  const problem = parserProblem()
  const todo = `add @target(), register(import.meta, { ${target.name || 'name'} }), or { target: 'module:Name' }`
  return new TargetError(`${verb}(${name}): cannot tell which module exports it.${from}`, {
    code: 'TARGET_UNKNOWN_ORIGIN',
    hint: problem === undefined ? todo : `no source can be read (${problem}); ${todo}`,
  })
}

function kindOf(target: Callable): string {
  return /^class\b/.test(Function.prototype.toString.call(target)) ? 'class' : 'function'
}

function shown(file: string | undefined): string {
  if (file === undefined) return 'an unknown file'
  const path = relative(process.cwd(), file)
  return path.startsWith('..') ? file : path
}
