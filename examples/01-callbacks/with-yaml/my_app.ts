import { Callback, hydraMain, type JobEndEvent } from 'hydra-zen'

/** Reports where the results of a job go. Its arguments come from `conf/hydra/callbacks/my_callback.yaml`. */
export class MyCallback extends Callback {
  readonly bucket: string
  readonly filePath: string

  constructor({ bucket, filePath }: { bucket: string; filePath: string }) {
    super()
    this.bucket = bucket
    this.filePath = filePath
  }

  override onJobEnd(_event: JobEndEvent): void {
    console.log(`Job ended, uploading ${this.filePath} to ${this.bucket}`)
  }
}

await hydraMain(import.meta, { configPath: 'conf', configName: 'config' }, (config) => {
  console.log(`learning rate: ${config.lr}`)
})
