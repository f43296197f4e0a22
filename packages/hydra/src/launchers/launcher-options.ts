import { HydraException } from '../errors.ts'

/**
 * A number of `hydra.launcher`, or what stands for it where it is not given.
 *
 * @throws HydraException `PLUGIN_INVALID` where it is no number or smaller than `least`
 */
export function launcherNumber(name: string, value: unknown, { otherwise, least }: NumberRule): number {
  if (value === undefined || value === null) return otherwise
  if (typeof value === 'number' && value >= least) return value
  throw new HydraException(`hydra.launcher.${name} is \`${String(value)}\`.`, {
    code: 'PLUGIN_INVALID',
    path: `hydra.launcher.${name}`,
    hint: `a number from ${least} on`,
  })
}

interface NumberRule {
  readonly otherwise: number
  readonly least: number
}
