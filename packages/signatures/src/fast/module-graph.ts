import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { hashOf } from '../hash.ts'
import { ABSENT, type Dependency, type TypeModel } from '../model.ts'
import { behindJavaScript } from '../source-file.ts'
import { moduleScope } from './collect.ts'
import { resolveFile } from './resolve-file.ts'
import type { Declared, Scope } from './scope.ts'
import { parseSyntax } from './syntax.ts'

/** What a name leads to. */
export type Found =
  | { readonly kind: 'declared'; readonly declared: readonly Declared[]; readonly name: string }
  | { readonly kind: 'type'; readonly type: TypeModel }
  | { readonly kind: 'module'; readonly scope: Scope }
  /** Of a package that could not be read. */
  | { readonly kind: 'external'; readonly name: string; readonly from: string }

/** Longest chain of re-exports followed; a cycle ends here. */
const MOST_HOPS = 24

/** The largest file worth parsing for a type: declarations beyond it are compilers and the like. */
const MOST_BYTES = 4_000_000

/** A member of an enum and its value. */
export type EnumMember = readonly [string, string | number]

/** Files parsed at most once, and names looked up across them. */
export class ModuleGraph {
  readonly #scopes = new Map<string, Scope | undefined>()
  readonly #dependencies = new Map<string, Dependency>()
  readonly #files = new Map<string, string | undefined>()
  /** Members of enums, by node: they are asked for wherever an enum is named. */
  readonly enums = new WeakMap<object, readonly EnumMember[]>()
  #touched: Set<string> | undefined

  /** Runs `body` and gives the files that it looked into, `file` first. */
  record<T>(file: string, body: () => T): { value: T; dependencies: Dependency[] } {
    const touched = new Set([file])
    this.#touched = touched
    try {
      const value = body()
      const dependencies = [...touched].map((each) => this.#dependencies.get(each)).filter((x) => x !== undefined)
      return { value, dependencies }
    } finally {
      this.#touched = undefined
    }
  }

  /** The scope of a file; nothing if it cannot be read or parsed. */
  module(file: string): Scope | undefined {
    this.#touched?.add(file)
    if (this.#scopes.has(file)) return this.#scopes.get(file)
    const scope = this.#load(file)
    this.#scopes.set(file, scope)
    return scope
  }

  #load(file: string): Scope | undefined {
    try {
      const { size, mtimeMs } = statSync(file)
      if (size > MOST_BYTES) return undefined
      const text = readFileSync(file, 'utf8')
      this.#dependencies.set(file, { file, size, mtime: mtimeMs, hash: hashOf(text) })
      const syntax = parseSyntax(file, text)
      return syntax && moduleScope(syntax)
    } catch {
      return undefined
    }
  }

  /** The file behind a specifier, remembered. */
  resolve(specifier: string, from: string): string | undefined {
    const key = `${specifier}\0${from}`
    if (!this.#files.has(key)) this.#files.set(key, resolveFile(specifier, from))
    const file = this.#files.get(key)
    if (file === undefined && specifier.startsWith('.')) this.#miss(path.resolve(path.dirname(from), specifier))
    return file
  }

  /** A relative import that leads nowhere: an entry is stale once it leads somewhere. */
  #miss(target: string): void {
    const file = behindJavaScript(target)[0] ?? `${target}.ts`
    this.#dependencies.set(file, { file, size: ABSENT, mtime: 0, hash: '' })
    this.#touched?.add(file)
  }

  /** What `name` means in `scope`, imports followed. */
  lookup(name: string, scope: Scope, hops = 0): Found | undefined {
    for (let at: Scope | undefined = scope; at; at = at.parent) {
      const type = at.types?.get(name)
      if (type !== undefined) return { kind: 'type', type }
      const declared = at.names.get(name)
      if (declared !== undefined) return this.#follow(declared, name, hops)
    }
    return undefined
  }

  /** What the dotted `path` means in `scope`. */
  lookupPath(path: readonly string[], scope: Scope): Found | undefined {
    const [first = '', ...rest] = path
    let found = this.lookup(first, scope)
    for (const name of rest) {
      if (found?.kind === 'module') found = this.exported(name, found.scope)
      else if (found?.kind === 'declared') {
        const inner: Declared | undefined = found.declared.find(({ kind }) => kind === 'namespace')
        found = inner?.kind === 'namespace' ? this.exported(name, inner.body) : undefined
      } else if (found?.kind === 'external') found = { kind: 'external', name, from: found.from }
      else return undefined
    }
    return found
  }

  /** What a module or namespace exports as `name`. */
  exported(name: string, scope: Scope, hops = 0): Found | undefined {
    if (hops > MOST_HOPS) return undefined
    const own = scope.exports.get(name)
    if (own !== undefined) {
      if ('local' in own) return this.lookup(own.local, scope, hops + 1)
      return this.#imported(own.from, own.name, scope, hops + 1)
    }
    if (name === 'default') return undefined
    let external: Found | undefined
    for (const star of scope.stars) {
      const found = this.#imported(star, name, scope, hops + 1)
      if (found !== undefined && found.kind !== 'external') return found
      external ??= found
    }
    return external
  }

  /** All names that a module exports, those of `export *` included. */
  exportedNames(scope: Scope, hops = 0): Set<string> {
    const names = new Set(scope.exports.keys())
    if (hops > MOST_HOPS) return names
    for (const star of scope.stars) {
      const file = this.resolve(star, scope.syntax.file)
      const module = file === undefined ? undefined : this.module(file)
      if (module === undefined) continue
      for (const name of this.exportedNames(module, hops + 1)) if (name !== 'default') names.add(name)
    }
    return names
  }

  #follow(declared: readonly Declared[], name: string, hops: number): Found | undefined {
    const [first] = declared
    if (first?.kind === 'import') return this.#imported(first.from, first.name, first.scope, hops + 1)
    return { kind: 'declared', declared, name }
  }

  #imported(from: string, name: string, scope: Scope, hops: number): Found | undefined {
    if (hops > MOST_HOPS) return undefined
    const file = this.resolve(from, scope.syntax.file)
    const module = file === undefined ? undefined : this.module(file)
    if (module === undefined) return { kind: 'external', name, from }
    if (name === '*') return { kind: 'module', scope: module }
    const found = this.exported(name, module, hops)
    // A CommonJS module's default import is the module itself.
    return found ?? (name === 'default' ? { kind: 'module', scope: module } : undefined)
  }
}
