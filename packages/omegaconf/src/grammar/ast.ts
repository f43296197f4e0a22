import type { Scalar } from '../types/scalar.ts'

/** A piece of a text: characters as they are meant (escapes undone), or an interpolation in between. */
export type TextPart = string | Interpolation

/**
 * A whole string value that may hold interpolations.
 *
 * One part that is an interpolation: the value is what that leads to, of whatever type. Otherwise the value is the
 * text of all parts. Trees hold no state: one tree may serve any number of nodes with the same text.
 */
export interface ConfigValueTree {
  readonly kind: 'config-value'
  /** The text that was parsed; `start` and `end` of every part below count in it. */
  readonly text: string
  readonly parts: readonly TextPart[]
}

/** A single element as `oc.decode` reads it: a number, a quoted string, a list … */
export interface ElementTree {
  readonly kind: 'element'
  readonly text: string
  readonly element: Element
}

export type Interpolation = Reference | ResolverCall

/** `${a.b[c]}`: leads to another node. */
export interface Reference {
  readonly kind: 'reference'
  readonly start: number
  readonly end: number
  /** Dots in front: 0 is absolute, 1 the container that holds the value, 2 its parent … */
  readonly up: number
  /** The keys, where all of them are written out; `undefined` where one is itself an interpolation. */
  readonly keys: readonly string[] | undefined
  /**
   * The path without the dots in front, with its inner dots and brackets. Joined (interpolations replaced by the
   * strings they lead to) it is the key to select; one string where all keys are written out.
   */
  readonly path: readonly TextPart[]
}

/** `${oc.env:USER,nobody}`: what a function answers. */
export interface ResolverCall {
  readonly kind: 'call'
  readonly start: number
  readonly end: number
  /** The name's parts between dots, to be joined with `.`: nearly always strings. */
  readonly name: readonly TextPart[]
  /** `text.slice(arg.start, arg.end)` is an argument as it was written: what a resolver's cache goes by. */
  readonly args: readonly Element[]
}

export type Element = Literal | Composite | Quoted | ListElement | MapElement | Interpolation

/** `7`, `1e-3`, `true`, `null`, `some text`: without quotes and without interpolations. */
export interface Literal {
  readonly kind: 'literal'
  readonly start: number
  readonly end: number
  readonly value: Scalar | null
}

/** Text without quotes in which interpolations stand: `pre_${x}_post`. Always a string. */
export interface Composite {
  readonly kind: 'composite'
  readonly start: number
  readonly end: number
  readonly parts: readonly TextPart[]
}

/** `'text'` or `"text"`, possibly with interpolations inside. Always a string, also where it holds one alone. */
export interface Quoted {
  readonly kind: 'quoted'
  readonly start: number
  readonly end: number
  readonly quote: "'" | '"'
  readonly parts: readonly TextPart[]
}

/** `[a, b]` */
export interface ListElement {
  readonly kind: 'list'
  readonly start: number
  readonly end: number
  readonly items: readonly Element[]
}

/** `{a: 1, b: 2}`; a key that comes twice is still here twice: the last one counts. */
export interface MapElement {
  readonly kind: 'map'
  readonly start: number
  readonly end: number
  readonly entries: readonly MapEntry[]
}

export interface MapEntry {
  readonly key: Literal
  readonly value: Element
}
