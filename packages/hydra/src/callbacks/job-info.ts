import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createNode, loadYamlNode, MapNode, nodeOf, toYaml } from '@hydra-zen/omegaconf/nodes'
import { HydraException } from '../errors.ts'
import { getLogger } from '../logging/logger.ts'
import { Callback, type JobEndEvent, type JobStartEvent } from '../plugins/callback.ts'

/** What `config.pickle` holds: a job as data, from which it can be run again. */
export interface JobInfo {
  readonly format: 'hydra-job-info'
  readonly version: 1
  /** The whole composed config as YAML, `hydra` included, interpolations unresolved. */
  readonly config: string
}

/**
 * Leaves `config.pickle` (a job's whole config) and `job_return.pickle` in its output subdirectory;
 * `--experimental-rerun` runs the job again from the first.
 *
 * Reference: `hydra.experimental.callbacks.PickleJobInfoCallback`, with its file names; the format is ours: JSON.
 */
export class JobInfoCallback extends Callback {
  readonly #log = getLogger('hydra.experimental.callbacks.PickleJobInfoCallback')

  override onJobStart({ config, job }: JobStartEvent): void {
    const node = nodeOf(config)
    const info: JobInfo = { format: 'hydra-job-info', version: 1, config: toYaml(node as MapNode) }
    const path = this.#write(subdirOf(node as MapNode, job.outputDir), 'config.pickle', info)
    this.#log.info(`Saving job configs in ${path}`)
  }

  override onJobEnd({ config, job, jobReturn }: JobEndEvent): void {
    const { status, error, overrides, startedAt, endedAt } = jobReturn
    const failure = error instanceof Error ? { name: error.name, message: error.message, stack: error.stack } : error
    const info = {
      format: 'hydra-job-return',
      version: 1,
      status,
      value: status === 'COMPLETED' ? plainOrNull(jobReturn.returnValue) : null,
      ...(status === 'FAILED' && { error: failure }),
      overrides,
      startedAt,
      endedAt,
    }
    const path = this.#write(subdirOf(nodeOf(config) as MapNode, job.outputDir), 'job_return.pickle', info)
    this.#log.info(`Saving job_return in ${path}`)
  }

  #write(dir: string, name: string, info: object): string {
    mkdirSync(dir, { recursive: true })
    const path = join(dir, name)
    writeFileSync(path, `${JSON.stringify(info)}\n`)
    return path
  }
}

/**
 * The config that a job-info callback left: its file is `given`, or in the job's output directory `given`.
 *
 * @throws HydraException `LEDGER_UNREADABLE` where there is no such file, or it holds something else
 */
export function readJobInfo(given: string): MapNode {
  const path = infoIn(given)
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    throw new HydraException(`File ${path} does not exist!`, {
      code: 'LEDGER_UNREADABLE',
      hint: 'the job-info callback writes it: +hydra.callbacks.save._target_=hydra.experimental.callbacks.PickleJobInfoCallback',
      cause,
    })
  }
  const info = parse(text)
  const config = info && loadYamlNode({ name: path, text: info.config })
  if (config instanceof MapNode) return config
  throw new HydraException(`File ${path} holds no job.`, {
    code: 'LEDGER_UNREADABLE',
    hint: 'pickles that Python wrote cannot be read here',
  })
}

/** The file itself; of a directory, that of the job whose output directory it is. */
function infoIn(given: string): string {
  if (!existsSync(given) || !statSync(given).isDirectory()) return given
  const beside = join(given, 'config.pickle')
  if (existsSync(beside)) return beside
  const subdirs = readdirSync(given, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const found = subdirs.map(({ name }) => join(given, name, 'config.pickle')).filter((path) => existsSync(path))
  return found.length === 1 ? (found[0] as string) : join(given, '.hydra', 'config.pickle')
}

function parse(text: string): JobInfo | undefined {
  try {
    const info = JSON.parse(text) as Partial<JobInfo>
    return info.format === 'hydra-job-info' && typeof info.config === 'string' ? (info as JobInfo) : undefined
  } catch {
    return undefined
  }
}

function subdirOf(config: MapNode, outputDir: string): string {
  const hydra = config.entries.get('hydra')
  const subdir = hydra instanceof MapNode ? hydra.entries.get('output_subdir') : undefined
  return subdir?.kind === 'scalar' && subdir.state === 'value' ? join(outputDir, String(subdir.value)) : outputDir
}

function plainOrNull(value: unknown): unknown {
  try {
    createNode(value)
    return value ?? null
  } catch {
    return null // not data: what can be run again is the config
  }
}
