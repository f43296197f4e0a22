import { applyDotlist, nodeFromDotlist } from '../ops/dotlist.ts'
import { loadYamlValue } from '../yaml/load-value.ts'
import { mapBehind } from './config-node.ts'
import { view } from './view.ts'

/** A configuration from `a.b=value` entries, the values read as YAML. */
export function fromDotlist<T extends object = Record<string, unknown>>(entries: readonly string[]): T {
  return view<T>(nodeFromDotlist(entries, loadYamlValue))
}

/** A configuration from the program's arguments, each `a.b=value`. */
export function fromCli<T extends object = Record<string, unknown>>(
  entries: readonly string[] = process.argv.slice(2),
): T {
  return fromDotlist<T>(entries)
}

/** Sets `a.b=value` entries in a configuration. @throws ConfigAttributeError where struct mode or a schema refuses a key */
export function mergeWithDotlist(config: object, entries: readonly string[]): void {
  applyDotlist(mapBehind(config), entries, loadYamlValue)
}

/** Sets the program's arguments in a configuration. */
export function mergeWithCli(config: object, entries: readonly string[] = process.argv.slice(2)): void {
  mergeWithDotlist(config, entries)
}
