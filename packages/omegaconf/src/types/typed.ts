import type { SchemaType } from './type-ref.ts'

/** A schema that knows the TypeScript type of what it describes. */
export interface Structured<T> extends SchemaType {
  /** For the compiler alone: never set. */
  readonly '~type'?: T
}

/** What a class makes. */
export type ConfigClass<T extends object> = new () => T

/** The same shape with every key optional, down to the leaves: what can be merged into a `T`. */
export type DeepPartial<T> = T extends readonly unknown[] | Uint8Array
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: DeepPartial<T[K]> | MarkerText }
    : T

/** Text with an interpolation, or `???`: taken wherever a value is. */
export type MarkerText = '???' | `${string}\${${string}}${string}`

/** The type of a merge of two: mappings key by key, everything else as the second has it. */
export type Merged<A, B> = A extends readonly unknown[]
  ? B
  : B extends readonly unknown[]
    ? B
    : A extends object
      ? B extends object
        ? {
            [K in keyof A | keyof B]: K extends keyof B
              ? K extends keyof A
                ? Merged<A[K], B[K]>
                : B[K]
              : K extends keyof A
                ? A[K]
                : never
          }
        : B
      : B

/** The type of a merge of many. */
export type MergedAll<T extends readonly unknown[]> = T extends readonly [infer A]
  ? A
  : T extends readonly [infer A, infer B, ...infer Rest]
    ? MergedAll<[Merged<A, B>, ...Rest]>
    : never

/** The paths of a shape, with dots: `'db' | 'db.port'`. */
export type PathOf<T> = T extends readonly (infer E)[]
  ? `${number}` | (E extends object ? `${number}.${PathOf<E>}` : never)
  : T extends object
    ? {
        [K in keyof T & string]: K | (NonNullable<T[K]> extends object ? `${K}.${PathOf<NonNullable<T[K]>>}` : never)
      }[keyof T & string]
    : never

/** The type at such a path. */
export type ValueAt<T, P extends string> = P extends `${infer K}.${infer Rest}`
  ? T extends readonly (infer E)[]
    ? ValueAt<E, Rest>
    : K extends keyof T
      ? ValueAt<NonNullable<T[K]>, Rest>
      : unknown
  : T extends readonly (infer E)[]
    ? E
    : P extends keyof T
      ? T[P]
      : unknown
