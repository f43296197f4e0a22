/** A value that JSON can hold. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/**
 * The default of a parameter or a field, as far as the source tells.
 *
 * - `value`: known without running anything; `enumMember` names it where it was written as `Color.Red`.
 * - `bigint`, `float`: known too, but beyond JSON.
 * - `expr`: an expression; only running it would tell.
 * - `ref`: a class or function, by the name it has in `file`.
 *
 * A default of `undefined` is none: the parameter is optional.
 */
export type DefaultValue =
  | { readonly value: Json; readonly enumMember?: string }
  | { readonly bigint: string }
  | { readonly float: 'inf' | '-inf' | 'nan' }
  | { readonly expr: string }
  | { readonly ref: string; readonly file: string }

/** One property of an options object, or one field of a class. */
export interface Property {
  readonly name: string
  readonly type: TypeModel
  /** May be left out: `?`, or a default. */
  readonly optional?: true
  readonly default?: DefaultValue
  readonly doc?: string
  /** What `@default` says: for help texts only. */
  readonly docDefault?: string
}

/** One parameter. */
export interface Param {
  /** `{}` for a destructured object, `[]` for a destructured array. */
  readonly name: string
  /** `options`: destructured in the parameter list; `rest`: takes what is left. */
  readonly kind: 'positional' | 'options' | 'rest'
  readonly type: TypeModel
  /** May be left out: `?`, or a default. A rest parameter always may. */
  readonly optional?: true
  readonly default?: DefaultValue
  readonly doc?: string
}

/** Types that are nothing but their name. */
export type SimpleKind =
  | 'string'
  | 'number'
  | 'boolean'
  | 'bigint'
  | 'null'
  | 'undefined'
  | 'symbol'
  | 'never'
  | 'any'
  | 'unknown'
  | 'function'

/**
 * A type, as far as configs care. Plain data; recursive types end in `other`.
 *
 * `other` is a type nobody looked through (a conditional one, `z.infer<…>`): treat it as `any`.
 * `external` comes from a package that could not be read. `class` is an instance of a class; `file` is the absolute
 * path of its source, or `lib` for what JavaScript and Node bring (`Date`, `Map`, `URL`).
 */
export type TypeModel =
  | { readonly k: SimpleKind }
  | { readonly k: 'literal'; readonly value: string | number | boolean }
  | { readonly k: 'array'; readonly of: TypeModel }
  /** `rest`: the type of any number of elements that follow; `optional`: how many at the end may be left out. */
  | { readonly k: 'tuple'; readonly of: readonly TypeModel[]; readonly optional?: number; readonly rest?: TypeModel }
  | { readonly k: 'record'; readonly of: TypeModel }
  | { readonly k: 'union'; readonly of: readonly TypeModel[] }
  | { readonly k: 'enum'; readonly name: string; readonly members: readonly (readonly [string, string | number])[] }
  /** `open`: other keys are welcome (an index signature, a `...rest` binding). */
  | { readonly k: 'object'; readonly name?: string; readonly props: readonly Property[]; readonly open?: true }
  | { readonly k: 'class'; readonly name: string; readonly file: string }
  | { readonly k: 'external'; readonly name: string; readonly from: string }
  | { readonly k: 'other'; readonly text: string }

/** Which engine saw it. `given`: by hand. `merged`: types of a `.d.ts`, defaults of the running text. */
export type SignatureSource = 'fast' | 'deep' | 'dts' | 'merged' | 'given' | 'runtime'

/** What a class or a function accepts. Plain data. */
export interface Signature {
  /** `class` is called with `new`. */
  readonly kind: 'class' | 'function'
  /** As declared; `default` for an unnamed default export. */
  readonly name: string
  /** Where it is declared, for messages: `src/my-app.ts:21`, relative to the working directory where it is below it. */
  readonly at?: string
  /** The file that declares it, absolute. Absent where nobody knows (`runtime`). */
  readonly file?: string
  /** Counted from 1. */
  readonly line?: number
  readonly doc?: string
  readonly params: readonly Param[]
  /** Public static methods of a class. */
  readonly statics?: readonly Signature[]
  /** Public instance fields of a class, inherited ones first: what a config class is made of. */
  readonly fields?: readonly Property[]
  /** Names of the public members of an instance: by them generated declarations tell classes apart. */
  readonly members?: readonly string[]
  /** A function that a constant holds: `const f = (x) => …`. */
  readonly constant?: true
  /** The name it has when it runs, where that is another: `Inner` of `const A = class Inner {}`. */
  readonly runsAs?: string
  /** How many overloads there are; `params` are those of the last one, as with TypeScript's `Parameters`. */
  readonly overloads?: number
  readonly abstract?: true
  /** The names are known; what it can do without, and what more it takes, is not. */
  readonly loose?: true
  /** The constructor is `private` or `protected`. */
  readonly hidden?: true
  readonly source: SignatureSource
}

/** One name that a file imports. */
export interface ImportedName {
  /** As written: `./shapes/point.js`, `hydra-zen`. */
  readonly from: string
  /** The file it leads to, absolute, where it could be found. */
  readonly file?: string
  /** The name over there: `Point`, `default`, `*` for the whole module. */
  readonly name: string
  /** The name here. */
  readonly local: string
}

/** The size of a dependency that was looked for and is not there. */
export const ABSENT = -1

/** A file that an entry was read from, or (with size `ABSENT`) would have been. */
export interface Dependency {
  readonly file: string
  readonly size: number
  readonly mtime: number
  readonly hash: string
}

/** All that is known of one file. */
export interface FileEntry {
  /** The file that was read, absolute: the `.ts` where there is one. */
  readonly file: string
  /** Callables by the name under which they are exported; members of namespaces as `shapes.Point`. */
  readonly exports: ReadonlyMap<string, Signature>
  /** Top-level callables that are not exported, by name. */
  readonly locals: ReadonlyMap<string, Signature>
  /** Classes and functions declared inside others (in a test's body, say); names may repeat. */
  readonly nested: readonly Signature[]
  readonly imports: readonly ImportedName[]
  /** The file itself first, then those it was resolved through. */
  readonly dependencies: readonly Dependency[]
}

/** Entries of many files: what `scan` gives and production reads. */
export interface Manifest {
  /** The directory to which the files are relative when the manifest is written. */
  readonly root: string
  readonly files: ReadonlyMap<string, FileEntry>
}

/** Anything that can be called, with `new` or without. */
export type Callable = ((...args: never[]) => unknown) | (abstract new (...args: never[]) => unknown)

/** Where to look for a callable. */
export interface SignatureHint {
  /** The file that declares, exports or imports it, absolute path or `file:` URL; that of the caller, say. */
  readonly file?: string
  /** The name under which `file` exports it, if known: `Point`, `Outer.Inner`, `default`. */
  readonly export?: string
}

/** One place where a callable may have been declared. */
export interface Declaration {
  /** The file that declares it, absolute: the `.ts` where there is one. */
  readonly file: string
  /** The name under which `file` exports it, `Point.polar` for a static method; absent where it does not. */
  readonly export?: string
  /** The package path it is imported by (`pkg/sub`, `node:path`), where it is not imported by a relative path. */
  readonly specifier?: string
  /** Declared in the body of another function or class. */
  readonly nested?: true
  readonly signature: Signature
}
