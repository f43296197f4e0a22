import { existsSync } from 'node:fs'
import { ZenStore, zen } from 'hydra-zen'

/** How one training run is set up. */
export class Config {
  lr = 0.1
  layers = 2
}

/** Stands for a training run: gives its score, and breaks where the learning rate is too high. */
export function train({ lr, layers }: Config): { score: number } {
  if (lr > 1 && !existsSync('repaired')) throw new RangeError(`lr ${lr}: the loss is not a number`)
  return { score: Math.round(1000 / (1 + Math.abs(Math.log10(lr) + 2)) + layers) }
}

const store = new ZenStore()
store.config(Config, { name: 'train' })

await zen(train).main(import.meta, { configName: 'train', stores: store })
