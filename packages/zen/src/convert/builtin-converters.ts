import type { Converter } from './converter.ts'

/** Makes the config of a function of ours: `{ _target_: 'zen:Date', value: … }`. */
export type MakeConfig = (address: string, fields: Readonly<Record<string, unknown>>) => unknown

type AnyTypedArray = { readonly BYTES_PER_ELEMENT: number } & ArrayLike<number | bigint>

/**
 * What JavaScript brings and YAML has no form for: each becomes a config that builds it again.
 *
 * `bigint` is among them, since an integer in a config is read as a `number` wherever it fits one.
 */
export function builtinConverters(make: MakeConfig): readonly Converter[] {
  return [
    kind('bigint', (value: bigint) => make('zen:bigint', { value: value.toString() }), isBigInt),
    kind('Date', (value: Date) => make('zen:date', { value: dateText(value) }), instanceOf(Date)),
    kind('RegExp', ({ source, flags }: RegExp) => make('zen:regexp', { source, flags }), instanceOf(RegExp)),
    kind('URL', (value: URL) => make('zen:url', { href: value.href }), instanceOf(URL)),
    kind(
      'Map',
      (value: ReadonlyMap<unknown, unknown>, convert) =>
        make('zen:map', { entries: [...value].map((pair) => pair.map(convert)) }),
      instanceOf(Map),
    ),
    kind(
      'Set',
      (value: ReadonlySet<unknown>, convert) => make('zen:set', { values: [...value].map(convert) }),
      instanceOf(Set),
    ),
    kind(
      'typed array',
      (value: AnyTypedArray, convert) =>
        make('zen:typedArray', { type: value.constructor.name, values: Array.from(value, convert) }),
      (value) => ArrayBuffer.isView(value) && !(value instanceof DataView) && !(value instanceof Uint8Array),
    ),
  ]
}

function kind<V>(
  name: string,
  toConfig: (value: V, convert: (value: unknown) => unknown) => unknown,
  matches: (value: unknown) => boolean,
): Converter {
  return { name, matches, toConfig }
}

function instanceOf(type: abstract new (...args: never) => unknown): (value: unknown) => boolean {
  return (value) => value instanceof type
}

function isBigInt(value: unknown): boolean {
  return typeof value === 'bigint'
}

/** A date that is none has no ISO form, and is kept all the same. */
function dateText(value: Date): string {
  return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString()
}
