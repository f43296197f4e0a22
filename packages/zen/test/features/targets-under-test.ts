/** What the feature tests build. */
export class Point {
  readonly x: number
  readonly y: number
  readonly label: string | undefined

  constructor(x: number, y = 0, label?: string) {
    this.x = x
    this.y = y
    this.label = label
  }

  static polar(radius: number, angle = 0): Point {
    return new Point(radius * Math.cos(angle), radius * Math.sin(angle))
  }

  norm(): number {
    return Math.hypot(this.x, this.y)
  }
}

/** Uploads what a job made. */
export class Upload {
  readonly bucket: string
  readonly tags: readonly string[]

  constructor({ bucket = 's3:/', tags }: { /** Where to. */ bucket?: string; tags: readonly string[] }) {
    this.bucket = bucket
    this.tags = tags
  }
}

export class Clock {
  readonly when: Date
  readonly zone: string | undefined

  constructor({ when = new Date(0), zone }: { when?: Date; zone?: string } = {}) {
    this.when = when
    this.zone = zone
  }
}

export class Holder {
  readonly value: unknown

  constructor({ value }: { value: unknown }) {
    this.value = value
  }
}

export function add(x: number, y = 2): number {
  return x + y
}

export function collect(first: unknown, ...rest: readonly unknown[]): readonly unknown[] {
  return [first, ...rest]
}

export function options({ a, ...rest }: { a: number; [key: string]: unknown }): object {
  return { a, rest }
}

export const double = (value: number): number => value * 2

export function twice<A extends readonly unknown[]>(inner: (...args: A) => number): (...args: A) => number {
  return (...args) => inner(...args) * 2
}

export function plusOne<A extends readonly unknown[]>(inner: (...args: A) => number): (...args: A) => number {
  return (...args) => inner(...args) + 1
}
