import { flag, setFlag as set, withFlags } from '../nodes/flags.ts'
import type { FlagName, Flags } from '../nodes/node.ts'
import { nodeBehind } from './config-node.ts'

/** Struct mode: keys that are not there can be neither read nor set. `undefined` leaves it to the parents. */
export function setStruct(config: object, value: boolean | undefined): void {
  set(nodeBehind(config), 'struct', value)
}

/** Read-only: nothing below can change. `undefined` leaves it to the parents. */
export function setReadonly(config: object, value: boolean | undefined): void {
  set(nodeBehind(config), 'readonly', value)
}

/** Sets any flag; `undefined` takes it away. */
export function setFlag(config: object, name: FlagName, value: boolean | undefined): void {
  set(nodeBehind(config), name, value)
}

/** Whether struct mode applies. */
export function isStruct(config: object): boolean {
  return flag(nodeBehind(config), 'struct')
}

/** Whether read-only applies. */
export function isReadonly(config: object): boolean {
  return flag(nodeBehind(config), 'readonly')
}

/** Runs `action` while the configuration can be written; then all is as before. */
export function readWrite<T extends object, R>(config: T, action: (config: T) => R): R {
  return flagOverride(config, { readonly: false }, action)
}

/** Runs `action` while the configuration takes new keys; then all is as before. */
export function openDict<T extends object, R>(config: T, action: (config: T) => R): R {
  return flagOverride(config, { struct: false }, action)
}

/** Runs `action` with other flags; then all is as before, whatever happened. */
export function flagOverride<T extends object, R>(
  config: T,
  flags: Omit<Flags, 'context'>,
  action: (config: T) => R,
): R {
  return withFlags(nodeBehind(config), flags, () => action(config))
}
