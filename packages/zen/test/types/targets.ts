/** Targets that the type tests build. */
export class Positional {
  readonly x: number
  readonly y: number
  readonly label: string | undefined

  constructor(x: number, y = 0, label?: string) {
    this.x = x
    this.y = y
    this.label = label
  }

  norm(): number {
    return Math.hypot(this.x, this.y)
  }
}

export interface UploadOptions {
  bucket?: string
  tags: string[]
  size?: [number, number]
}

export class Upload {
  readonly options: UploadOptions

  constructor(options: UploadOptions) {
    this.options = options
  }

  upload(): void {}
}

export class Optional {
  readonly a: number

  constructor({ a = 1 }: { a?: number } = {}) {
    this.a = a
  }
}

export class None {
  hi(): string {
    return 'x'
  }
}

export class Tree {
  readonly root: Positional

  constructor(o: { root: Positional; leaves?: Positional[] }) {
    this.root = o.root
  }
}

export class Generic<V> {
  readonly value: V

  constructor(o: { value: V }) {
    this.value = o.value
  }
}

export class Loose {
  readonly a: number
  readonly b: string | undefined

  constructor(a: number, b?: string) {
    this.a = a
    this.b = b
  }

  hi(): void {}
}

export function train(x: number, point: Positional, verbose = false): Promise<number> {
  return Promise.resolve(verbose ? point.x : x)
}

export function task({ x, cb }: { x: number; cb?: Upload }): string {
  return cb ? '' : String(x)
}
