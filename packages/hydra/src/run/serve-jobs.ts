import { HydraException } from '../errors.ts'
import { UNSETTLED, WORKER_VARIABLE } from '../launchers/worker-process.ts'
import { type SentResult, sentError, type WorkerAnswer, type WorkerRequest } from '../launchers/worker-protocol.ts'
import { errorText } from '../logging/error-text.ts'
import { withoutOurFrames } from '../logging/own-frames.ts'
import type { JobResult } from '../plugins/job.ts'
import type { HydraApp } from './app.ts'
import { runFrozenJob } from './frozen-job.ts'
import { jsonOf } from './result-table.ts'
import type { JobChannel, Runtime } from './runtime.ts'

/**
 * Runs the one job that comes through `channel` and sends back how it ended: the life of a process that
 * `hydra/launcher=process` started. Resolves with the exit code that the process should have.
 */
export async function serveJob(app: HydraApp, channel: JobChannel): Promise<number> {
  // what the task starts, or sweeps itself, is no worker of this sweep
  delete app.runtime.env[WORKER_VARIABLE]
  const stop = new AbortController()
  const ask = (what: string) => stop.abort(new HydraException(`The job was ended: ${what}.`, { code: 'JOB_ABORTED' }))
  const unlisten = app.runtime.onStop((signal) => ask(signal))
  const request = await new Promise<WorkerRequest | undefined>((resolve) => {
    channel.onMessage((message) => {
      if (isRequest(message)) resolve(message)
    })
    // whoever started this process is gone: nobody will want the result
    channel.onClose(() => {
      ask('the process that started it is gone')
      resolve(undefined)
    })
    channel.send({ kind: 'hydra-ready' } satisfies WorkerAnswer)
  })
  if (request === undefined) return 1
  // a job that waits for what never comes must not be kept alive by the line to whoever waits for it
  channel.unref()
  const unguard = app.runtime.onExit?.((code, how) => (how === 'drained' ? UNSETTLED : code))
  try {
    const result = await runFrozenJob(app, request.frozen, { signal: stop.signal, attempt: request.attempt })
    await sendResult(channel, result, app)
    return result.status === 'COMPLETED' ? 0 : 1
  } catch (error) {
    await send(channel, { kind: 'hydra-refused', error: sentError(error) })
    return 1
  } finally {
    unguard?.()
    unlisten()
    channel.close()
  }
}

/**
 * Refuses a run or a sweep from code in a process that was started to serve a job: the program that sweeps would be run
 * again for each of its own jobs, and so on without end. Whoever waits for the job is told.
 *
 * @throws HydraException `PLUGIN_INVALID`
 */
export async function refuseInWorker({ env, channel }: Runtime): Promise<void> {
  if (channel === undefined || env[WORKER_VARIABLE] === undefined) return
  const error = new HydraException('A process cannot serve a job of this app: its file runs or sweeps by itself.', {
    code: 'PLUGIN_INVALID',
    hint: 'name a file as `entry` that gives the task to hydraMain, or use hydra/launcher=async',
  })
  await send(channel, { kind: 'hydra-refused', error: sentError(error) })
  channel.close()
  throw error
}

async function sendResult(channel: JobChannel, result: JobResult, app: HydraApp): Promise<void> {
  const { error } = result
  const failed = result.status === 'FAILED'
  const { stderr, env } = app.runtime
  if (failed) stderr.write(`${withoutOurFrames(errorText(error), env)}\n`)
  const sent: SentResult = { ...result, error: failed ? sentError(error) : undefined }
  try {
    await send(channel, { kind: 'hydra-result', result: sent })
  } catch {
    // the value is no data: what the results would have of it goes instead
    const value = failed ? undefined : jsonOf(result.value)
    await send(channel, { kind: 'hydra-result', result: { ...sent, value }, altered: true })
  }
}

function send(channel: JobChannel, answer: WorkerAnswer): Promise<void> {
  return new Promise((resolve) => channel.send(answer, resolve))
}

function isRequest(message: unknown): message is WorkerRequest {
  return typeof message === 'object' && message !== null && (message as { kind?: unknown }).kind === 'hydra-job'
}
