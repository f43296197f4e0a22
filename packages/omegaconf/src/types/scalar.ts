/**
 * A float whose value is a whole number: `1.0`, which must not turn into the integer `1`.
 *
 * JavaScript has one kind of number. Everywhere below the views a plain `number` that is a safe integer
 * means an integer and any other `number` means a float; only whole floats need this box.
 */
export class WholeFloat {
  readonly value: number

  constructor(value: number) {
    this.value = value
  }

  valueOf(): number {
    return this.value
  }
}

/** One member of an enumeration. Members are unique: compare them with `===`. */
export interface EnumMember {
  readonly kind: 'enum-member'
  /** The enumeration's name: `Color`. */
  readonly of: string
  /** The member's name: `RED`. */
  readonly name: string
  readonly value: string | number
}

/** What a leaf of a tree can hold, apart from `null`. `bigint` only where a `number` would lose digits. */
export type Scalar = string | number | bigint | boolean | Uint8Array | WholeFloat | EnumMember

/** What can be a key of a mapping. `1` and `"1"` are two keys, `1` and `1.0` are one; bytes come from `bytesKey`. */
export type Key = string | number | bigint | boolean | EnumMember | Uint8Array

/** The one array for each content, so that equal bytes are one key. Keys of this kind are rare and stay few. */
const bytesKeys = new Map<string, Uint8Array>()

/** Bytes as a key. */
export function bytesKey(bytes: Uint8Array): Uint8Array {
  const content = String.fromCharCode(...bytes)
  const known = bytesKeys.get(content)
  if (known !== undefined) return known
  const key = bytes.slice()
  bytesKeys.set(content, key)
  return key
}
