import { listed } from '@hydra-zen/diagnostics'
import type { ResultDefault } from '../defaults/result-default.ts'
import type { ConfigRepository } from '../sources/repository.ts'
import { isOutdated } from '../sources/version-base.ts'

/**
 * What to tell of headers such as `# @package _group_`, with which files of Hydra 1.0 begin: since 1.2 they put a config
 * under a key of that name, which nobody wants. Without a word the first sign of it is a key that cannot be found.
 */
export function outdatedHeaders(defaults: readonly ResultDefault[], repository: ConfigRepository): readonly string[] {
  let header: string | undefined
  const paths = new Set<string>()
  for (const { configPath } of defaults) {
    const written = repository.loadConfig(configPath)?.header.package
    if (written === undefined || !isOutdated(written)) continue
    header ??= written
    paths.add(`\`${configPath}\``)
  }
  if (header === undefined) return []
  const [first] = header.split('.').filter((part) => part === '_group_' || part === '_name_')
  return [
    `\`# @package ${header}\` of ${listed([...paths])} is a key named \`${first}\` since Hydra 1.2: remove the line, or set versionBase: '1.1'.`,
  ]
}
