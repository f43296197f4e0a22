import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, relative, sep } from 'node:path'
import { HydraException } from '../errors.ts'
import { getLogger } from '../logging/logger.ts'
import { Callback, type JobEndEvent } from '../plugins/callback.ts'

/** The keys of the upload callback. */
export interface S3UploadOptions {
  /** The bucket's name. */
  readonly bucket: string
  /** What stands before each file's name in the bucket. Unless given, the job's directory relative to where the app runs. */
  readonly prefix?: string | null | undefined
  readonly region?: string | null | undefined
  /** The address of a server that speaks S3, if not Amazon's. */
  readonly endpoint?: string | null | undefined
  /** `http://host/bucket/key` instead of `http://bucket.host/key`: most servers but Amazon's want it. */
  readonly force_path_style?: boolean | null | undefined
  /** Whether the files of failed jobs are uploaded, too; true unless given. */
  readonly failed?: boolean | null | undefined
}

/** As much of `@aws-sdk/client-s3` as is used here. */
interface S3Module {
  readonly S3Client: new (options: object) => { send(command: unknown): Promise<unknown>; destroy(): void }
  readonly PutObjectCommand: new (input: { Bucket: string; Key: string; Body: Uint8Array }) => unknown
}

/**
 * Uploads everything in a job's directory to a bucket when the job has ended.
 *
 * Needs the package `@aws-sdk/client-s3`; keys and regions come from where it looks for them (environment, profile).
 */
export class S3UploadCallback extends Callback {
  readonly #options: S3UploadOptions
  readonly #log = getLogger('hydra.callbacks.S3UploadCallback')

  constructor({ ...options }: S3UploadOptions) {
    super()
    this.#options = options
  }

  override async onJobEnd({ config, job, jobReturn }: JobEndEvent): Promise<void> {
    if (jobReturn.status === 'FAILED' && this.#options.failed === false) return
    const { bucket } = this.#options
    const { S3Client, PutObjectCommand } = loadS3()
    const client = new S3Client(clientOptions(this.#options))
    const cwd = String((config as { hydra?: { runtime?: { cwd?: unknown } } }).hydra?.runtime?.cwd ?? '')
    const prefix = this.#options.prefix ?? relative(cwd, job.outputDir).split(sep).join('/')
    try {
      let count = 0
      for (const file of filesUnder(job.outputDir)) {
        const name = relative(job.outputDir, file).split(sep).join('/')
        const key = prefix === '' ? name : `${prefix}/${name}`
        // a whole file at a time, not a stream: servers other than Amazon's store the checksums of streams with them
        await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: readFileSync(file) }))
        count++
      }
      this.#log.info(`Uploaded ${count} files to s3://${bucket}/${prefix}`)
    } finally {
      client.destroy()
    }
  }
}

function clientOptions({ region, endpoint, force_path_style: pathStyle }: S3UploadOptions): object {
  return {
    ...(region && { region }),
    ...(endpoint && { endpoint }),
    ...(pathStyle && { forcePathStyle: pathStyle }),
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  }
}

function loadS3(): S3Module {
  try {
    return createRequire(import.meta.url ?? __filename)('@aws-sdk/client-s3') as S3Module
  } catch (cause) {
    throw new HydraException('The upload callback needs the package @aws-sdk/client-s3.', {
      code: 'PLUGIN_MISSING',
      hint: 'npm install @aws-sdk/client-s3',
      cause,
    })
  }
}

function* filesUnder(dir: string): Iterable<string> {
  for (const entry of readdirSync(dir, { withFileTypes: true })) {
    const path = join(dir, entry.name)
    if (entry.isDirectory()) yield* filesUnder(path)
    else if (entry.isFile()) yield path
  }
}
