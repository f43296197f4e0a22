import { ConfigTypeError } from '../../errors.ts'

/** Refuses a call with too few or too many arguments. */
export function countArguments(name: string, args: readonly unknown[], least: number, most: number): void {
  if (args.length >= least && args.length <= most) return
  const expected = least === most ? `${least}` : `${least} to ${most}`
  throw new ConfigTypeError(`\`${name}\` takes ${expected} argument${most === 1 ? '' : 's'}, not ${args.length}.`, {
    code: 'CONFIG_BAD_ARGUMENT',
  })
}

/** @throws ConfigTypeError where an argument is no text */
export function textArgument(name: string, value: unknown): string {
  if (typeof value === 'string') return value
  throw new ConfigTypeError(`\`${name}\` takes text there, not ${value === null ? 'null' : `a ${typeof value}`}.`, {
    code: 'CONFIG_BAD_ARGUMENT',
  })
}
