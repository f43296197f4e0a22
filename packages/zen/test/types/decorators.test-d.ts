import { config, hydratedClass, target, ZenStore } from 'hydra-zen'

const store = new ZenStore()

@target({ params: ['x', 'y'] })
@store.entry({ group: 'shape' })
export class Point {
  readonly x: number
  readonly y: number

  constructor(x: number, y = 0) {
    this.x = x
    this.y = y
  }

  @target()
  @store.entry({ group: 'shape', name: 'unit' })
  static unit(scale = 1): Point {
    return new Point(scale, scale)
  }
}

@config({ defaults: ['_self_'] })
export class Config {
  x!: number
}

@hydratedClass(Point)
export class PointConfig {
  x = 1
}

// @ts-expect-error a config class is made without arguments
@config()
export class Needy {
  readonly x: number

  constructor(x: number) {
    this.x = x
  }
}
