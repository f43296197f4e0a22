// error: Type '"labl"' is not assignable to type
import { fbuilds } from 'hydra-zen'

class Point {
  readonly x: number

  constructor({ x, label }: { x: number; label?: string }) {
    this.x = label === undefined ? x : 0
  }
}

export const config = fbuilds(Point, {}, { exclude: ['labl'] })
