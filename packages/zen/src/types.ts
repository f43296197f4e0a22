/** Carries the type of what a config builds; nothing is stored under it. */
export declare const RESULT: unique symbol
/** Carries the parameter names that {@link named} gave. */
export declare const NAMES: unique symbol

/** The text of an interpolation: `${db.port}`. */
export type Interpolation = `\${${string}}`
/** The text that stands for a value still to be given. */
export type Missing = '???'

/** No keys known. */
export type Nothing = Record<never, never>

/** Any class. */
export type AnyClass = abstract new (...args: never) => unknown
/** Any function. */
export type AnyFunction = (...args: never) => unknown
/** What a config can build: a class or a function. */
export type Target = AnyClass | AnyFunction

/** A config that builds `R`. `F` are the fields that were given to it. Frozen; its own keys are the config's. */
export interface Builds<R, F = unknown> {
  readonly [RESULT]?: R
  readonly _target_: string
  /** The config's values, by field. */
  readonly fields: F
  /** The documentation of what it builds, where its source has some. */
  readonly doc: string | undefined
  /** A new config: this one with `more` on top. */
  with(more: { readonly [K in keyof F]?: ConfigOf<F[K]> }): Builds<R, F>
}

/** A config that builds a function which makes `R` from the parameters still missing. */
export interface PartialBuilds<R, Rest, F = unknown> extends Builds<Partially<R, Rest>, F> {
  readonly _partial_: true
}

/** What a partial config becomes: call it with the missing parameters by name, then by position. */
export type Partially<R, Rest> = Nothing extends Rest
  ? (rest?: Rest, ...args: readonly unknown[]) => R
  : (rest: Rest, ...args: readonly unknown[]) => R

/** A config without a target: what {@link makeConfig} and {@link ZenStore.config} make. */
export interface ConfigNode<F = unknown> {
  readonly fields: F
  readonly doc: string | undefined
  with(more: { readonly [K in keyof F]?: ConfigOf<F[K]> }): ConfigNode<F>
}

/** Any config that a builder made. */
export type AnyConfig = Builds<unknown> | ConfigNode

type Leaf = string | number | boolean | bigint | symbol | null | undefined | AnyFunction

/** What may stand where a `V` is wanted: the value, a config that builds it, `${…}` or `???`. */
export type ConfigOf<V> =
  | V
  | Builds<V>
  | Interpolation
  | Missing
  | (V extends Leaf ? never : V extends object ? { readonly [K in keyof V]: ConfigOf<V[K]> } : never)

// A rest parameter that is inferred, or is `never`, makes the compiler build a tuple for every target. Parameters that
// are spelt out cost a tenth of that.

/** What a target gives: the instance, or what the function returns, awaited. */
export type ResultOf<C> = C extends abstract new (
  first: never,
  ...more: never[]
) => infer R
  ? R
  : C extends (first: never, ...more: never[]) => infer R
    ? Awaited<R>
    : never

/** The arguments a target takes, by position. */
export type ArgsOf<C> = C extends abstract new (
  ...args: infer A
) => unknown
  ? A
  : C extends (...args: infer A) => unknown
    ? A
    : never

/** Augmented by generated declarations: classes with positional parameters, by a member that few classes share. */
// biome-ignore lint/suspicious/noEmptyInterface: generated declarations add to it
export interface ByMember {}
/** Augmented by generated declarations: the other targets, by the kinds of their parameters. */
// biome-ignore lint/suspicious/noEmptyInterface: generated declarations add to it
export interface ByShape {}
/** A generated entry: `t` is the type of the target, `p` its parameters by name. */
export interface Sig<C, P> {
  readonly t: C
  readonly p: P
}

/** The parameters of the entries for `C`: those of its type, asked in both directions. */
type FromBucket<C, B> = B extends Sig<C, unknown> ? (C extends B['t'] ? B['p'] : never) : never

/** A letter for the kind of one parameter. */
type KindOf<A> = 0 extends 1 & A
  ? 'a'
  : [A] extends [string]
    ? 's'
    : [A] extends [number]
      ? 'n'
      : [A] extends [boolean]
        ? 'b'
        : [A] extends [AnyFunction]
          ? 'f'
          : [A] extends [readonly unknown[]]
            ? 'l'
            : 'o'
type KindsOf<A extends readonly unknown[]> = A extends readonly [infer H, ...infer R] ? `${KindOf<H>}${KindsOf<R>}` : ''
/** The kinds of a target's parameters: the name of its bucket in {@link ByShape}. */
export type Shape<C> = KindsOf<Required<ArgsOf<C>> extends infer R extends readonly unknown[] ? R : []>

/** Where nothing is known of the parameters. */
type Unknown = Record<string, unknown>

/** The members of a class under which something is generated. */
type MembersOf<C> = keyof ByMember extends never
  ? never
  : 'prototype' extends keyof C
    ? Extract<keyof C['prototype'], keyof ByMember>
    : never
/** The shapes are looked at only where no member helps: they cost more. */
type FromMembers<C, K extends keyof ByMember> = OrShape<FromBucket<C, ByMember[K]>, C>
type OrShape<P, C> = [P] extends [never] ? FromShape<C> : P
type FromShape<C> = keyof ByShape extends never
  ? FromSignature<C>
  : Shape<C> extends infer S extends keyof ByShape
    ? OrSignature<FromBucket<C, ByShape[S]>, C>
    : FromSignature<C>
type OrSignature<P, C> = [P] extends [never] ? FromSignature<C> : P

/** Inferred for a parameter that is not there. */
interface Absent {
  readonly absent: unique symbol
}
/** The parameters of a target that nothing is generated for: those of its one options object, or any. */
type FromSignature<C> = C extends abstract new (
  only: infer O,
  second: infer _ extends Absent,
) => unknown
  ? FromOnly<O, C>
  : C extends (only: infer O, second: infer _ extends Absent) => unknown
    ? FromOnly<O, C>
    : Unknown
type FromOnly<O, C> = unknown extends O ? FromAnything<O, C> : [O & {}] extends [NoOptions] ? Unknown : O & {}
/** No parameter, one that may be anything, or, where `strictNullChecks` is off, options that may all be left out. */
type FromAnything<O, C> =
  ArgsOf<C> extends readonly [] ? Nothing : keyof O extends never ? Unknown : string extends keyof O ? Unknown : O & {}
type NoOptions = string | number | boolean | bigint | AnyFunction | Date | { readonly [Symbol.iterator]: unknown }

/**
 * The parameters of a target by name. Complete for a target that takes one options object or nothing;
 * for positional ones where {@link named} or generated declarations (`hydra-zen signatures declare`) give the names;
 * anything goes otherwise, and is checked when the config is built.
 */
export type ParamsOf<C> = keyof C extends 'prototype' ? FromMembers<C, MembersOf<C>> : FromMarks<C>

/** Where a target has more than its prototype, its parameters may be written on it. */
type FromMarks<C> = [C] extends [never]
  ? Unknown
  : typeof NAMES extends keyof C
    ? C[typeof NAMES]
    : '$params' extends keyof C
      ? C['$params']
      : C extends { readonly _target_: string; readonly fields: infer F }
        ? F
        : FromMembers<C, MembersOf<C>>

/** {@link ConfigOf}, of which the compiler keeps what it gave: it does that for conditional types, not for unions. */
type Value<V> = never extends V ? ConfigOf<V> : never
/** The values one may give for the parameters `P`. */
export type Values<P> = { [K in keyof P]?: Value<P[K]> }
/** The values one may give for a target's parameters. */
export type Given<C> = Values<ParamsOf<C>>

/** The names of all parameters; of those of every form, where there are several. */
type NamesOf<P> = P extends unknown ? keyof P : never
/** What no values have: stands where `K` are names that are no parameters. */
export interface NoParameters<K> {
  readonly 'is no parameter': K
}
/**
 * {@link Values} of `P`, where `G` has no keys beside them. Values that are written in place are checked for such keys by
 * the compiler itself, with a better message, so all that is left to do is to refuse the others. `G` is inferred through
 * the branch that is never taken.
 */
export type Checked<G, P> =
  keyof G extends NamesOf<P>
    ? NoInfer<Values<P>>
    : keyof G extends never
      ? G
      : NoInfer<G extends object ? Values<P> & NoParameters<Exclude<keyof G, NamesOf<P>>> : Values<P>>

/** What `instantiate` makes of a config of type `X`. */
export type Instance<X> = X extends { readonly [RESULT]?: infer R; readonly _target_: string }
  ? R
  : X extends ConfigNode<infer F>
    ? { [K in keyof F]: Instance<F[K]> }
    : X extends AnyFunction
      ? X
      : X extends readonly (infer E)[]
        ? Instance<E>[]
        : X extends object
          ? { [K in keyof X]: Instance<X[K]> }
          : X

/** What a config of type `X` is once composed, with nothing made of it: its values as data. */
export type Composed<X> = X extends string
  ? string
  : X extends number | bigint
    ? number
    : X extends boolean
      ? boolean
      : X extends null | undefined
        ? X
        : X extends Builds<unknown, infer F> | ConfigNode<infer F>
          ? Composed<F>
          : X extends (new () => infer I extends object)
            ? Composed<I>
            : X extends AnyFunction | AnyClass
              ? Record<string, unknown>
              : X extends object
                ? { readonly [K in keyof X]: Composed<X[K]> }
                : X

/** How what has been instantiated is handed over: as the reference's `_convert_`. */
export type Convert = 'none' | 'partial' | 'all' | 'object'

/** One line of a defaults list: `'_self_'`, `{ db: 'mysql' }`, `{ 'override hydra/launcher': 'basic' }`. */
export type DefaultsItem = string | { readonly [group: string]: string | null | readonly string[] }

/** Wraps a target before it is called: a function, a config of one, its address, or an interpolation. */
export type Wrapper = AnyFunction | Builds<unknown> | string | null

/** Wraps every target that is called while instantiating. */
export type WrapTarget = (target: Target) => Target

/** How a config is to be built. `K`: names of the target's parameters. */
export interface BuildsOptions<K extends PropertyKey = string> {
  /** Write every parameter into the config: `???` where it is required, else its default. */
  readonly fullSignature?: boolean | undefined
  /** Build a function that still takes the missing parameters. */
  readonly partial?: boolean | undefined
  /** Parameters that `fullSignature` leaves out: names, positions (negative ones from the end), or a test. */
  readonly exclude?: readonly (K | number)[] | ((name: string) => boolean) | undefined
  /** Fields of the config that are not handed to the target. */
  readonly meta?: Readonly<Record<string, unknown>> | undefined
  /** Functions around the target, the first one innermost. */
  readonly wrappers?: Wrapper | readonly Wrapper[] | undefined
  /** Values for the leftmost parameters. */
  readonly args?: readonly unknown[] | undefined
  /** Configs whose fields are inherited; the first one wins. */
  readonly bases?: readonly AnyConfig[] | undefined
  readonly defaults?: readonly DefaultsItem[] | undefined
  readonly recursive?: boolean | undefined
  readonly convert?: Convert | undefined
  /** The address to write, where it cannot be found out. */
  readonly target?: string | undefined
  /** The config's name in messages. */
  readonly name?: string | undefined
  /** Turn instances of registered classes that have a `toConfig` method into configs; true unless told. */
  readonly convertInstances?: boolean | undefined
}

/** {@link BuildsOptions} for the parameters of `C`. */
export type OptionsFor<C> = BuildsOptions<NamesOf<ParamsOf<C>>>

/** The parameters `P` without those of the names `K`, which are given; they may be given again. */
export type Remaining<P, K extends PropertyKey> = Omit<P, K> & Partial<P>

/**
 * A `builds` function: gives a config that builds what `target` makes; of a config: one with its fields, and with `given`
 * on top. With `partial: true` one that builds a function: call that with what is still missing.
 * `Auto`: whether it makes partial configs unless told otherwise.
 */
export type BuildsFunction<Auto extends boolean = false> = <
  C extends Target | Builds<unknown>,
  G = Nothing,
  P = ParamsOf<C>,
  Half extends boolean = Auto,
>(
  target: C,
  given?: Checked<G, P>,
  options?: NoInfer<BuildsOptions<NamesOf<P>>> & { readonly partial?: Half | undefined },
) => Built<C, NoInfer<G>, Half>

type Built<C, G, Half> = C extends { readonly _target_: string }
  ? Rebuilt<C>
  : Half extends true
    ? PartialBuilds<ResultOf<C>, Remaining<ParamsOf<C>, keyof G>, FieldsOf<ParamsOf<C>, G>>
    : Builds<ResultOf<C>, FieldsOf<ParamsOf<C>, G>>
type Rebuilt<C> = C extends Builds<infer R, infer F> ? Builds<R, F> : never

/** The fields of a config: the parameters `P`. Where nothing is known of them, those given, and any other. */
export type FieldsOf<P, G> = string extends keyof P ? { [K in keyof G]: Widened<G[K]> } & Record<string, unknown> : P

type Widened<V> = V extends string ? string : V extends number ? number : V extends boolean ? boolean : V

type ArgsTuple<C> = Required<ArgsOf<C>> extends infer R extends readonly unknown[] ? R : never
type ZipNames<N extends readonly string[], C> = {
  [I in Exclude<keyof N, keyof []> as N[I] & string]: I extends keyof ArgsTuple<C> ? ArgsTuple<C>[I] : unknown
}
/** `C` with names for its positional parameters. */
export type Named<C, N extends readonly string[]> = C & { readonly [NAMES]: ZipNames<N, C> }
/** `N`, where there are no more names than parameters. */
export type NamesFor<C, N extends readonly string[]> = keyof N extends keyof ArgsTuple<C>
  ? N
  : number extends ArgsTuple<C>['length']
    ? N
    : { [I in keyof N]: I extends keyof ArgsTuple<C> ? N[I] : 'a name for each parameter, and no more' }

/** What a task reads: values for its parameters, a config, or YAML text. */
export type ConfigInput<C> = { readonly [K in keyof ParamsOf<C>]: ConfigOf<ParamsOf<C>[K]> } | AnyConfig | string

/** The fields of a stored config. */
type StoredFields<N> = N extends Builds<unknown, infer F> ? F : N extends ConfigNode<infer F> ? F : N

/** The parameters of `C` that fields of type `F` have no value or a wrong one for. */
type Misfitting<C, F> = {
  [K in keyof ParamsOf<C>]-?: K extends keyof F
    ? Fits<F[K], ParamsOf<C>[K]> extends true
      ? never
      : K
    : undefined extends ParamsOf<C>[K]
      ? never
      : K
}[keyof ParamsOf<C>]
/** Whether a value may stand for a parameter. Any text may turn out to be one of those that the parameter takes. */
type Fits<V, P> = unknown extends V
  ? true
  : [V] extends [ConfigOf<P>]
    ? true
    : [Extract<P, V>] extends [never]
      ? false
      : true

/** `N`, where the config of that name in `M` fits the task `C`; a text that says what does not fit otherwise. */
export type FittingName<C, M, N> = N extends keyof M
  ? [Misfitting<C, StoredFields<M[N]>>] extends [never]
    ? N
    : `the config '${N & string}' does not fit the task: see '${Misfitting<C, StoredFields<M[N]>> & string}'`
  : N
