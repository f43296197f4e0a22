// error: Property ''is no parameter'' is missing in type '{ buckt: string; }' but required in type 'NoParameters<"buckt">'
import { builds } from 'hydra-zen'

class Upload {
  readonly bucket: string

  constructor({ bucket = 's3:/' }: { bucket?: string } = {}) {
    this.bucket = bucket
  }
}

const common = { buckt: 'gcp:/' }

export const config = builds(Upload, common)
