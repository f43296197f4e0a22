// error: Argument of type '"z"' is not assignable to parameter of type '"a name for each parameter, and no more"'
import { named } from 'hydra-zen'

class Point {
  readonly x: number
  readonly y: number

  constructor(x: number, y: number) {
    this.x = x
    this.y = y
  }
}

export const P = named(Point, 'x', 'y', 'z')
