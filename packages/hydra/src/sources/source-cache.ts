import { readFileSync, type Stats, statSync } from 'node:fs'
import type { Source } from '@hydra-zen/diagnostics'
import { type ConfigNode, loadYamlNode, type TreeMemory } from '@hydra-zen/omegaconf/nodes'
import { ConfigLoadError } from '../errors.ts'
import { readHeader } from './config-header.ts'
import type { ConfigHeader } from './config-source.ts'
import { takeDefaults } from './loaded-config.ts'

/** A config file, read and parsed. Shared by all who ask: nobody changes it. */
export interface ParsedFile {
  readonly source: Source
  readonly config: ConfigNode
  readonly defaults: ConfigNode | undefined
  readonly header: ConfigHeader
}

/** Parsed config files by path, as good as the files' size and time of change say. */
export class SourceCache {
  readonly #files = new Map<string, Entry>()

  /** The file, parsed once for as long as it does not change; `undefined` where there is no such file. */
  read(path: string, name: string, texts?: TreeMemory): ParsedFile | undefined {
    const stats = statFile(path)
    if (!stats?.isFile()) return undefined
    const known = this.#files.get(path)
    if (known && known.size === stats.size && known.changed === stats.mtimeMs) return known.parsed
    const parsed = parseFile(path, name, texts)
    this.#files.set(path, { size: stats.size, changed: stats.mtimeMs, parsed })
    return parsed
  }

  clear(): void {
    this.#files.clear()
  }
}

/** The cache that sources share unless they are given another. */
export const sharedSourceCache = new SourceCache()

interface Entry {
  readonly size: number
  readonly changed: number
  readonly parsed: ParsedFile
}

/** What the file system says of a path; `undefined` where nothing is there or the path cannot be one. */
export function statFile(path: string): Stats | undefined {
  if (path.includes('\0')) return undefined
  try {
    return statSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined // a part of the path is a file, or may not be read: nothing to be found either way
  }
}

function parseFile(path: string, name: string, texts: TreeMemory | undefined): ParsedFile {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    throw new ConfigLoadError(`The config file ${name} cannot be read.`, { code: 'CONFIG_UNREADABLE', cause })
  }
  const source: Source = { name, text }
  const header = readHeader(source)
  const { config, defaults } = takeDefaults(loadYamlNode(source, texts))
  return { source, config, defaults, header }
}
