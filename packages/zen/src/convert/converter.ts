/** How values of one kind become configs. */
export interface Converter<V = never> {
  /** For messages: `Date`. */
  readonly name: string
  readonly matches: (value: unknown) => boolean
  /** A config (`builds(...)`), or plain data. */
  readonly toConfig: (value: V, convert: (value: unknown) => unknown) => unknown
}

/** A converter for the instances of one class. */
export function converterFor<V extends object>(
  type: abstract new (...args: never) => V,
  toConfig: (value: V, convert: (value: unknown) => unknown) => unknown,
): Converter<V> {
  return { name: type.name, matches: (value) => value instanceof type, toConfig }
}
