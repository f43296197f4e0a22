import { readFileSync, writeFileSync } from 'node:fs'
import { ConfigValueError } from '../errors.ts'
import { resolvedCopy } from '../ops/resolved-copy.ts'
import { dumpYaml } from '../yaml/dump.ts'
import { loadYamlNode } from '../yaml/load.ts'
import { nodeFor } from './config-node.ts'
import { view } from './view.ts'

/**
 * The configuration in a YAML file, every value knowing its line.
 *
 * @throws ConfigValueError `CONFIG_FILE` where it cannot be read; YAMLError where it is no YAML
 */
export function load<T = Record<string, unknown>>(path: string | URL): T {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    throw new ConfigValueError(`The file ${String(path)} cannot be read.`, { code: 'CONFIG_FILE', cause })
  }
  return loadText(text.startsWith('\uFEFF') ? text.slice(1) : text, String(path))
}

/** The configuration in YAML text; `name` is what errors call it. */
export function loadText<T = Record<string, unknown>>(text: string, name = 'text'): T {
  return view<T>(loadYamlNode({ name, text }))
}

/** How a configuration is written. */
export interface ToYamlOptions {
  /** Interpolations become what they lead to. */
  readonly resolve?: boolean | undefined
  readonly sortKeys?: boolean | undefined
}

/** A configuration or plain data as YAML text, laid out as the reference does. */
export function toYaml(config: unknown, { resolve = false, sortKeys = false }: ToYamlOptions = {}): string {
  const node = nodeFor(config)
  return dumpYaml(resolve ? resolvedCopy(node) : node, { sortKeys })
}

/** Writes a configuration to a YAML file. */
export function save(config: unknown, path: string | URL, options: ToYamlOptions = {}): void {
  writeFileSync(path, toYaml(config, options))
}
