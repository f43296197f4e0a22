// error: is not assignable to type
import { builds } from 'hydra-zen'

class Point {
  readonly x: number

  constructor({ x }: { x: number }) {
    this.x = x
  }
}

class Upload {
  upload(): void {}
}

class Tree {
  readonly root: Point

  constructor({ root }: { root: Point }) {
    this.root = root
  }
}

export const config = builds(Tree, { root: builds(Upload) })
