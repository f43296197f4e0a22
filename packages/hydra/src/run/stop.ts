import { HydraException } from '../errors.ts'
import type { Runtime } from './runtime.ts'

/** Why a run was aborted: somebody asked for it. */
class StopRequest extends HydraException {
  readonly signal: 'SIGINT' | 'SIGTERM'

  constructor(signal: 'SIGINT' | 'SIGTERM') {
    super(`Stopped by ${signal === 'SIGINT' ? 'Ctrl-C' : signal}.`, { code: 'JOB_ABORTED' })
    this.name = 'HydraException'
    this.signal = signal
  }
}

/** Whether a run was aborted because somebody asked for it, here or through a signal of the caller's. */
export function isStop(reason: unknown): boolean {
  return reason instanceof StopRequest || (reason instanceof HydraException && reason.code === 'JOB_ABORTED')
}

/**
 * A signal that is aborted when the user asks to stop, or when `outer` is; and what ends the listening.
 *
 * @param once - `waiting` listens as soon as the process first waits for something. A task that only computes could not
 *   be told anyway: it ends with the process, as it would without us.
 */
export function stopSignal(
  runtime: Runtime,
  outer: AbortSignal | undefined,
  { once = 'now' }: { readonly once?: 'now' | 'waiting' } = {},
): { readonly signal: AbortSignal; readonly done: () => void } {
  const controller = new AbortController()
  let unlisten = (): void => {}
  // only the first request is ours: at the second one the process ends as it would without us
  const listen = () => {
    unlisten = runtime.onStop((signal) => {
      unlisten()
      controller.abort(new StopRequest(signal))
    })
  }
  const turn = once === 'waiting' ? setImmediate(listen) : undefined
  if (once === 'now') listen()
  const pass = () =>
    controller.abort(new HydraException('Stopped by the caller.', { code: 'JOB_ABORTED', cause: outer?.reason }))
  if (outer?.aborted) pass()
  else outer?.addEventListener('abort', pass, { once: true })
  return {
    signal: controller.signal,
    done: () => {
      clearImmediate(turn)
      unlisten()
      outer?.removeEventListener('abort', pass)
    },
  }
}
