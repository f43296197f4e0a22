import { writeFileSync } from 'node:fs'
import { Session } from 'node:inspector/promises'
import { join } from 'node:path'
import { Callback, type JobEndEvent, type JobStartEvent } from '../plugins/callback.ts'

/** The keys of the profiling callback. */
export interface ProfileOptions {
  /** The file's name in the job's directory; `job.cpuprofile` unless given. */
  readonly filename?: string | undefined
  /** Microseconds between two samples; 1000 unless given. */
  readonly interval?: number | undefined
}

/**
 * Records a CPU profile of each job into its directory, to be opened in the developer tools of a browser or in an editor.
 *
 * One job at a time: with jobs that overlap in this process, each profile shows all of them.
 */
export class ProfileCallback extends Callback {
  readonly #filename: string
  readonly #interval: number
  readonly #sessions = new Map<string, Session>()

  constructor({ filename = 'job.cpuprofile', interval = 1000 }: ProfileOptions = {}) {
    super()
    this.#filename = filename
    this.#interval = interval
  }

  override async onJobStart({ job }: JobStartEvent): Promise<void> {
    const session = new Session()
    session.connect()
    this.#sessions.set(job.outputDir, session)
    await session.post('Profiler.enable')
    await session.post('Profiler.setSamplingInterval', { interval: this.#interval })
    await session.post('Profiler.start')
  }

  override async onJobEnd({ job }: JobEndEvent): Promise<void> {
    const session = this.#sessions.get(job.outputDir)
    if (session === undefined) return
    this.#sessions.delete(job.outputDir)
    try {
      const { profile } = await session.post('Profiler.stop')
      writeFileSync(join(job.outputDir, this.#filename), JSON.stringify(profile))
    } finally {
      session.disconnect()
    }
  }
}
