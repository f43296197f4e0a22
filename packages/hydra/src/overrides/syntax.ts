import type { MapValueEntry, PlainValue, QuotedValue, ZipMember } from './ast.ts'

/** What the parser reads after the `=`: as the values of `ast.ts`, but functions are still calls. */
export type Syntax = PlainValue | QuotedValue | ListSyntax | MapSyntax | CallSyntax | ZipSyntax | SimpleChoiceSyntax

export interface ListSyntax {
  readonly kind: 'list'
  readonly start: number
  readonly end: number
  readonly items: readonly Syntax[]
}

export interface MapSyntax {
  readonly kind: 'map'
  readonly start: number
  readonly end: number
  readonly entries: readonly (Omit<MapValueEntry, 'value'> & { readonly value: Syntax })[]
}

/** `a,b,c` */
export interface SimpleChoiceSyntax {
  readonly kind: 'simple-choice'
  readonly start: number
  readonly end: number
  readonly items: readonly Syntax[]
}

/** `sort(3,1,reverse=true)` */
export interface CallSyntax {
  readonly kind: 'call'
  readonly start: number
  readonly end: number
  readonly name: string
  readonly args: readonly ArgumentSyntax[]
}

export interface ArgumentSyntax {
  readonly name: string | undefined
  readonly value: Syntax
}

/** `zip(db=[a,b],db.port=[1,2])`: the one function whose argument names are keys. */
export interface ZipSyntax {
  readonly kind: 'zip'
  readonly start: number
  readonly end: number
  readonly members: readonly (Omit<ZipMember, 'values'> & { readonly value: Syntax })[]
}

/** A key with its prefix and package. */
export interface KeySyntax {
  readonly prefix: '' | '+' | '++' | '~'
  readonly start: number
  readonly end: number
  readonly key: string
  readonly package: string | undefined
}

/** A whole override; `value` is `undefined` where there is no `=`. */
export interface OverrideSyntax {
  readonly key: KeySyntax
  readonly value: Syntax | undefined
  readonly valueStart: number
  /** Whether any function is called: where none is, the syntax is the value. */
  readonly hasCalls: boolean
}
