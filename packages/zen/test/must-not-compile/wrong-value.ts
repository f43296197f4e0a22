// error: Type 'number' is not assignable to type
import { fbuilds } from 'hydra-zen'

class Upload {
  readonly bucket: string

  constructor({ bucket = 's3:/' }: { bucket?: string } = {}) {
    this.bucket = bucket
  }
}

export const config = fbuilds(Upload, { bucket: 3 })
