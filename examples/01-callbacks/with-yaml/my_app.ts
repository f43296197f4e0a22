import { Callback, hydraMain } from 'hydra-zen'

/** Reports where the results of a job go. Its arguments come from `conf/hydra/callbacks/my_callback.yaml`. */
export class MyCallback extends Callback {
  readonly bucket: string
  readonly filePath: string

  constructor({ bucket, filePath }: { bucket: string; filePath: string }) {
    super()
    this.bucket = bucket
    this.filePath = filePath
  }

  override onJobEnd(): void {
    console.log(`Job ended, uploading ${this.filePath} to ${this.bucket}`)
  }
}

await hydraMain({
  entry: import.meta.url,
  configPath: 'conf',
  configName: 'config',
  task: (config) => console.log(`learning rate: ${config.lr}`),
})
