// error: error TS2561: Object literal may only specify known properties, but 'buckt' does not exist in type
import { builds } from 'hydra-zen'

class Upload {
  readonly bucket: string

  constructor({ bucket = 's3:/' }: { bucket?: string } = {}) {
    this.bucket = bucket
  }
}

export const config = builds(Upload, { buckt: 'gcp:/' }, { partial: true })
