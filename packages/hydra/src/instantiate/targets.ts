import { createRequire, isBuiltin } from 'node:module'
import { basename, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { didYouMean, listed } from '@hydra-zen/diagnostics'
import { Ambient } from '../ambient.ts'
import type { InstantiationException } from '../errors.ts'
import { type Address, type DottedAddress, parseAddress } from './address.ts'
import { builtinAliases } from './aliases.ts'
import { isDangerousMember, isDangerousValue } from './dangerous.ts'
import { importModule } from './import-module.ts'
import { type Walk, walkMembers } from './members.ts'
import { dottedModule, isOwnFile, moduleEndings, pathModule } from './module-file.ts'
import { findPackage } from './package-file.ts'
import { type AllowedTargets, allowedTargets, isAllowed } from './policy.ts'
import type { Callable, CallableSignature, SignatureHint, SignatureOf } from './signature.ts'
import type { Importer, TargetEnvironment, TargetPlace, Targets, TargetsOptions } from './target-environment.ts'
import { atKey, targetError } from './target-error.ts'
import { declares, importHint, memberHint, registerHint } from './target-hints.ts'

/**
 * An environment of targets: those registered, those of modules under `roots`, and those that `allowTargets` names.
 *
 * @throws InstantiationException `TARGET_PATTERN` where a pattern of `allowTargets` is not one
 */
export function createTargets(options: TargetsOptions): Targets {
  return new ModuleTargets(options)
}

const environments = new Ambient<TargetEnvironment>()

/** Runs `body` with `targets` as the environment of every `instantiate` that is not given one, asynchronous ones too. */
export function runWithTargets<T>(targets: TargetEnvironment, body: () => T): T {
  return environments.run(targets, body)
}

/** The environment that `runWithTargets` set here; else `otherwise`, or one without modules and registered targets. */
export function currentTargets(otherwise: () => TargetEnvironment = noTargets): TargetEnvironment {
  return environments.get() ?? otherwise()
}

function noTargets(): TargetEnvironment {
  return createTargets({ roots: [] })
}

/** Where the module of an address is, and what it takes to run its members. */
interface Located {
  /** What `import()` is given: `file:///…`, `node:path`. */
  readonly specifier: string
  /** How a person would call the module: `shapes/point.ts`, `node:path`, `@scope/pkg`. */
  readonly name: string
  readonly members: readonly string[]
  readonly file: string | undefined
  /** A module of the app's own. */
  readonly own: boolean
  /** How the target could be written in `allowTargets`. */
  readonly spellings: readonly string[]
  readonly dangerous: boolean
}

class ModuleTargets implements Targets {
  readonly roots: readonly string[]
  readonly #allowed: AllowedTargets
  readonly #packagesFrom: string | undefined
  readonly #endings: readonly string[]
  readonly #signatureOf: SignatureOf | undefined
  #importer: Importer
  readonly #registered = new Map<string, unknown>()
  /** What is behind an address never moves; whether it may run is asked each time. */
  readonly #located = new Map<string, Located>()
  readonly #modules = new Map<string, unknown>()
  readonly #addresses = new Map<unknown, string>()
  readonly #hints = new WeakMap<object, SignatureHint>()
  readonly #foreign = new WeakSet<object>()

  constructor({
    roots,
    allowTargets = [],
    packagesFrom,
    importer,
    entry,
    preferSources = entry !== undefined && /\.[cm]?tsx?$/.test(entry),
    signatureOf,
  }: TargetsOptions) {
    this.roots = roots
    this.#allowed = allowedTargets(allowTargets)
    this.#packagesFrom = packagesFrom ?? roots[0]
    this.#endings = moduleEndings(preferSources)
    this.#importer = importer ?? importModule(entry)
    this.#signatureOf = signatureOf
    for (const [address, value] of builtinAliases(this)) this.#registered.set(address, value)
  }

  register(address: string, value: unknown): void {
    this.#registered.set(address, value)
    if (isObject(value) && !this.#addresses.has(value)) this.#addresses.set(value, address)
  }

  addressOf(value: unknown): string | undefined {
    return this.#addresses.get(value)
  }

  setImporter(importer: Importer): void {
    this.#importer = importer
  }

  signatureOf(callable: Callable): CallableSignature | undefined {
    const signature = this.#signatureOf?.(callable, this.#hints.get(callable))
    // what a package or Node does with a parameter that has no default, nobody has written down
    return signature?.source === 'runtime' && this.#foreign.has(callable) ? { ...signature, loose: true } : signature
  }

  locateSync(text: string, place: TargetPlace = {}): unknown {
    const found = this.#find(text, place)
    if ('value' in found) return found.value
    const { located } = found
    let module = this.#modules.get(located.specifier)
    if (module === undefined) {
      if (!located.specifier.startsWith('node:')) {
        throw targetError(`\`${text}\`${atKey(place.path)} is not registered, and its module is not loaded.`, {
          code: 'TARGET_ASYNC',
          place,
          hint: 'use `await instantiate(…)`, or register the target',
        })
      }
      module = createRequire(import.meta.url ?? __filename)(located.specifier)
    }
    return this.#member(text, located, module, place)
  }

  async locate(text: string, place: TargetPlace = {}): Promise<unknown> {
    const found = this.#find(text, place)
    if ('value' in found) return found.value
    const { located } = found
    let module = this.#modules.get(located.specifier)
    if (module === undefined) {
      try {
        module = await this.#importer(located.specifier)
      } catch (cause) {
        throw targetError(`The module ${located.name} of \`${text}\`${atKey(place.path)} failed to load.`, {
          code: 'TARGET_MODULE_FAILED',
          place,
          cause,
          hint: importHint(cause),
        })
      }
      this.#modules.set(located.specifier, module)
    }
    return this.#member(text, located, module, place)
  }

  /** The value where the address is registered; else the module to load, which may run. */
  #find(text: string, place: TargetPlace): { readonly value: unknown } | { readonly located: Located } {
    if (this.#registered.has(text)) return { value: this.#registered.get(text) }
    const address = parseAddress(text, place)
    const below = this.#belowRegistered(address, place)
    if (below !== undefined) return below
    let located = this.#located.get(text)
    if (located === undefined) {
      located = this.#locateModule(address, place)
      this.#located.set(text, located)
    }
    if (!located.own && !isAllowed(this.#allowed, located.spellings, located.dangerous)) throw refused(text, place)
    return { located }
  }

  /** A member of something registered: `probe.Outer.Inner` where `probe` is. */
  #belowRegistered(address: Address, place: TargetPlace): { readonly value: unknown } | undefined {
    const parts = address.kind === 'dotted' ? address.parts : address.members
    const shortest = address.kind === 'dotted' ? 1 : 0
    for (let length = parts.length - 1; length >= shortest; length--) {
      const joined = parts.slice(0, length).join('.')
      const name =
        address.kind === 'dotted' ? joined : length === 0 ? address.specifier : `${address.specifier}:${joined}`
      if (!this.#registered.has(name)) continue
      const walk = walkMembers(this.#registered.get(name), parts.slice(length))
      if (walk.missing !== undefined) {
        const within = walk.passed.length === 0 ? name : `${name}.${walk.passed.join('.')}`
        throw noMember(address.text, place, walk, { inside: `\`${within}\`, which is registered` })
      }
      this.#refuseDangerous(address.text, walk.value, place)
      return { value: walk.value }
    }
    return undefined
  }

  #locateModule(address: Address, place: TargetPlace): Located {
    if (address.kind === 'dotted') return this.#locateDotted(address, place)
    const { text, specifier, members } = address
    if (isNodes(specifier)) return builtinModule(specifier, members, text)
    if (/^(?:\.{0,2}[\\/]|file:)/.test(specifier) || /^[A-Za-z]:[\\/]/.test(specifier)) {
      const file = pathModule(this.roots, specifier, this.#endings)
      if (file !== undefined) return this.#fileModule(file, members, text)
      throw targetError(`Cannot load \`${text}\`${atKey(place.path)}: there is no file ${specifier}.`, {
        code: 'TARGET_NOT_FOUND',
        place,
        hint: this.#rootsHint(),
      })
    }
    if (/^[a-z]+:/i.test(specifier) || specifier.startsWith('#')) throw refused(text, place)
    const found = this.#packagesFrom === undefined ? undefined : findPackage(specifier, this.#packagesFrom)
    if (found?.file === undefined) {
      const what = found === undefined ? `there is no package ${specifier}` : `its package has no file for ${specifier}`
      throw targetError(`Cannot load \`${text}\`${atKey(place.path)}: ${what}.`, {
        code: 'TARGET_NOT_FOUND',
        place,
        hint:
          found === undefined
            ? `packages are looked up from ${this.#packagesFrom ?? 'nowhere: the app has no root'}`
            : `it may not be built yet; what it offers is in the \`exports\` or \`main\` of ${join(found.folder, 'package.json')}`,
      })
    }
    const { file } = found
    const spellings = [`${specifier}:${members.join('.')}`]
    const url = pathToFileURL(file).href
    return { specifier: url, name: specifier, members, file, own: false, spellings, dangerous: false }
  }

  #locateDotted({ text, parts }: DottedAddress, place: TargetPlace): Located {
    const found = dottedModule(this.roots, parts, this.#endings)
    if (found !== undefined) return this.#fileModule(found.file, found.members, text)
    const [first = '', ...members] = parts
    if (members.length > 0 && isNodes(first)) return builtinModule(first, members, text)
    const names = [...new Set([...this.#registered.keys()].filter((name) => !name.startsWith('builtins.')))]
    throw targetError(
      `Cannot find \`${text}\`${atKey(place.path)}: nothing of that name is registered, and no file ${first}.{ts,js,…} is under a root.`,
      {
        code: 'TARGET_NOT_FOUND',
        place,
        hint: didYouMean(text, names) ?? `${this.#rootsHint()}\n      ${registerHint(text)}`,
      },
    )
  }

  #fileModule(file: string, members: readonly string[], text: string): Located {
    const own = isOwnFile(this.roots, file)
    const root = this.roots.find((one) => isOwnFile([one], file))
    const name = root === undefined ? basename(file) : relative(root, file).replaceAll('\\', '/')
    return { specifier: pathToFileURL(file).href, name, members, file, own, spellings: [text], dangerous: false }
  }

  #member(text: string, located: Located, module: unknown, place: TargetPlace): unknown {
    const walk = walkMembers(module, located.members)
    if (walk.missing !== undefined) {
      const inside = walk.passed.length === 0 ? located.name : `${walk.passed.join('.')} of ${located.name}`
      const isHidden = walk.passed.length === 0 && located.own && declares(located.file, walk.missing)
      const hint = isHidden ? `${located.name} declares it, but does not export it` : undefined
      throw noMember(text, place, walk, { inside, hint })
    }
    const { value } = walk
    if (located.own) this.#refuseDangerous(text, value, place)
    if (isObject(value)) {
      if (!this.#addresses.has(value)) this.#addresses.set(value, text)
      if (!located.own) this.#foreign.add(value)
      if (located.file !== undefined) {
        this.#hints.set(value, { file: located.file, export: located.members.join('.') })
      }
    }
    return value
  }

  /** A module may pass on what Node brings; a config may not find it there. */
  #refuseDangerous(text: string, value: unknown, place: TargetPlace): void {
    if (isDangerousValue(value) && !isAllowed(this.#allowed, [text], true)) throw refused(text, place)
  }

  #rootsHint(): string {
    return this.roots.length === 0 ? 'no root is set' : `roots: ${listed(this.roots, 3)}`
  }
}

/** Whether a specifier is for Node; what it does not know of `node:` included. */
function isNodes(specifier: string): boolean {
  return specifier.startsWith('node:') || isBuiltin(specifier)
}

function builtinModule(specifier: string, members: readonly string[], text: string): Located {
  const bare = specifier.replace(/^node:/, '')
  const name = `node:${bare}`
  const path = members.join('.')
  const dangerous = isDangerousMember(bare, members[0])
  const spellings = [...new Set([text, `${name}:${path}`, `${bare}:${path}`, `${bare}.${path}`])]
  return { specifier: name, name, members, file: undefined, own: false, spellings, dangerous }
}

function refused(text: string, place: TargetPlace): InstantiationException {
  return targetError(`_target_ \`${text}\`${atKey(place.path)} is not allowed.`, {
    code: 'TARGET_REFUSED',
    place,
    hint: `if you trust this config: allowTargets: ['${text}']`,
  })
}

function noMember(
  text: string,
  place: TargetPlace,
  walk: Walk,
  { inside, hint = memberHint(walk) }: { readonly inside: string; readonly hint?: string | undefined },
): InstantiationException {
  return targetError(`Cannot find \`${text}\`${atKey(place.path)}: there is no \`${walk.missing}\` in ${inside}.`, {
    code: 'TARGET_NOT_FOUND',
    place,
    hint,
  })
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function'
}
