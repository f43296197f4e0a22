/**
 * Anything that can be called, with `new` or without. Calls go through `Reflect`, never through this type.
 */
export type Callable = ((...args: never[]) => unknown) | (abstract new (...args: never[]) => unknown)

/**
 * As much of a parameter's type as binding looks at. Every type model of `@hydra-zen/signatures` fits it.
 *
 * `k: 'object'` has `props`, and `open` where other keys are welcome (an index signature, a `...rest` binding).
 */
export interface CallableType {
  readonly k: string
  /** The members of a union (a list), the elements of an array. */
  readonly of?: unknown
  readonly props?: readonly CallableProperty[]
  readonly open?: boolean
  /** The members of an enumeration: names and values. */
  readonly members?: readonly (readonly [string, string | number])[]
}

/** One key of an options object. */
export interface CallableProperty {
  readonly name: string
  readonly type?: CallableType
  readonly optional?: boolean
  /** Present where the target has a default of its own, whatever it is. */
  readonly default?: unknown
}

/** One parameter. `{}` is the name of a destructured one. */
export interface CallableParam {
  readonly name: string
  readonly kind: 'positional' | 'options' | 'rest'
  readonly type?: CallableType
  readonly optional?: boolean
  /** Present where the target has a default of its own, whatever it is. */
  readonly default?: unknown
}

/**
 * What a target accepts: the part of a `Signature` of `@hydra-zen/signatures` that calling needs.
 *
 * `kind` decides between `new f(…)` and `f(…)`.
 */
export interface CallableSignature {
  readonly kind: 'class' | 'function'
  readonly name: string
  /** Where it is declared, for messages: `src/my-app.ts:21`. */
  readonly at?: string
  readonly params: readonly CallableParam[]
  /** How many overloads there are; `params` are those of one. */
  readonly overloads?: number
  /** `runtime` where the text of the function is all that tells. */
  readonly source?: string
  /** The names are known; what it can do without, and what more it takes, is not. */
  readonly loose?: boolean
}

/** Where a loaded value came from: helps to find its signature. */
export interface SignatureHint {
  /** The module's file, absolute. */
  readonly file?: string
  /** The dotted member inside the module: `Outer.Inner`. */
  readonly export?: string
}

/** Finds the signature of a callable, or nothing. Synchronous. */
export type SignatureOf = (callable: Callable, hint?: SignatureHint) => CallableSignature | undefined
