import { builds, fbuilds, ZenStore, zen } from 'hydra-zen'

export class Adam {
  readonly lr: number
  readonly betas: readonly [number, number]

  constructor(lr: number, betas: readonly [number, number] = [0.9, 0.999]) {
    this.lr = lr
    this.betas = betas
  }
}

export class Sgd {
  readonly lr: number
  readonly momentum: number

  constructor({ lr, momentum = 0 }: { lr: number; momentum?: number }) {
    this.lr = lr
    this.momentum = momentum
  }
}

/** A connection that is opened and closed; the end of a job closes it. */
export class Database implements AsyncDisposable {
  readonly url: string

  constructor(url: string) {
    this.url = url
  }

  static async connect(url: string): Promise<Database> {
    console.log(`opening ${url}`)
    return new Database(url)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    console.log(`closing ${this.url}`)
  }
}

/** The arguments arrive as objects: built from the config, awaited, and disposed of at the end. */
export async function fit({ optimizer, db, epochs = 3 }: { optimizer: Adam | Sgd; db: Database; epochs?: number }) {
  console.log(`${epochs} epochs with ${optimizer.constructor.name}(lr=${optimizer.lr}) into ${db.url}`)
}

const store = new ZenStore()
store(fbuilds(Adam, { lr: 0.001 }), { name: 'adam', group: 'optimizer' })
store(fbuilds(Sgd, { lr: 0.1 }), { name: 'sgd', group: 'optimizer' })
store(builds(Database.connect, { url: 'db://local' }), { name: 'local', group: 'db' })
store(fbuilds(fit, {}, { defaults: ['_self_', { optimizer: 'adam' }, { db: 'local' }] }), { name: 'fit' })

await zen(fit).main(import.meta, { configName: 'fit', stores: store })
