import { setTimeout as sleep } from 'node:timers/promises'
import { Callback, type JobEndEvent, ZenStore, zen } from 'hydra-zen'

/** The config of our task. */
export class Config {
  x!: number
}

/** Just an example of a task: it takes its time. */
export async function task({ x }: Config): Promise<void> {
  console.log(`.. running task(x=${x})`)
  await sleep(Math.random() * 300)
}

/** Says how long each job took. */
export class TimeIt extends Callback {
  #start = 0

  override onJobStart(): void {
    this.#start = performance.now()
  }

  override onJobEnd(): void {
    console.log(`TimeIt: Took ${((performance.now() - this.#start) / 1000).toFixed(2)} seconds`)
  }
}

/** Uploads what each job made. */
export class UploadResultsCallback extends Callback {
  readonly bucket: string

  constructor({ bucket = 's3:/' }: { bucket?: string } = {}) {
    super()
    this.bucket = bucket
  }

  override async onJobEnd({ config }: JobEndEvent<Config>): Promise<void> {
    console.log(`UploadResultsCallback: Job ended, uploading results to ${this.bucket}/file_${config.x}.txt`)
  }
}

// Entries of the group `callbacks`: off until the command line (or a config) selects them.
const store = new ZenStore()
store(UploadResultsCallback, { name: 'upload', group: 'callbacks' })
store(TimeIt, { name: 'timeit', group: 'callbacks' })
store.config(Config, { name: 'task' })

await zen(task).main(import.meta, { configName: 'task', stores: store })
