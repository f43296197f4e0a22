import { HydraException } from '../errors.ts'

/**
 * After how many failures a sweep starts no more jobs: `hydra.sweep.on_failure` as a number, never for `continue`.
 *
 * @throws HydraException `PLUGIN_INVALID` for anything but `continue`, `stop` and `stop_after:N`
 */
export function failuresAllowed(policy: unknown): number {
  if (policy === undefined || policy === null || policy === 'continue') return Number.POSITIVE_INFINITY
  if (policy === 'stop') return 1
  const count = /^stop_after:([1-9]\d*)$/.exec(String(policy))?.[1]
  if (count !== undefined) return Number(count)
  throw new HydraException(`hydra.sweep.on_failure is \`${String(policy)}\`.`, {
    code: 'PLUGIN_INVALID',
    path: 'hydra.sweep.on_failure',
    hint: 'continue, stop, or stop_after:3 for any other number',
  })
}
