import { Callback, makeConfig, required, ZenStore, zen } from 'hydra-zen'

export function task({ x }) {
  process.stdout.write(`.. running task(x=${x})\n`)
}

export class TimeIt extends Callback {
  #start = 0

  onJobStart() {
    this.#start = performance.now()
  }

  onJobEnd() {
    process.stdout.write(`TimeIt: Took ${((performance.now() - this.#start) / 1000).toFixed(2)} seconds\n`)
  }
}

export class UploadResultsCallback extends Callback {
  constructor({ bucket = 's3:/' } = {}) {
    super()
    this.bucket = bucket
  }

  onJobEnd({ config }) {
    process.stdout.write(`UploadResultsCallback: Job ended, uploading results to ${this.bucket}/file_${config.x}.txt\n`)
  }
}

const store = new ZenStore()
store(UploadResultsCallback, { name: 'upload', group: 'callbacks' })
store(TimeIt, { name: 'timeit', group: 'callbacks' })
store(makeConfig({ x: required('int') }), { name: 'task' })

await zen(task).main(import.meta, { configName: 'task', stores: store, versionBase: '1.3' })
