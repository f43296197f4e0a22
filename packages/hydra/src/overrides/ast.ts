import type { Source } from '@hydra-zen/diagnostics'
import type { Scalar, WholeFloat } from '@hydra-zen/omegaconf/nodes'

/** What an override does to its key: `key=`, `+key=`, `++key=`, `~key`, or a change of a list in place. */
export type OverrideKind = 'change' | 'add' | 'force-add' | 'delete' | 'list-operation'

/** One override, parsed and with its functions evaluated. */
export interface Override {
  readonly kind: OverrideKind
  /** A config group (`db`, `hydra/launcher`) or the path of a value (`db.port`, `items.0`); may be empty. */
  readonly key: string
  /** What stands after `@`; `undefined` where there is no `@`, `''` where nothing follows it. */
  readonly package: string | undefined
  /** `undefined` where there is no `=`, which only `~key` may leave out. */
  readonly value: OverrideValue | undefined
  /** The text, as it was given. */
  readonly input: string
  /** Where it was given: spans of `value` count in the text of this. */
  readonly source: Source
  /** Where key and package end, and where the value begins. */
  readonly keyStart: number
  readonly keyEnd: number
  readonly valueStart: number
}

/** What may stand after the `=` of an override. `start` and `end` are offsets in the override's text. */
export type OverrideValue = ElementValue | Sweep | ListOperation

/** A value that is no sweep (though a list or a mapping may hold one, which only fails when it is used). */
export type ElementValue = PlainValue | QuotedValue | ListValue | MapValue

/** A number, a boolean, null, or text without quotes (with its escapes undone; interpolations are left as text). */
export interface PlainValue {
  readonly kind: 'plain'
  readonly start: number
  readonly end: number
  readonly value: Scalar | null
}

/** Text in quotes, without them and with their escapes undone. */
export interface QuotedValue {
  readonly kind: 'quoted'
  readonly start: number
  readonly end: number
  readonly text: string
  readonly quote: "'" | '"'
}

/** `[a, b]` */
export interface ListValue {
  readonly kind: 'list'
  readonly start: number
  readonly end: number
  readonly items: readonly OverrideValue[]
}

/** `{a: 1}` */
export interface MapValue {
  readonly kind: 'map'
  readonly start: number
  readonly end: number
  /** Keys differ from each other as the reference's do: `1`, `1.0` and `true` are one key. */
  readonly entries: readonly MapValueEntry[]
}

/** `a: 1` within a mapping. */
export interface MapValueEntry {
  readonly key: PlainValue
  readonly value: OverrideValue
}

/** A value that stands for several. */
export type Sweep = ChoiceSweep | RangeSweep | IntervalSweep | GlobSweep | ZipSweep

/** `a,b,c` or `choice(a,b,c)` */
export interface ChoiceSweep {
  readonly kind: 'choice'
  readonly start: number
  readonly end: number
  readonly items: readonly OverrideValue[]
  /** Written without `choice(…)`. */
  readonly simple: boolean
  readonly shuffle: boolean
  /** Sorted by code point, none twice. */
  readonly tags: readonly string[]
}

/** A number of a range: a plain whole `number` or `bigint` is an int, all else a float; `true` counts as 1. */
export type RangeNumber = number | bigint | boolean | WholeFloat

/** `range(start,stop,step)` */
export interface RangeSweep {
  readonly kind: 'range'
  readonly start: number
  readonly end: number
  readonly from: RangeNumber
  readonly to: RangeNumber
  readonly step: RangeNumber
  readonly shuffle: boolean
  readonly tags: readonly string[]
}

/** `interval(a,b)`: any number from `a` up to but without `b`. Only optimising sweepers can use it. */
export interface IntervalSweep {
  readonly kind: 'interval'
  readonly start: number
  readonly end: number
  readonly from: RangeNumber
  readonly to: RangeNumber
  readonly tags: readonly string[]
}

/** `glob(a*,exclude=[b*])`: the options of a config group whose names match. */
export interface GlobSweep {
  readonly kind: 'glob'
  readonly start: number
  readonly end: number
  readonly include: readonly OverrideValue[]
  readonly exclude: readonly OverrideValue[]
}

/** `zip(model=choice(a,b),lr=choice(1,2))`: one dimension whose rows set several keys. */
export interface ZipSweep {
  readonly kind: 'zip'
  readonly start: number
  readonly end: number
  readonly members: readonly ZipMember[]
  /** Whether its rows come in random order. */
  readonly shuffle: boolean
}

/** One key of a zip with the values that it takes, row by row. */
export interface ZipMember {
  readonly start: number
  readonly end: number
  readonly kind: 'change' | 'add' | 'force-add'
  readonly key: string
  readonly package: string | undefined
  /** A list, or a finite sweep. */
  readonly values: ListValue | ChoiceSweep | RangeSweep | GlobSweep
}

/** What `append(…)` and its like do to a list. `extend` is the reference's `extend_list(…)`: the same as `append`. */
export type ListOperationName =
  | 'append'
  | 'prepend'
  | 'insert'
  | 'remove_at'
  | 'remove_value'
  | 'list_clear'
  | 'extend_list'

/** A change of a list in place: `append(a,b)`, `insert(0,a)`, `list_clear()` … */
export interface ListOperation {
  readonly kind: 'list-operation'
  readonly start: number
  readonly end: number
  readonly name: ListOperationName
  /** The position of `insert` and `remove_at`; negative ones count from the end. */
  readonly index: number | undefined
  /** The values to add, or the one to remove. */
  readonly items: readonly OverrideValue[]
}
