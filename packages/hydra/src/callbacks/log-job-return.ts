import { getLogger } from '../logging/logger.ts'
import { Callback, type JobEndEvent } from '../plugins/callback.ts'

/**
 * Logs what each job returned, or the error it failed with.
 *
 * Reference: `hydra.experimental.callbacks.LogJobReturnCallback`, whose logger's name it keeps.
 */
export class LogJobReturnCallback extends Callback {
  readonly #log = getLogger('hydra.experimental.callbacks.LogJobReturnCallback')

  override onJobEnd({ jobReturn }: JobEndEvent): void {
    if (jobReturn.status === 'COMPLETED') this.#log.info(`Succeeded with return value: ${shown(jobReturn.returnValue)}`)
    else this.#log.exception('', jobReturn.error)
  }
}

/** As Python prints the plain values. */
function shown(value: unknown): string {
  if (value === undefined || value === null) return 'None'
  if (value === true) return 'True'
  if (value === false) return 'False'
  if (typeof value === 'object') {
    try {
      return JSON.stringify(value)
    } catch {
      return String(value)
    }
  }
  return String(value)
}
