// The callbacks app without its sleep: two callbacks in a group of the store, off by default.
import { Callback, ZenStore, zen } from 'hydra-zen'

export class Config {
  x
}

export function task({ x }) {
  console.log(`.. running task(x=${x})`)
}

export class TimeIt extends Callback {
  #start = 0

  onJobStart() {
    this.#start = performance.now()
  }

  onJobEnd() {
    console.log(`TimeIt: Took ${((performance.now() - this.#start) / 1000).toFixed(2)} seconds`)
  }
}

export class UploadResultsCallback extends Callback {
  constructor({ bucket = 's3:/' } = {}) {
    super()
    this.bucket = bucket
  }

  onJobEnd({ config }) {
    console.log(`UploadResultsCallback: Job ended, uploading results to ${this.bucket}/file_${config.x}.txt`)
  }
}

const store = new ZenStore()
store(UploadResultsCallback, { name: 'upload', group: 'callbacks' })
store(TimeIt, { name: 'timeit', group: 'callbacks' })
store.config(Config, { name: 'task' })

await zen(task).main(import.meta, { configName: 'task', stores: store })
